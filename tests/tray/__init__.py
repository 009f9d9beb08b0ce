"""The tray app on real desktops: real trays, real clicks, a real browser."""
