"""Joins a session: the support key goes to the server, the address of the chat comes back."""

import json
import ssl
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
import truststore

from tray_app import problems
from tray_app.language import language
from tray_app.settings import Server

TIMEOUTS = (5.0, 15.0)
LARGEST_ANSWER = 64 * 1024
LONGEST_TEXT = 300


@dataclass(frozen=True)
class Joined:
    """A joined session; `chat_url` opens its chat in any browser, once."""

    session_id: str
    chat_url: str


class JoinFailed(Exception):
    """Joining did not work; its text is the sentence to show to the person."""


def join(server: Server, key: str) -> Joined:
    """The session that the key opens, or waits to open.

    :raises JoinFailed: with what to tell the person
    """
    body = {"key": key, "wait": True}
    status, headers, answer = _ask(server, f"{server.url}/api/v1/join", body)
    # 202: somebody is in already; the page in the browser waits to be let in.
    if status in (200, 202):
        return _joined(server, answer)
    raise JoinFailed(_sentence(server, status, headers, answer))


def check_server(server: Server) -> None:
    """Returns where a support server answers at this address.

    :raises JoinFailed: with what to tell the person
    """
    status, _headers, answer = _ask(server, f"{server.url}/api/v1/openapi.json", None)
    if status != 200 or "openapi" not in answer:
        raise JoinFailed(problems.someone_else_answered(server.host))


def _ask(
    server: Server, url: str, body: dict[str, object] | None
) -> tuple[int, Any, dict[str, Any]]:
    """Status, headers and JSON object of the server's answer."""
    with requests.Session() as session:
        session.mount("https://", _SystemTrust())
        try:
            response = _send(session, url, body)
            if moved := _to_https(url, response):
                response = _send(session, moved, body)
            raw = response.raw.read(LARGEST_ANSWER + 1, decode_content=True)
        except requests.exceptions.SSLError as error:
            untrusted = "CERTIFICATE_VERIFY_FAILED" in str(error)
            sentence = problems.not_trusted if untrusted else problems.not_secure
            raise JoinFailed(sentence(server.host)) from error
        except (requests.exceptions.RequestException, OSError) as error:
            raise JoinFailed(problems.unreachable(server.host)) from error
    return response.status_code, response.headers, _object(server, response.status_code, raw)


def _send(session: requests.Session, url: str, body: dict[str, object] | None) -> requests.Response:
    return session.request(
        "GET" if body is None else "POST",
        url,
        json=body,
        headers={"Accept": "application/json", "Accept-Language": language()},
        timeout=TIMEOUTS,
        # requests would turn a redirected POST into a GET.
        allow_redirects=False,
        stream=True,
    )


def _to_https(url: str, response: requests.Response) -> str | None:
    """Where the same server sends us from http to https, else None."""
    if not response.is_redirect:
        return None
    target = urljoin(url, response.headers["location"])
    here, there = urlsplit(url), urlsplit(target)
    moved = here.hostname == there.hostname and here.path == there.path
    return target if moved and there.scheme == "https" else None


def _object(server: Server, status: int, raw: bytes) -> dict[str, Any]:
    """The JSON object of the answer.

    :raises JoinFailed: where it is none, as the page of a guest network or of a failing proxy is
    """
    try:
        answer = json.loads(raw) if len(raw) <= LARGEST_ANSWER else None
    except ValueError:
        answer = None
    if isinstance(answer, dict):
        return answer
    failed = problems.server_failed if status >= 500 else problems.someone_else_answered
    raise JoinFailed(failed(server.host))


def _joined(server: Server, answer: dict[str, Any]) -> Joined:
    session_id, chat_url = answer.get("session_id"), answer.get("chat_url")
    # Only a web page is ever handed to the browser: not file:, not a scheme that starts programs.
    if (
        isinstance(session_id, str)
        and isinstance(chat_url, str)
        and urlsplit(chat_url).scheme in {"http", "https"}
    ):
        return Joined(session_id, chat_url)
    raise JoinFailed(problems.someone_else_answered(server.host))


def _sentence(server: Server, status: int, headers: Any, answer: dict[str, Any]) -> str:
    """The server's own words where they are in the person's language, else ours for its code."""
    if status >= 500:
        return problems.server_failed(server.host)
    code, title, detail = answer.get("code"), answer.get("title"), answer.get("detail")
    if not isinstance(code, str):
        return problems.someone_else_answered(server.host)
    spoken = headers.get("Content-Language", language())
    if isinstance(title, str) and isinstance(detail, str) and spoken.startswith(language()):
        # The title says what is wrong, the detail what to do.
        return " ".join(f"{title}. {detail}".split())[:LONGEST_TEXT]
    after = headers.get("Retry-After", "")
    return problems.refusal(code, int(after) if after.isdecimal() else None)


class _SystemTrust(requests.adapters.HTTPAdapter):
    """Trusts what the operating system trusts, so that a company's own authority works."""

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        options["ssl_context"] = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        super().init_poolmanager(*args, **options)

    def proxy_manager_for(self, proxy: str, **options: Any) -> Any:
        options["ssl_context"] = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        return super().proxy_manager_for(proxy, **options)
