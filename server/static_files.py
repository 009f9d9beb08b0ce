"""Files of the pages, under addresses that change with their content, so they are kept for good.

The version is part of the path: scripts import each other by relative paths and so stay within
one version. What is text goes out packed, a page's own script or style with all that it
imports.
"""

import gzip
import hashlib
import os
from functools import cache
from pathlib import Path
from posixpath import normpath

import msgspec
from flask import Flask, Response, abort, jsonify, request, send_from_directory

from server import __version__, language, page_scripts, page_styles

FOLDER = Path(__file__).parent / "static"
YEAR_SECONDS = 365 * 24 * 3600
TEXT = (".css", ".js", ".svg")
JOINED = {
    "_page.js": page_scripts.joined,
    "_part.js": page_scripts.joined,
    "_page.css": page_styles.joined,
}


def init_app(app: Flask) -> None:
    """Serve `/static/<version>/…`, and give templates `static(path)`."""
    current = _version()

    def kept(response: Response, version: str) -> Response:
        for_good = f"public, max-age={YEAR_SECONDS}, immutable"
        response.headers["Cache-Control"] = for_good if version == current else "no-cache"
        return response

    def static(version: str, path: str) -> Response:
        text = path.endswith(TEXT)
        return kept(_as_text(path) if text else send_from_directory(FOLDER, path), version)

    def words(version: str, locale: str, page: str) -> Response:
        if locale not in language.LOCALES or not _is_page(page):
            abort(404)
        return kept(jsonify(language.later_words(locale, f"{page}.js")), version)

    app.add_url_rule("/static/<version>/<path:path>", "static", static)
    app.add_url_rule("/static/<version>/words/<locale>/<page>.json", "static_words", words)

    app.context_processor(lambda: {"static": address, "version": __version__})


def address(path: str) -> str:
    """Where a file of this folder is to be had."""
    return f"/static/{_version()}/{path}"


def _as_text(path: str) -> Response:
    """The file, packed for who can unpack it; 404 where there is none."""
    if path != normpath(path):
        abort(404)  # one spelling a file, or what is kept packed would have no limit
    found = send_from_directory(FOLDER, path)
    found.close()
    packed = _packed(path)
    unpacks = request.accept_encodings["gzip"] > 0
    response = Response(packed if unpacks else gzip.decompress(packed), mimetype=found.mimetype)
    response.headers["Vary"] = "Accept-Encoding"
    if unpacks:
        response.headers["Content-Encoding"] = "gzip"
    return response


@cache
def _packed(path: str) -> bytes:
    file = FOLDER / path
    join = next((join for ending, join in JOINED.items() if path.endswith(ending)), None)
    text = join(file) if join else file.read_text(encoding="utf-8")
    return gzip.compress(text.encode(), mtime=0)


def _is_page(page: str) -> bool:
    return page.isidentifier() and (FOLDER / "js" / f"{page}.js").is_file()


@cache
def _version() -> str:
    """A short hash over all files and the sentences that they say."""
    digest = hashlib.sha256()
    for locale in language.LOCALES:
        digest.update(msgspec.json.encode(language.browser_catalogue(locale)))
    for folder, _folders, names in sorted(os.walk(FOLDER)):
        for name in sorted(names):
            path = Path(folder) / name
            digest.update(path.relative_to(FOLDER).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]
