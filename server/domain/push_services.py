"""Which push services the server calls: only those that its administrator allows."""

import re
from fnmatch import fnmatchcase
from urllib.parse import urlsplit

import msgspec

# Whose browsers have one: Google, Mozilla, Microsoft, Apple.
KNOWN = "fcm.googleapis.com updates.push.services.mozilla.com *.notify.windows.com *.push.apple.com"
MAX_ENDPOINT = 2_000
NONE = "none"
_HOST = re.compile(r"(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+")
# A service on the server's own machine may do without https; then every port of it is meant.
_LOCAL = re.compile(r"http://(127\.0\.0\.1|localhost)")
# As strict as can be: what is checked here must be what is called, however an address is read.
_ENDPOINT = re.compile(
    r"(https?)://([A-Za-z0-9.-]+)(:[0-9]{1,5})?/[A-Za-z0-9/._~:?@!$&'()*+,;=%-]*"
)


class PushServices(msgspec.Struct, frozen=True):
    """The hosts that pushes may go to; `*.` stands for anything before the dot."""

    hosts: tuple[str, ...]

    def take(self, endpoint: str) -> bool:
        """Whether this is an address of one of them."""
        parts = _ENDPOINT.fullmatch(endpoint)
        if parts is None or len(endpoint) > MAX_ENDPOINT:
            return False
        scheme, host, port = parts[1], parts[2].lower(), parts[3]
        if scheme == "http":
            return f"http://{host}" in self.hosts
        return port in (None, ":443") and any(fnmatchcase(host, one) for one in self.hosts)


def read_services(text: str) -> PushServices:
    """The services that a setting names, with commas or spaces. Raises ValueError by its word."""
    words = text.lower().replace(",", " ").split()
    if words == [NONE]:
        return PushServices(())
    for word in words:
        if not (_HOST.fullmatch(word) or _LOCAL.fullmatch(word)):
            raise ValueError(word)
    return PushServices(tuple(words))


def host_of(endpoint: str) -> str:
    """The service's name, which tells nothing of whom the rest of the address belongs to."""
    return urlsplit(endpoint).hostname or ""
