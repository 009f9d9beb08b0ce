"""The command `beistand-tray`: the icon in the tray, or one joining without it."""

import argparse
import logging
import sys

from tray_app import problems
from tray_app.language import gettext as _
from tray_app.settings import NotAnAddress, Server, known_server

NO_WINDOW = 1
USAGE_ERROR = 2


def main(arguments: list[str] | None = None) -> int:
    """The exit code: 0 where it did what was asked."""
    options = _parser().parse_args(arguments)
    if options.guard_input:
        from tray_app.input.guard import main as guard_input

        return guard_input()
    try:
        server = known_server(options.server)
    except NotAnAddress:
        print(problems.not_an_address(), file=sys.stderr)
        return USAGE_ERROR
    if options.look_for_update:
        from tray_app.update import print_update

        return print_update(server)
    # Each way imports only what it needs: --join must work without a screen, tkinter or a tray.
    if options.join is not None:
        from tray_app.join_command import join_by_command

        return join_by_command(server, options.join)
    if options.register_links:
        from tray_app.link_registration import register_links

        return register_links(options.server)
    if options.window:
        return _show_window(options.window, server)
    return _run_app(options, server)


def _show_window(form: str, server: Server | None) -> int:
    from tray_app.desktop import no_window_because

    if reason := no_window_because():
        print(reason, file=sys.stderr)
        return NO_WINDOW
    from tray_app.dialogs.show import show

    return show(form, server)


def _run_app(options: argparse.Namespace, server: Server | None) -> int:
    from tray_app.bound_session import bound_session

    bound = None if options.attach else bound_session()
    link = bound.link if bound else options.attach
    if _runs_already(link):
        return 0
    from tray_app.desktop import find_tray, no_window_because

    if reason := no_window_because():
        print(reason, file=sys.stderr)
        return NO_WINDOW
    from tray_app.app import TrayApp
    from tray_app.first_start import lead_back
    from tray_app.log import keep_log
    from tray_app.places import leave_nothing
    from tray_app.single_instance import claim

    keep_log()
    app = TrayApp(options.server or (bound.server if bound else None))
    instance = claim(app.heard)
    if not link and not options.at_sign_in:
        lead_back(server)
    try:
        app.run(find_tray(), link, is_for_one_session=bound is not None)
    finally:
        if instance:
            instance.close()
        logging.shutdown()
        leave_nothing()
    return 0


def _runs_already(link: str | None) -> bool:
    """Whether an app runs on this screen; it does then what this start was for."""
    from tray_app.single_instance import tell

    return tell({"type": "attach", "link": link} if link else {"type": "open"})


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="beistand-tray",
        description=_(
            "Joins a support session: by the icon in the tray, whose click asks for the support "
            "key, or at once with --join. The chat opens in the default browser."
        ),
        epilog=_(
            "Exit codes of --join: 0 the chat is open in the browser; 1 not joined, the reason is "
            "on standard error; 2 wrong options; 3 joined, but no browser could be opened: the "
            "address of the chat is on standard output."
        ),
    )
    parser.add_argument(
        "--server",
        metavar="URL",
        help=_(
            "address of the support server; otherwise BEISTAND_SERVER, the settings file, "
            "or what the window asks for"
        ),
    )
    parser.add_argument(
        "--join",
        metavar="KEY",
        help=_("join with this support key now, without tray and window, then end"),
    )
    parser.add_argument(
        "--attach",
        metavar="LINK",
        help=_("take part in the session that a beistand: link of the chat leads to"),
    )
    parser.add_argument(
        "--register-links",
        action="store_true",
        help=_("have this desktop open beistand: links with this app, then end (Linux)"),
    )
    parser.add_argument("--at-sign-in", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--window", help=argparse.SUPPRESS)
    parser.add_argument("--look-for-update", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--guard-input", action="store_true", help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    sys.exit(main())
