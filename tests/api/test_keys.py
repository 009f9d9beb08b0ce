"""A key and link in the place of the old ones; ratings; what the technician chooses."""

from tests.api.conftest import Talk
from tests.running_server import RunningServer


def test_a_withdrawn_key_and_link_are_dead_and_the_new_ones_work(server: RunningServer) -> None:
    old = server.start_session()
    status, new = server.call("POST", f"/sessions/{old['id']}/key", token=server.token)
    assert status == 201
    assert new["id"] == old["id"]
    assert (new["key"], new["link"]) != (old["key"], old["link"])
    for dead in ({"key": old["key"]}, {"link_token": old["link"].partition("#")[2]}):
        status, problem = server.call("POST", "/join", dead)
        assert (status, problem["code"]) == (404, "unknown_key")
    status, joined = server.call("POST", "/join", {"key": new["key"]})
    assert (status, joined["session_id"]) == (200, old["id"])
    _status, page = server.call("GET", f"/sessions/{old['id']}/events", token=server.token)
    renewed = page["events"][1]
    assert (renewed["kind"], renewed["body"]["step"]) == ("invited", "renewed")
    assert renewed["body"]["key_expires_at"] == new["key_expires_at"]


def test_a_session_that_is_over_gets_no_new_key(talk: Talk) -> None:
    talk.server.call("POST", f"/sessions/{talk.id}/end", token=talk.server.token)
    status, problem = talk.server.call("POST", f"/sessions/{talk.id}/key", token=talk.server.token)
    assert (status, problem["code"]) == (410, "ended_session")


def test_only_its_technician_renews_a_key(talk: Talk) -> None:
    for token, expected in (("", 401), (talk.customer_token, 401)):
        status, _problem = talk.server.call("POST", f"/sessions/{talk.id}/key", token=token)
        assert status == expected


def test_the_customer_rates_the_help_once_when_it_is_over(talk: Talk) -> None:
    path = f"/sessions/{talk.id}/rating"
    rating = {"stars": 4, "comment": " Sehr nett "}
    status, problem = talk.server.call("POST", path, rating, token=talk.customer_token)
    assert (status, problem["code"]) == (409, "session_goes_on")
    anna = talk.technician()
    talk.server.call("POST", f"/sessions/{talk.id}/end", token=talk.server.token)
    status, answer = talk.server.call("POST", path, rating, token=talk.customer_token)
    assert status == 201
    rated = anna.wait("event", kind="rated")
    assert (rated["seq"], rated["body"]) == (answer["seq"], {"stars": 4, "comment": "Sehr nett"})
    status, problem = talk.server.call("POST", path, rating, token=talk.customer_token)
    assert (status, problem["code"]) == (409, "already_rated")


def test_a_rating_that_is_not_right_is_explained(talk: Talk) -> None:
    path = f"/sessions/{talk.id}/rating"
    talk.server.call("POST", f"/sessions/{talk.id}/end", token=talk.server.token)
    for body, code in (
        ({"stars": 0}, "invalid_body"),
        ({"stars": 6}, "invalid_body"),
        ({"stars": 3, "comment": "x" * 2001}, "comment_too_long"),
    ):
        status, problem = talk.server.call("POST", path, body, token=talk.customer_token)
        assert (status, problem["code"]) == (422, code)
    status, problem = talk.server.call("POST", path, {"stars": 3}, token=talk.server.token)
    assert (status, problem["code"]) == (403, "only_customers")


def test_both_sides_hear_what_the_customer_may_do(talk: Talk) -> None:
    anna, kunde = talk.technician(), talk.customer()
    assert kunde.welcome["session"]["customer_files"] is True
    body = {"customer_files": False}
    status, session = talk.server.call(
        "PATCH", f"/sessions/{talk.id}", body, token=talk.server.token
    )
    assert (status, session["customer_files"]) == (200, False)
    for client in (anna, kunde):
        assert client.wait("settings")["customer_files"] is False
    assert talk.customer().welcome["session"]["customer_files"] is False


def test_an_answer_names_what_it_answers(talk: Talk) -> None:
    anna, kunde = talk.technician(), talk.customer()
    kunde.say("Was nun?")
    seq = anna.wait("event", kind="message")["seq"]
    client_id = "5a1b7f0e-1111-4222-8333-123456789abc"
    anna.send(type="message", client_id=client_id, text="Bitte neu starten", reply_to=seq)
    assert kunde.wait("event", seq=seq + 1)["body"]["reply_to"] == seq
    anna.send(type="message", client_id=client_id[:-1] + "d", text="?", reply_to=seq + 99)
    assert anna.wait("error")["code"] == "unknown_reply"
