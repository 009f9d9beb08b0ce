"""The tray app as people get it: built, installed, started, removed."""
