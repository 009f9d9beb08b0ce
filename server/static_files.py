"""Files of the pages, under addresses that change with their content, so they are kept for good.

The version is part of the path: scripts import each other by relative paths and so stay within
one version.
"""

import hashlib
import os
from pathlib import Path

from flask import Flask, Response, send_from_directory

from server import __version__

FOLDER = Path(__file__).parent / "static"
YEAR_SECONDS = 365 * 24 * 3600


def init_app(app: Flask) -> None:
    """Serve `/static/<version>/…`, and give templates `static(path)`."""
    version = _version()

    def static(version: str, path: str) -> Response:
        response = send_from_directory(FOLDER, path)
        kept = f"public, max-age={YEAR_SECONDS}, immutable"
        response.headers["Cache-Control"] = kept if version == current else "no-cache"
        return response

    current = version
    app.add_url_rule("/static/<version>/<path:path>", "static", static)

    def address(path: str) -> str:
        return f"/static/{version}/{path}"

    app.context_processor(lambda: {"static": address, "version": __version__})


def _version() -> str:
    """A short hash over all files."""
    digest = hashlib.sha256()
    for folder, _folders, names in sorted(os.walk(FOLDER)):
        for name in sorted(names):
            path = Path(folder) / name
            digest.update(path.relative_to(FOLDER).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]
