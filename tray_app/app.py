"""The tray app while it runs: an icon, what its click offers, the windows, and a session."""

import signal
import sys
import threading
from typing import Any

from tray_app import problems
from tray_app.about import about
from tray_app.autostart import start_at_sign_in, starts_at_sign_in
from tray_app.browser import open_in_browser
from tray_app.desktop import DisplayGone, Tray, find_tray
from tray_app.dialogs.process import KeyWindow, Outcome, Question, inform
from tray_app.entries import Choice, Entry, in_a_row
from tray_app.icon.tray_icon import TrayIcon
from tray_app.join import Access
from tray_app.language import LANGUAGES, choose_language, language
from tray_app.language import gettext as _
from tray_app.links import LinkOpener
from tray_app.notices import Notices
from tray_app.places import is_portable
from tray_app.session.current import CurrentSession
from tray_app.session.status import Status
from tray_app.settings import Server, known_server
from tray_app.termination import on_termination
from tray_app.update import Update, UpdateWatch

#: A panel that ended usually comes back: how often to look for it.
LOOK_AGAIN = 2.0
#: Seconds after which an app that ends has been told often enough that it does.
READ_WITHIN = 60.0


class TrayApp:
    """The icon in the tray, the window that belongs to it, and the session it is attached to."""

    def __init__(self, server_option: str | None) -> None:
        self._server_option = server_option
        self._window = KeyWindow(server_option, self._window_closed, self._attach)
        self._notices = Notices(self._back_to_chat)
        self._session = CurrentSession(self._status_changed, self._notices.unread)
        self._links = LinkOpener(
            server_option, self._attach_by_link, self._attach, self._link_led_nowhere
        )
        self._updates = UpdateWatch(self._own_server, self._found_update)
        self._update: Update | None = None
        self._icon = TrayIcon(self.entries)
        self._status: Status | None = None
        self._has_tray = True
        self._is_reopening = self._is_for_one_session = False
        self._quitting = threading.Event()
        self._idle = threading.Event()

    def run(self, tray: Tray, link: str | None, *, is_for_one_session: bool = False) -> None:
        """Shows the icon until the person quits.

        :param link: the one that the app was started for
        :param is_for_one_session: whether the app ends with the session that the link leads to
        """
        self._is_for_one_session = is_for_one_session
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        on_termination(self.quit)
        if link:
            self._links.open(link)
        self._has_tray = tray is not Tray.NONE
        self._updates.start()
        try:
            if self._has_tray:
                self._run_icon(tray)
            else:
                self._run_without(link)
        except DisplayGone:
            print(problems.display_gone(), file=sys.stderr)
        finally:
            self._window.close()
            self._session.close()
            self._notices.close()
            self._updates.close()

    def heard(self, word: dict[str, Any]) -> None:
        """Does what a second start of the app asks for."""
        if word.get("type") == "attach":
            self._links.open(str(word.get("link")))
        elif word.get("type") == "access":
            self._attach(Access(**word["access"]))
        else:
            self.ask_for_key()

    def entries(self) -> list[Entry | Choice]:
        """What the app offers, in order."""
        return [
            Entry(_("Stop sharing"), self._session.stop_sharing, shown=self._is_controlled),
            Entry(_("Join a session"), self._clicked, default=True),
            Entry(_("Back to the chat"), self._back_to_chat, shown=self._is_in_session),
            Entry(_("Open the support website"), self.open_website),
            Entry(
                _("Start at sign-in"),
                self._toggle_autostart,
                shown=lambda: not is_portable(),
                checked=starts_at_sign_in,
            ),
            Choice(_("Language"), tuple(map(self._language, LANGUAGES))),
            self._update_entry(),
            Entry(_("About Beistand"), self._tell_facts),
            Entry(_("Quit"), self.quit),
        ]

    def ask_for_key(self) -> None:
        """Opens the window for the key, or brings it to the front."""
        with_icon = "dialog" if self._icon.has_menu else "in_place_of_menu"
        self._window.open(with_icon if self._has_tray else "alone", self._beneath_the_key())

    def open_website(self) -> None:
        """Opens the page of the server where the key can be typed instead."""
        server = self._own_server()
        if server is None or not open_in_browser(server.url + "/"):
            self.ask_for_key()

    def quit(self) -> None:
        """Takes the icon away and ends."""
        self._quitting.set()
        self._idle.set()
        self._icon.stop()

    def _run_icon(self, tray: Tray) -> None:
        while not self._quitting.is_set():
            if tray is not Tray.NONE:
                self._icon.run(tray)
            # The icon's loop ends by itself when the tray that holds it ends.
            self._quitting.wait(LOOK_AGAIN)
            tray = find_tray()

    def _run_without(self, link: str | None) -> None:
        """The window stands in for the icon; without it the app stays as long as a session does."""
        if not link:
            self.ask_for_key()
        while not self._idle.wait(LOOK_AGAIN):
            # Says when the display is gone.
            find_tray()

    def _beneath_the_key(self) -> list[Entry]:
        """What the window offers: nothing where the icon has a menu for it."""
        has_menu = self._has_tray and self._icon.has_menu
        return in_a_row([self._update_entry()] if has_menu else self.entries())

    def _clicked(self) -> None:
        # Without a menu the click has to do what is needed most.
        if self._is_controlled() and not self._icon.has_menu:
            self._session.to_front()
        else:
            self.ask_for_key()

    def _refresh(self) -> None:
        """Offers what there is now, in the words of now."""
        self._icon.refresh()
        self._window.offer(self._beneath_the_key())

    def _back_to_chat(self) -> None:
        if url := self._session.chat_url:
            open_in_browser(url)

    def _toggle_autostart(self) -> None:
        try:
            start_at_sign_in(not starts_at_sign_in(), self._server_option)
        except OSError as problem:
            inform(_("That did not work"), problems.not_changed(str(problem)))
        self._refresh()

    def _language(self, code: str) -> Entry:
        def choose() -> None:
            try:
                choose_language(code)
            except OSError as problem:
                inform(_("That did not work"), problems.not_changed(str(problem)))
            self._icon.refresh()
            self._reopen_window()

        return Entry(LANGUAGES[code], choose, checked=lambda: language() == code)

    def _reopen_window(self) -> None:
        """Opens it anew where it is open: a window speaks one language from its beginning."""
        if not self._window.is_open:
            return
        self._is_reopening = True
        self._window.close()
        self._window.wait_closed()
        self.ask_for_key()
        self._is_reopening = False

    def _tell_facts(self) -> None:
        server = self._own_server()
        inform(_("About Beistand"), about(server.host if server else None))

    def _own_server(self) -> Server | None:
        return known_server(self._server_option)

    def _update_entry(self) -> Entry:
        """The way to a newer version, which nobody has to take."""
        update = self._update
        label = _("Get version %(version)s") % {"version": update.version if update else ""}
        return Entry(label, self._get_update, shown=lambda: self._update is not None)

    def _found_update(self, update: Update) -> None:
        self._update = update
        self._refresh()

    def _get_update(self) -> None:
        if self._update:
            open_in_browser(self._update.page)

    def _attach(self, access: Access) -> None:
        self._session.attach(access, by_link=False)

    def _attach_by_link(self, access: Access) -> None:
        self._session.attach(access, by_link=True)

    def _is_in_session(self) -> bool:
        return self._session.is_there

    def _is_controlled(self) -> bool:
        return self._status is not None and self._status.kind == "controlled"

    def _status_changed(self, status: Status | None) -> None:
        self._status = status
        self._icon.show(status)
        self._window.offer(self._beneath_the_key())
        if status is None:
            self._end_if_idle()
            self._end_with_session()

    def _window_closed(self, outcome: Outcome) -> None:
        if outcome is Outcome.FAILED:
            # No window could be shown (Tk is missing): the website does the same.
            server = self._own_server()
            if server:
                open_in_browser(server.url + "/")
        self._end_if_idle()

    def _link_led_nowhere(self) -> None:
        if self._is_for_one_session:
            # What it was started for is no more; there is still the key.
            self._is_for_one_session = False
            self.ask_for_key()
        self._end_if_idle()

    def _end_with_session(self) -> None:
        """Whoever started the app for one session has no more use of it: it says so, and ends."""
        if not self._is_for_one_session or self._session.is_there:
            return

        def end() -> None:
            told = {"heading": _("Beistand is closing"), "sentence": problems.keeps_nothing()}
            Question({**told, "no": _("Close")}).wait(READ_WITHIN)
            self.quit()

        threading.Thread(target=end, name="end", daemon=True).start()

    def _end_if_idle(self) -> None:
        """Without an icon, nothing is left when neither window nor session is."""
        is_needed = self._window.is_open or self._session.is_there or self._is_reopening
        is_needed = is_needed or self._is_for_one_session
        if not self._has_tray and not is_needed:
            self._idle.set()
