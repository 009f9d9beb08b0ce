"""`/downloads`: which versions of the tray app there are, for apps that look for a newer one."""

from typing import Annotated
from urllib.parse import quote

import msgspec
from flask import Blueprint, Response
from msgspec import Meta

from server.api.bodies import json_answer
from server.downloads.packages import Kind, Package, System, packages
from server.services import services

blueprint = Blueprint("downloads", __name__)


class Download(msgspec.Struct, frozen=True):
    """A package of the tray app; `size` in bytes, `version` is "" where it is not known."""

    name: str
    url: str
    size: int
    sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
    system: System
    kind: Kind
    version: str


class Downloads(msgspec.Struct, frozen=True):
    """What `/download` offers."""

    downloads: list[Download]


@blueprint.get("/downloads")
def index() -> Response:
    """All packages, in the order of their names."""
    settings = services().settings
    return json_answer(
        Downloads([_show(one, settings.public_url) for one in packages(settings.folder)])
    )


def _show(package: Package, server: str) -> Download:
    return Download(
        name=package.name,
        url=f"{server}/download/{quote(package.name)}",
        size=package.size,
        sha256=package.sha256,
        system=package.system,
        kind=package.kind,
        version=package.version,
    )
