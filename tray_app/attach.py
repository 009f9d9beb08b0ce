"""A `beistand:` link: the chat's way to this app, with a code that lets it in once."""

from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from tray_app.join import Access, access_from
from tray_app.server_call import CallFailed, call, refused
from tray_app.settings import NotAnAddress, Server, server_url

SCHEME = "beistand"
LONGEST_LINK = 2000
LONGEST_CODE = 200


class NotALink(ValueError):
    """The text is no link of the chat."""


@dataclass(frozen=True)
class Link:
    """Where to attach: the server's address, and the code that opens one of its sessions once."""

    server: Server
    code: str


def parse_link(text: str) -> Link:
    """What the link says: `beistand:attach?server=…&code=…`, perhaps with slashes before `attach`.

    :raises NotALink: where it says anything else
    """
    if len(text) > LONGEST_LINK:
        raise NotALink(text[:LONGEST_LINK])
    try:
        parts = urlsplit(text.strip())
        asked = parse_qs(parts.query, strict_parsing=True, max_num_fields=10)
        [server], [code] = asked["server"], asked["code"]
        url = server_url(server)
    except (ValueError, KeyError, NotAnAddress) as error:
        raise NotALink(text) from error
    act = (parts.netloc + parts.path).strip("/")
    if parts.scheme != SCHEME or act != "attach" or len(code) > LONGEST_CODE:
        raise NotALink(text)
    return Link(Server(url), code)


def attach(link: Link) -> Access:
    """What the code opens.

    :raises CallFailed: with what to tell the person
    """
    answer = call(link.server, "/api/v1/helpers", {"code": link.code})
    if answer.status == 200:
        return access_from(answer)
    raise CallFailed(refused(answer, link.server.host))
