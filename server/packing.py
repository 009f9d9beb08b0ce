"""Packs pages on their way out."""

import gzip

from flask import Response, request

_WORTH_PACKING = 1024


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
