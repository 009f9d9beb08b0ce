"""JSON answers."""

from typing import Any

import msgspec
from flask import Response


def json_answer(value: Any, status: int = 200) -> Response:
    """The value as JSON."""
    return Response(msgspec.json.encode(value), status, mimetype="application/json")
