"""`GET /sessions/<id>/summary` and `/waiting`: a session in short, and who waits in it."""

import uuid

from tests.api.conftest import Talk


def frame(talk: Talk, token: str, **facts: object) -> int:
    body = {"client_id": str(uuid.uuid4())} | facts
    _status, ack = talk.server.call("POST", f"/sessions/{talk.id}/events", body, token=token)
    seq: int = ack["seq"]
    return seq


def test_it_says_how_long_it_went_and_how_much_was_said(talk: Talk) -> None:
    frame(talk, talk.customer_token, type="message", text="Eins")
    frame(talk, talk.server.token, type="message", text="Zwei")
    for token in (talk.customer_token, talk.server.token):
        status, summary = talk.server.call("GET", f"/sessions/{talk.id}/summary", token=token)
        assert (status, summary["said"], summary["state"]) == (200, 2, "active")
        assert summary["created_at"] <= summary["joined_at"]
        assert (summary["ended_at"], summary["rating"]) == (None, None)
        assert summary["technician"] == {"name": "Anna Berg"}


def test_it_knows_the_rating(talk: Talk) -> None:
    talk.server.call("POST", f"/sessions/{talk.id}/end", token=talk.customer_token)
    rating = {"stars": 3, "comment": "Ging so."}
    talk.server.call("POST", f"/sessions/{talk.id}/rating", rating, token=talk.customer_token)
    _status, summary = talk.server.call(
        "GET", f"/sessions/{talk.id}/summary", token=talk.customer_token
    )
    assert (summary["state"], summary["rating"]) == ("ended", rating)
    assert summary["ended_at"] >= summary["joined_at"]


def waiting(talk: Talk) -> list[dict[str, object]]:
    _status, answer = talk.server.call(
        "GET", f"/sessions/{talk.id}/waiting", token=talk.server.token
    )
    guests: list[dict[str, object]] = answer["waiting"]
    return guests


def test_who_waits_is_named_with_how_they_came_until_they_are_answered(talk: Talk) -> None:
    link = talk.session["link"].partition("#")[2]
    talk.server.call("POST", "/join", {"link_token": f"{link}.qr", "name": "Otto", "wait": True})
    talk.server.call("POST", "/join", {"key": talk.session["key"], "name": "Eva", "wait": True})
    first, second = waiting(talk)
    assert (first["name"], first["way"], first["invitation"]) == ("Otto", "link", "qr")
    assert (second["name"], second["way"], second["invitation"]) == ("Eva", "key", None)
    frame(talk, talk.server.token, type="admit", waiting=first["seq"], granted=False)
    assert [guest["name"] for guest in waiting(talk)] == ["Eva"]
    talk.server.call("POST", f"/sessions/{talk.id}/end", token=talk.server.token)
    assert waiting(talk) == []


def test_who_waits_is_the_technicians_to_know(talk: Talk) -> None:
    status, _problem = talk.server.call(
        "GET", f"/sessions/{talk.id}/waiting", token=talk.customer_token
    )
    assert status == 401
