"""A window with a GTK text field, which keeps what is in it in a file. Run as a program."""

import signal
import sys
from pathlib import Path

import gi

gi.require_version("Gtk", "3.0")
from gi.repository import GLib, Gtk  # noqa: E402

TITLE = "GTK-Feld"


def main(kept: Path) -> None:
    window = Gtk.Window(title=TITLE)
    window.set_default_size(500, 300)
    window.move(20, 500)
    field = Gtk.TextView()
    field.get_buffer().connect("changed", lambda buffer: kept.write_text(buffer.props.text))
    field.set_wrap_mode(Gtk.WrapMode.CHAR)
    window.add(field)
    GLib.unix_signal_add(GLib.PRIORITY_DEFAULT, signal.SIGUSR1, empty, field.get_buffer())
    window.connect("destroy", Gtk.main_quit)
    window.show_all()
    Gtk.main()


def empty(buffer: Gtk.TextBuffer) -> bool:
    """Takes out what is in the field, whenever the signal comes."""
    buffer.props.text = ""
    return True


if __name__ == "__main__":
    main(Path(sys.argv[1]))
