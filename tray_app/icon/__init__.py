"""The icon in the tray: the mark, drawn, and one file for each kind of tray."""
