"""The first start after installing: the browser is led back to the chat the app was downloaded for.

Which chat that is only the browser knows (server/pages/download.py, `/download/started`).
"""

import threading

from tray_app.browser import open_in_browser
from tray_app.places import is_portable
from tray_app.preferences import prefer, preference
from tray_app.program import folder_of_program
from tray_app.server_call import CallFailed, call
from tray_app.settings import Server

#: The preference that says that it happened.
STARTED = "started"


def lead_back(server: Server | None) -> threading.Thread | None:
    """Leads there, once, and only where the server answers; the thread that does, if one does."""
    is_installed = folder_of_program() is not None and not is_portable()
    if not is_installed or server is None or preference(STARTED):
        return None
    leading = threading.Thread(target=_lead, args=[server], name="first start", daemon=True)
    leading.start()
    return leading


def _lead(server: Server) -> None:
    try:
        if call(server, "/api/v1/downloads").status != 200:
            return
        prefer(STARTED, "yes")
    except (CallFailed, OSError):
        return
    open_in_browser(f"{server.url}/download/started")
