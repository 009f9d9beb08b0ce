"""The tray app's packages, as they lie in the home's `downloads`, and how they bring a session."""
