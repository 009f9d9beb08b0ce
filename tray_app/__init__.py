"""The tray app: joins a support session by key and opens its chat in the browser."""
