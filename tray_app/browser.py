"""Opens a page as a new tab of the person's own browser."""

import os
import shutil
import subprocess
import sys
import threading
import webbrowser

#: A browser that is still running after this long has started: some starters wait until it closes.
STARTED_AFTER = 4.0


def open_in_browser(url: str) -> bool:
    """Whether a browser took the page."""
    outcome: list[bool] = []
    starter = threading.Thread(target=lambda: outcome.append(_start(url)), daemon=True)
    starter.start()
    starter.join(STARTED_AFTER)
    return outcome[0] if outcome else True


def _start(url: str) -> bool:
    # webbrowser starts xdg-open without looking at how it ends, so that a computer without any
    # browser would count as success. BROWSER, where set, is webbrowser's to honour.
    opener = shutil.which("xdg-open") if sys.platform.startswith("linux") else None
    if opener and not os.environ.get("BROWSER"):
        ended = subprocess.run([opener, url], stdin=subprocess.DEVNULL, check=False)
        if ended.returncode == 0:
            return True
    return webbrowser.open_new_tab(url)
