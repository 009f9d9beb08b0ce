"""Joins a session: the support key goes to the server, the address of the chat comes back."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tray_app import problems
from tray_app.server_call import Answer, CallFailed, call, refused
from tray_app.settings import Server


@dataclass(frozen=True)
class Access:
    """What lets this computer into a session. Lives in memory only."""

    server_url: str
    session_id: str
    token: str = field(repr=False)


@dataclass(frozen=True)
class Joined:
    """A joined session; `chat_url` opens its chat in any browser, once."""

    chat_url: str
    access: Access


def join(server: Server, key: str) -> Joined:
    """The session that the key opens, or waits to open.

    :raises CallFailed: with what to tell the person
    """
    answer = call(server, "/api/v1/join", {"key": key, "wait": True})
    # 202: somebody is in already; the page in the browser waits to be let in.
    if answer.status in (200, 202):
        return _joined(answer)
    raise CallFailed(refused(answer, server.host))


def check_server(server: Server) -> None:
    """Returns where a support server answers at this address.

    :raises CallFailed: with what to tell the person
    """
    answer = call(server, "/api/v1/downloads")
    if answer.status != 200 or "downloads" not in answer.body:
        raise CallFailed(problems.someone_else_answered(server.host))


def access_from(answer: Answer) -> Access:
    """The session that an answer lets this computer into.

    :raises CallFailed: where the answer names none
    """
    session_id, token = answer.body.get("session_id"), answer.body.get("token")
    if isinstance(session_id, str) and isinstance(token, str):
        return Access(answer.server.url, session_id, token)
    raise CallFailed(problems.someone_else_answered(answer.server.host))


def _joined(answer: Answer) -> Joined:
    chat_url = answer.body.get("chat_url")
    # Only a web page is ever handed to the browser: not file:, not a scheme that starts programs.
    if isinstance(chat_url, str) and urlsplit(chat_url).scheme in {"http", "https"}:
        return Joined(chat_url, access_from(answer))
    raise CallFailed(problems.someone_else_answered(answer.server.host))
