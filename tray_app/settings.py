"""Which support server this computer belongs to, and where that is remembered."""

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from platformdirs import site_config_path

from tray_app.built import built
from tray_app.places import APPLICATION
from tray_app.preferences import prefer, preference


class NotAnAddress(ValueError):
    """The text cannot be the address of a server."""


@dataclass(frozen=True)
class Server:
    """The address of a support server."""

    url: str
    #: Chosen by the person in the app's window, so it can be changed there too.
    chosen_here: bool = False

    @property
    def host(self) -> str:
        """What a person recognises the server by."""
        return urlsplit(self.url).netloc


def server_url(text: str) -> str:
    """The address as a URL without a slash at its end.

    Without a scheme it becomes https, except on this computer itself.

    :raises NotAnAddress: where it is no http or https address
    """
    text = text.strip()
    try:
        scheme = "" if "://" in text else "http://" if _is_loopback(text) else "https://"
        parts = urlsplit(scheme + text)
        named = bool(parts.hostname) and parts.port != 0
    except ValueError as error:
        raise NotAnAddress(text) from error
    signs = any(sign.isspace() or sign in "<>\"'\\" for sign in text)
    if parts.scheme not in {"http", "https"} or not named or parts.username is not None or signs:
        raise NotAnAddress(text)
    return f"{parts.scheme}://{parts.netloc}{parts.path}".rstrip("/")


def known_server(
    option: str | None = None,
    environ: Mapping[str, str] = os.environ,
    user: Path | None = None,
    site: Path | None = None,
    made_for: str | None = None,
) -> Server | None:
    """The server to use: the option, else BEISTAND_SERVER, else the settings file, else the one
    that this app was built for; None if unset.

    The person's own settings file comes before the one that an administrator laid for everybody.

    :raises NotAnAddress: where what is set is no address
    """
    if given := option or environ.get("BEISTAND_SERVER"):
        return Server(server_url(given))
    if remembered := preference("server", user):
        return Server(server_url(remembered), chosen_here=True)
    everybodys = site or site_config_path(APPLICATION, appauthor=False) / "settings.toml"
    if laid := preference("server", everybodys):
        return Server(server_url(laid))
    made_for = built().server if made_for is None else made_for
    return Server(server_url(made_for)) if made_for else None


def remember(url: str, file: Path | None = None) -> Server:
    """The server, now written to the person's settings file."""
    prefer("server", url, file)
    return Server(url, chosen_here=True)


def _is_loopback(text: str) -> bool:
    host = urlsplit("//" + text).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
