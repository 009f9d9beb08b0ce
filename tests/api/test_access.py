"""Browsers: cookies, CSRF, Origin, sign-in, the one-time links."""

import gzip
import json
import urllib.request
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.api.browsers import PlainBrowser
from tests.api.conftest import Talk
from tests.running_server import EMAIL, PASSWORD, RunningServer, running_server


def test_signing_in_opens_the_console(server: RunningServer) -> None:
    browser = PlainBrowser(server)
    assert browser.open("/console").headers["Location"] == "/login?next=/console"
    assert browser.sign_in().headers["Location"] == "/console"
    assert browser.open("/console").status == 200
    assert browser.open("/login").headers["Location"] == "/console"


def test_signing_out_ends_it_at_the_server_too(server: RunningServer) -> None:
    browser = PlainBrowser(server)
    browser.sign_in()
    kept = {cookie.name: cookie.value for cookie in browser.cookies}["beistand"]
    csrf = browser.open("/console").csrf
    assert browser.open("/logout", {"csrf_token": csrf}).headers["Location"] == "/login"
    thief = PlainBrowser(server)
    page = thief.open("/console", headers={"Cookie": f"beistand={kept}"})
    assert page.status == 302


@pytest.mark.parametrize(
    ("email", "password"),
    [("anna.berg@example.com", "falsch"), ("niemand@example.com", PASSWORD), ("", ""),
     ("x" * 5000, "y" * 5000)],
)  # fmt: skip
def test_a_wrong_sign_in_says_the_same_whatever_is_wrong(
    own_server: RunningServer, email: str, password: str
) -> None:
    page = PlainBrowser(own_server).sign_in(email, password)
    assert page.status == 401
    assert "E-Mail-Adresse oder das Passwort" in page.text


def test_guessing_is_slowed_and_only_for_the_guesser(own_server: RunningServer) -> None:
    browser = PlainBrowser(own_server)
    pages = [browser.sign_in(password=f"falsch {number}") for number in range(9)]
    assert [page.status for page in pages] == [401] * 8 + [429]
    assert int(pages[-1].headers["Retry-After"]) > 0
    assert "Sekunden" in pages[-1].text
    own_server.add_technician("zweite@example.com", "Zweite")
    assert browser.sign_in("zweite@example.com").status == 303


@pytest.mark.parametrize(
    "target",
    ["https://evil.example", "//evil.example", "/\\evil.example", "/\t/evil.example",
     "/\r\n/evil.example"],
)  # fmt: skip
def test_signing_in_never_leads_to_another_website(server: RunningServer, target: str) -> None:
    browser = PlainBrowser(server)
    csrf = browser.open("/login").csrf
    form = {"email": "anna.berg@example.com", "password": PASSWORD, "csrf_token": csrf}
    assert browser.open("/login", form | {"next": target}).headers["Location"] == "/console"


def test_a_cookie_alone_changes_nothing(server: RunningServer) -> None:
    browser = PlainBrowser(server)
    browser.sign_in()
    for headers in ({}, {"X-CSRFToken": "falsch"}):
        page = browser.open("/api/v1/sessions", method="POST", body=b"{}", headers=headers)
        assert (page.status, json.loads(page.text)["code"]) == (403, "invalid_csrf")
    csrf = browser.open("/console").csrf
    page = browser.open(
        "/api/v1/sessions", method="POST", body=b"{}", headers={"X-CSRFToken": csrf}
    )
    assert page.status == 201


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1:1", "http://[", "x://"]
)
def test_another_website_can_do_nothing(server: RunningServer, origin: str) -> None:
    browser = PlainBrowser(server)
    browser.sign_in()
    headers = {"Origin": origin, "X-CSRFToken": browser.open("/console").csrf}
    for path in ("/api/v1/sessions", "/api/v1/join"):
        page = browser.open(path, method="POST", body=b"{}", headers=headers)
        assert (page.status, json.loads(page.text)["code"]) == (403, "foreign_origin")


def test_the_chat_opens_in_any_browser_once(talk: Talk) -> None:
    path, _, code = talk.joined["chat_url"].removeprefix(talk.server.url).partition("#")
    body = json.dumps({"code": code}).encode()
    browser, late = PlainBrowser(talk.server), PlainBrowser(talk.server)
    for visitor, status in ((browser, 204), (late, 403), (browser, 403)):
        headers = {"X-CSRFToken": visitor.open(path).csrf, "Content-Type": "application/json"}
        page = visitor.open(path + "/enter", method="POST", body=body, headers=headers)
        assert page.status == status
    assert '"last_seq"' in browser.open(path).text
    assert '"last_seq"' not in late.open(path).text


def test_a_scanner_that_gets_the_link_uses_nothing_up(server: RunningServer) -> None:
    session = server.start_session()
    for method in ("GET", "HEAD"):
        assert PlainBrowser(server).open("/j", method=method).status == 200
    token = session["link"].partition("#")[2]
    assert server.call("POST", "/join", {"link_token": token})[0] == 200
    assert token not in server.log()


def test_the_same_browser_comes_back_by_its_link(server: RunningServer) -> None:
    session = server.start_session()
    browser = PlainBrowser(server)
    body = json.dumps({"link_token": session["link"].partition("#")[2]}).encode()
    headers = {"Origin": server.url, "Content-Type": "application/json"}
    pages = [
        browser.open("/api/v1/join", method="POST", body=body, headers=headers) for _ in range(2)
    ]
    assert [page.status for page in pages] == [200, 200]
    stranger = PlainBrowser(server)
    page = stranger.open("/api/v1/join", method="POST", body=body, headers=headers)
    assert page.status == 409


def test_guessing_keys_is_slowed(own_server: RunningServer) -> None:
    session = own_server.start_session()
    answers = [own_server.call("POST", "/join", {"key": f"{n:09d}"}) for n in range(21)]
    assert [status for status, _ in answers] == [404] * 20 + [429]
    assert answers[-1][1]["code"] == "too_many_tries"
    assert own_server.call("POST", "/join", {"key": session["key"]})[0] == 429


def test_guessing_all_at_once_does_not_help(own_server: RunningServer) -> None:
    browser = PlainBrowser(own_server)
    form = {"email": EMAIL, "csrf_token": browser.open("/login").csrf}

    def guess(number: int) -> int:
        return browser.open("/login", form | {"password": f"falsch {number}"}).status

    with ThreadPoolExecutor(16) as guessers:
        statuses = sorted(guessers.map(guess, range(16)))
    assert statuses == [401] * 8 + [429] * 8


def test_an_ipv6_network_is_one_guesser(tmp_path: Path) -> None:
    with running_server(tmp_path, BEISTAND_PROXY_HOPS="1") as server:
        session = server.start_session()

        def guess(key: str, address: str) -> int:
            headers = {"X-Forwarded-For": address, "Content-Type": "application/json"}
            body = json.dumps({"key": key}).encode()
            return PlainBrowser(server).open("/api/v1/join", body=body, headers=headers).status

        misses = [guess(f"{n:09d}", f"2001:db8:0:1::{n:x}") for n in range(21)]
        assert misses == [404] * 20 + [429]
        assert guess(session["key"], "2001:db8:0:2::1") == 200


def test_pages_speak_the_readers_language(server: RunningServer) -> None:
    assert '<html lang="de"' in PlainBrowser(server, "de-AT,de;q=0.9").open("/").text
    assert '<html lang="en"' in PlainBrowser(server, "en-GB").open("/").text
    assert '<html lang="de"' in PlainBrowser(server, "ja").open("/").text
    browser = PlainBrowser(server, "de")
    chosen = browser.open("/login?next=/console&lang=en")
    assert (chosen.status, chosen.headers["Location"]) == (302, "/login?next=%2Fconsole")
    assert '<html lang="en"' in browser.open("/").text


@pytest.mark.parametrize(
    "address",
    ["/login?next=%2Fconsole%2Fsessions%3Fstate%3Dended%26after%3D3", "/login?next=a%0D%0Ab",
     "/%0D%0AX", "/gr%C3%BC%C3%9Fe?n%C3%A4he=%C3%A4+b"],
)  # fmt: skip
def test_choosing_a_language_leads_back_to_the_same_address(
    server: RunningServer, address: str
) -> None:
    chosen = PlainBrowser(server).open(address + ("&" if "?" in address else "?") + "lang=en")
    assert (chosen.status, chosen.headers["Location"]) == (302, address)


@pytest.mark.parametrize(
    "path",
    [
        "/nope",
        "/chat",
        "/static/x/../../settings.py",
        "/static/x/js/../css/beistand.css",
        "/%00",
        "/a/b",
    ],
)
def test_an_unknown_page_says_so_kindly(server: RunningServer, path: str) -> None:
    page = PlainBrowser(server).open(path)
    assert page.status == 404
    assert "gibt es nicht" in page.text


def test_every_page_may_load_only_its_own(server: RunningServer) -> None:
    headers = PlainBrowser(server).open("/").headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_health_is_told(server: RunningServer) -> None:
    assert json.loads(PlainBrowser(server).open("/healthz").text) == {"status": "ok"}
    assert json.loads(PlainBrowser(server).open("/readyz").text) == {"status": "ready"}


def test_one_browser_can_be_both_sides_of_a_session(talk: Talk) -> None:
    browser = PlainBrowser(talk.server)
    browser.sign_in()
    path, _, code = talk.joined["chat_url"].removeprefix(talk.server.url).partition("#")
    headers = {"X-CSRFToken": browser.open(path).csrf, "Content-Type": "application/json"}
    body = json.dumps({"code": code}).encode()
    browser.open(path + "/enter", method="POST", body=body, headers=headers)
    for side in ("technician", "customer"):
        frame = {"type": "message", "client_id": str(uuid.uuid4()), "text": side}
        events = f"/api/v1/sessions/{talk.id}/events?as={side}"
        browser.open(events, method="POST", body=json.dumps(frame).encode(), headers=headers)
        last = json.loads(browser.open(events).text)["events"][-1]
        assert (last["author"]["role"], last["body"]["text"]) == (side, side)


def test_a_page_comes_packed_to_who_can_unpack_it(server: RunningServer) -> None:
    plain = PlainBrowser(server).open("/")
    assert plain.headers["Content-Encoding"] is None
    request = urllib.request.Request(server.url + "/", headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request) as answer:
        packed = answer.read()
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(packed) < len(plain.text) / 2
    assert gzip.decompress(packed).lstrip().startswith(b"<!DOCTYPE html>")


def closed_with(stream: ClientConnection) -> int:
    try:
        while True:
            stream.recv(timeout=10)
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else 1006


def test_signing_out_closes_what_is_open(talk: Talk) -> None:
    browser = PlainBrowser(talk.server)
    browser.sign_in()
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in browser.cookies)
    url = talk.server.url.replace("http", "ws") + f"/api/v1/sessions/{talk.id}/stream"
    headers = {"Cookie": cookies, "Origin": talk.server.url}
    by_token = talk.technician()
    with connect(url, additional_headers=headers) as stream:
        assert json.loads(stream.recv(timeout=10))["you"]["role"] == "technician"
        browser.open("/logout", {"csrf_token": browser.open("/console").csrf})
        assert closed_with(stream) == 4401
    by_token.say("Mein Token gilt weiter")
    by_token.wait("ack")


def test_the_counts_are_there_for_prometheus(talk: Talk) -> None:
    talk.customer().say("zählt")
    talk.technician().wait_for_seq(3)
    text = PlainBrowser(talk.server).open("/metrics").text
    assert 'beistand_events_total{kind="message"}' in text
    assert 'beistand_streams{role="customer"}' in text
    assert "zählt" not in text
