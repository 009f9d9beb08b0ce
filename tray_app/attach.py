"""A `beistand:` link: the chat's way to this app, with a code that lets it in once, or a key."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from tray_app.join import Access, access_from
from tray_app.server_call import CallFailed, call, refused
from tray_app.settings import NotAnAddress, Server, server_url
from tray_app.support_key import NotAKey, normalised

SCHEME = "beistand"
LONGEST_LINK = 2000
LONGEST_CODE = 200


class CodeRefused(CallFailed):
    """The server does not take the code, now or later; the text says why."""


class NotALink(ValueError):
    """The text is no link of the chat."""


@dataclass(frozen=True)
class Link:
    """Where to attach: the server's address, and the code that opens one of its sessions once."""

    server: Server
    code: str


@dataclass(frozen=True)
class KeyLink:
    """What to join: the nine digits of a support key, and the server where the link names one."""

    key: str
    server: Server | None


def parse_link(text: str) -> Link | KeyLink:
    """What the link says: `beistand:attach?server=…&code=…` or `beistand:join?key=…`, which may
    have a server, too; perhaps with slashes before the act.

    :raises NotALink: where it says anything else
    """
    if len(text) > LONGEST_LINK:
        raise NotALink(text[:LONGEST_LINK])
    try:
        parts = urlsplit(text.strip())
        asked = parse_qs(parts.query, strict_parsing=True, max_num_fields=10)
        act = (parts.netloc + parts.path).strip("/")
        if parts.scheme != SCHEME or act not in _ACTS:
            raise NotALink(text)
        return _ACTS[act](asked)
    except (ValueError, KeyError, NotAnAddress, NotAKey) as error:
        raise NotALink(text) from error


def _to_attach(asked: dict[str, list[str]]) -> Link:
    [server], [code] = asked["server"], asked["code"]
    if len(code) > LONGEST_CODE:
        raise ValueError(code)
    return Link(Server(server_url(server)), code)


def _to_join(asked: dict[str, list[str]]) -> KeyLink:
    [key] = asked["key"]
    [server] = asked.get("server", [""])
    return KeyLink(normalised(key), Server(server_url(server)) if server else None)


_ACTS: dict[str, Callable[[dict[str, list[str]]], Link | KeyLink]] = {
    "attach": _to_attach,
    "join": _to_join,
}


def attach(link: Link) -> Access:
    """What the code opens.

    :raises CodeRefused: with what to tell the person
    :raises CallFailed: the same, where it may work a little later
    """
    answer = call(link.server, "/api/v1/helpers", {"code": link.code})
    if answer.status == 200:
        return access_from(answer)
    is_final = isinstance(answer.body.get("code"), str) and answer.status in (400, 404, 409, 410)
    raise (CodeRefused if is_final else CallFailed)(refused(answer, link.server.host))
