"""Packs pages on their way out."""

import gzip
import re

from flask import Flask, Response, request
from markupsafe import Markup

_WORTH_PACKING = 1024
_INDENT = re.compile(r"\n\s+")


def init_app(app: Flask) -> None:
    """Pack every page, and give templates `dense`."""
    app.after_request(pack)
    app.jinja_env.filters["dense"] = dense


def dense(html: Markup) -> Markup:
    """The same without its indentation, for a page that has to be light."""
    return Markup(_INDENT.sub("\n", html))  # noqa: S704


def pack(response: Response) -> Response:
    """The page gzipped, for a browser that unpacks it.

    Not the forms for signing in: they show what the address or the sender said beside their CSRF
    token, and packed sizes would tell how alike the two are (the attack called BREACH). Nor what
    is streamed: it is never here as a whole.
    """
    if response.is_streamed or response.mimetype != "text/html" or request.blueprint == "sign_in":
        return response
    page = response.get_data()
    if len(page) >= _WORTH_PACKING and request.accept_encodings["gzip"] > 0:
        response.set_data(gzip.compress(page, 6, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    return response
