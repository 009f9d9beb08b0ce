"""QR codes of links, drawn by the server."""

import re
import urllib.request

from tests.running_server import RunningServer


def test_a_text_becomes_a_picture_with_a_light_ground(server: RunningServer) -> None:
    session = server.start_session()
    request = urllib.request.Request(
        f"{server.url}/api/v1/sessions/{session['id']}/invitations/qr",
        data=b'{"text": "https://hilfe.example.com/j#abc"}',
        headers={"Authorization": f"Bearer {server.token}", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request) as answer:
        assert answer.headers["Content-Type"].startswith("image/svg+xml")
        picture = answer.read().decode()
    assert re.findall(r'(?:fill|stroke)="(#\w+)"', picture) == ["#fff", "#000"]


def test_a_text_that_is_too_long_or_empty_is_refused(server: RunningServer) -> None:
    path = f"/sessions/{server.start_session()['id']}/invitations/qr"
    for text, status in (("ü" * 501, 413), ("x" * 1001, 422), ("", 422)):
        assert server.call("POST", path, {"text": text}, token=server.token)[0] == status


def test_only_its_technician_has_it_drawn(server: RunningServer) -> None:
    path = f"/sessions/{server.start_session()['id']}/invitations/qr"
    assert server.call("POST", path, {"text": "x"})[0] == 401
