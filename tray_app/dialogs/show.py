"""Shows one window in this process, as the tray app asked for it."""

import tkinter

from tray_app.dialogs import appearance
from tray_app.dialogs.process import ExitCode
from tray_app.dialogs.question_window import QuestionWindow
from tray_app.dialogs.sharing_window import SharingWindow
from tray_app.dialogs.window import Window
from tray_app.dialogs.words import listen, read_first
from tray_app.language import gettext as _
from tray_app.settings import Server


def show(form: str, server: Server | None) -> int:
    """The exit code that tells the tray app what the person chose."""
    appearance.prepare_process()
    root = tkinter.Tk(className="Beistand")
    # Shown when it has its size: nobody should see it being put together.
    root.withdraw()
    if form == "sharing":
        return _run_sharing(root)
    if form == "question":
        return _run_question(root)
    return _run_key(root, form, server)


def _run_key(root: tkinter.Tk, form: str, server: Server | None) -> int:
    note = _no_tray() if form == "alone" else ""
    offers_browser = form != "in_place_of_menu"
    window = Window(root, note, read_first()["entries"], offers_browser)
    window.show(server)
    root.update()
    window.to_front()
    listen(root, window.heard)
    root.mainloop()
    return ExitCode.CLOSED


def _run_sharing(root: tkinter.Tk) -> int:
    window = SharingWindow(root)
    listen(root, window.heard)
    root.mainloop()
    return ExitCode.CLOSED


def _run_question(root: tkinter.Tk) -> int:
    window = QuestionWindow(root, read_first())
    listen(root, lambda _word: root.destroy())
    root.mainloop()
    return window.exit_code


def _no_tray() -> str:
    return _(
        "This desktop has no tray for Beistand's icon, so this window stands in for it: "
        "open it whenever you want to join a session."
    )
