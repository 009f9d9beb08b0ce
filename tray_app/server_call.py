"""One call to the server: its answer, or a sentence about why there is none."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from tray_app import problems
from tray_app.language import language
from tray_app.settings import Server

if TYPE_CHECKING:
    import requests

TIMEOUTS = (5.0, 15.0)
LARGEST_ANSWER = 64 * 1024
LONGEST_TEXT = 300


class CallFailed(Exception):
    """It did not work; the text is the sentence to show to the person."""


@dataclass(frozen=True)
class Answer:
    """What a server said: a status and a JSON object; `server` has its https address by then."""

    server: Server
    status: int
    headers: Any
    body: dict[str, Any]


def call(
    server: Server, path: str, body: dict[str, object] | None = None, token: str = ""
) -> Answer:
    """The answer to a POST of `body`, or to a GET where there is none.

    :raises CallFailed: with what to tell the person, where nobody or somebody else answers
    """
    # It takes a while and much memory to load, and the icon is to come first.
    import requests

    from tray_app.trusting_session import trusting_session

    with trusting_session() as session:
        url = server.url + path
        try:
            response = _send(session, url, body, token)
            if elsewhere := _moved_to(url, response):
                raise CallFailed(problems.moved(server.host, elsewhere))
            if moved := _to_https(url, response):
                server = Server(moved.removesuffix(path), server.chosen_here)
                response = _send(session, moved, body, token)
            raw = response.raw.read(LARGEST_ANSWER + 1, decode_content=True)
        except requests.exceptions.SSLError as error:
            raise CallFailed(_insecure(str(error))(server.host)) from error
        except (requests.exceptions.RequestException, OSError) as error:
            raise CallFailed(problems.unreachable(server.host)) from error
    answer = _object(server, response.status_code, raw)
    return Answer(server, response.status_code, response.headers, answer)


def refused(answer: Answer, host: str) -> str:
    """The server's own words where they are in the person's language, else ours for its code."""
    if answer.status >= 500:
        return problems.server_failed(host)
    told = answer.body
    code, title, detail = told.get("code"), told.get("title"), told.get("detail")
    if not isinstance(code, str):
        return problems.someone_else_answered(host)
    spoken = answer.headers.get("Content-Language", language())
    if isinstance(title, str) and isinstance(detail, str) and spoken.startswith(language()):
        # The title says what is wrong, the detail what to do.
        return " ".join(f"{title}. {detail}".split())[:LONGEST_TEXT]
    after = answer.headers.get("Retry-After", "")
    return problems.refusal(code, int(after) if after.isdecimal() else None)


def _insecure(error: str) -> Callable[[str], str]:
    """What to tell the person about an error of TLS."""
    if "CERTIFICATE_VERIFY_FAILED" not in error:
        return problems.not_secure
    return problems.clock_wrong if "not yet valid" in error else problems.not_trusted


def _send(
    session: "requests.Session", url: str, body: dict[str, object] | None, token: str
) -> "requests.Response":
    authorization = {"Authorization": f"Bearer {token}"} if token else {}
    return session.request(
        "GET" if body is None else "POST",
        url,
        json=body,
        headers={"Accept": "application/json", "Accept-Language": language(), **authorization},
        timeout=TIMEOUTS,
        # requests would turn a redirected POST into a GET.
        allow_redirects=False,
        stream=True,
    )


def _to_https(url: str, response: "requests.Response") -> str | None:
    """Where the same server sends us from http to https, else None."""
    if not response.is_redirect:
        return None
    target = urljoin(url, response.headers["location"])
    here, there = urlsplit(url), urlsplit(target)
    moved = here.hostname == there.hostname and here.path == there.path
    return target if moved and there.scheme == "https" else None


def _moved_to(url: str, response: "requests.Response") -> str | None:
    """The host to which the server itself says that all of it has moved, else None.

    A guest network redirects, too, but can't speak for the server over https, and not by path.
    """
    if not response.is_redirect:
        return None
    here, there = urlsplit(url), urlsplit(urljoin(url, response.headers["location"]))
    is_the_same_place = there.path == here.path and there.hostname != here.hostname
    return there.netloc if is_the_same_place and here.scheme == there.scheme == "https" else None


def _object(server: Server, status: int, raw: bytes) -> dict[str, Any]:
    """The JSON object of the answer.

    :raises CallFailed: where it is none, as the page of a guest network or of a failing proxy is
    """
    try:
        answer = json.loads(raw) if len(raw) <= LARGEST_ANSWER else None
    except ValueError:
        answer = None
    if isinstance(answer, dict):
        return answer
    failed = problems.server_failed if status >= 500 else problems.someone_else_answered
    raise CallFailed(failed(server.host))
