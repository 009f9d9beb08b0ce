"""The consent matrix: whoever asks for whatever, and whatever is answered, what gets through.

Nothing before a person's yes to this very question, nothing after its end (PRODUCT.md, Consent).
"""

import uuid
from collections.abc import Callable
from contextlib import closing
from functools import cache
from typing import Any

import pytest

from tests.api.conftest import Talk
from tests.api.flows import CONTROL, NOTHING, VIEW, Flows
from tests.api.streams import Refused
from tests.api.test_waiting import admit, knock
from tests.impatient_server import GONE
from tests.running_server import RunningServer

PERMISSIONS = {"view": VIEW, "control": CONTROL}


class Asking(Flows):
    """A question that was just asked, with all sides there."""

    def __init__(self, talk: Talk, permission: str) -> None:
        super().__init__(talk.technician(), talk.customer(), talk.helper())
        self.talk = talk
        self.permission = permission
        self.request = self.technician.decide("request", permission=permission)

    @property
    def through(self) -> set[str]:
        """What gets through by the request."""
        return self.get_through(self.request)

    def answer(self, **facts: object) -> None:
        """Answer as the customer."""
        self.customer.decide("answer", request=self.request, **facts)

    def last(self, kind: str) -> dict[str, Any]:
        """The body of the last event of this kind; waits for the first one."""
        found = [event for event in self.technician.catch_up().events if event["kind"] == kind]
        event = found[-1] if found else self.technician.wait("event", kind=kind)
        body: dict[str, Any] = event["body"]
        return body


# Who asks


def by_stream(side: Callable[[Talk], Any]) -> Callable[[Talk, str], str]:
    def ask(talk: Talk, permission: str) -> str:
        try:
            side(talk).decide("request", permission=permission)
        except Refused as refused:
            return str(refused)
        return "asked"

    return ask


def by_api(token_of: Callable[[Talk], str]) -> Callable[[Talk, str], str]:
    def ask(talk: Talk, permission: str) -> str:
        frame = {"type": "request", "client_id": str(uuid.uuid4()), "permission": permission}
        status, answer = talk.server.call(
            "POST", f"/sessions/{talk.id}/events", frame, token=token_of(talk)
        )
        return "asked" if status == 200 else str(answer["code"])

    return ask


def another_technician(talk: Talk) -> str:
    """The token of a colleague on the same server."""
    return colleague(talk.server)


@cache
def colleague(server: RunningServer) -> str:
    return server.add_technician("ben.kramer@example.com", "Ben Kramer")


ASKERS: dict[str, tuple[Callable[[Talk, str], str], str]] = {
    "the technician": (by_stream(Talk.technician), "asked"),
    "the technician by the API": (by_api(lambda talk: talk.server.token), "asked"),
    "another technician": (by_api(another_technician), "unknown_session"),
    "the customer": (by_stream(Talk.customer), "only_technicians"),
    "the customer by the API": (by_api(lambda talk: talk.customer_token), "only_technicians"),
    "the tray app": (by_stream(Talk.helper), "not_for_helpers"),
    "the tray app by the API": (by_api(Talk.attach), "not_for_helpers"),
    "one who waits": (by_api(lambda talk: str(knock(talk)["token"])), "still_waiting"),
    "a stranger": (by_api(lambda talk: Talk(talk.server).customer_token), "unknown_session"),
    "nobody": (by_api(lambda _talk: ""), "sign_in_needed"),
}


@pytest.mark.parametrize("permission", PERMISSIONS)
@pytest.mark.parametrize("asker", ASKERS)
def test_only_the_sessions_technician_can_ask(talk: Talk, asker: str, permission: str) -> None:
    ask, expected = ASKERS[asker]
    assert ask(talk, permission) == expected
    question = talk.consent()["question"]
    assert (question["permission"] if question else "") == (
        permission if expected == "asked" else ""
    )
    assert talk.consent()["grants"] == []


# Who answers


def answering(side: Callable[[Talk], Any]) -> Callable[[Talk, int], str]:
    def answer(talk: Talk, request: int) -> str:
        try:
            side(talk).decide("answer", request=request, granted=True)
        except Refused as refused:
            return str(refused)
        return "answered"

    return answer


def answering_by_api(token_of: Callable[[Talk], str]) -> Callable[[Talk, int], str]:
    def answer(talk: Talk, request: int) -> str:
        name = str(uuid.uuid4())
        frame = {"type": "answer", "client_id": name, "request": request, "granted": True}
        status, told = talk.server.call(
            "POST", f"/sessions/{talk.id}/events", frame, token=token_of(talk)
        )
        return "answered" if status == 200 else str(told["code"])

    return answer


ANSWERERS: dict[str, tuple[Callable[[Talk, int], str], str]] = {
    "the customer": (answering(Talk.customer), "answered"),
    "the technician": (answering(Talk.technician), "only_customers"),
    "the technician by the API": (answering_by_api(lambda talk: talk.server.token),
                                  "only_customers"),
    "another technician": (answering_by_api(another_technician), "unknown_session"),
    "the tray app": (answering(Talk.helper), "not_for_helpers"),
    "the app that took the key": (answering(Talk.helper_of_customer), "not_for_helpers"),
    "one who waits": (answering_by_api(lambda talk: str(knock(talk)["token"])), "still_waiting"),
    "a stranger": (answering_by_api(lambda talk: Talk(talk.server).customer_token),
                   "unknown_session"),
}  # fmt: skip


@pytest.mark.parametrize("permission", PERMISSIONS)
@pytest.mark.parametrize("answerer", ANSWERERS)
def test_only_the_sessions_customer_can_say_yes(talk: Talk, answerer: str, permission: str) -> None:
    answer, expected = ANSWERERS[answerer]
    request = talk.technician().decide("request", permission=permission)
    assert answer(talk, request) == expected
    granted = [{"request": request, "permission": permission}] if expected == "answered" else []
    assert talk.consent()["grants"] == granted


# What is answered


def says_no(asking: Asking) -> None:
    asking.answer(granted=False)
    assert asking.last("answered") == no(asking, "person")


def closes_the_question(asking: Asking) -> None:
    asking.answer(granted=False, reason="closed")
    assert asking.last("answered") == no(asking, "closed")


def says_yes_by_closing(asking: Asking) -> None:
    asking.answer(granted=True, reason="closed")
    assert asking.last("answered") == no(asking, "closed")


def says_nothing(asking: Asking) -> None:
    assert asking.last("answered") == no(asking, "silence")
    with pytest.raises(Refused, match="no_question"):
        asking.answer(granted=True)


def closes_the_page(asking: Asking) -> None:
    asking.customer.close()
    assert asking.last("answered") == no(asking, "closed")
    asking.customer = asking.talk.customer()
    with pytest.raises(Refused, match="no_question"):
        asking.answer(granted=True)


def is_too_late_for_what_was_taken_back(asking: Asking) -> None:
    asking.technician.decide("withdraw", permission=asking.permission)
    with pytest.raises(Refused, match="no_question"):
        asking.answer(granted=True)


def says_yes_to_another_question(asking: Asking) -> None:
    for request in (asking.request - 1, asking.request + 1, 2**32 - 1):
        with pytest.raises(Refused, match="no_question"):
            asking.customer.decide("answer", request=request, granted=True)


def answers_after_the_end(asking: Asking) -> None:
    asking.technician.decide("end")
    with pytest.raises(Refused, match="ended_session"):
        asking.answer(granted=True)


def is_replaced(asking: Asking) -> None:
    let_another_in(asking)
    with pytest.raises(Refused, match="no_question"):
        asking.answer(granted=True)


def no(asking: Asking, reason: str) -> dict[str, Any]:
    """The event's body that refuses."""
    return {
        "request": asking.request, "permission": asking.permission, "granted": False,
        "reason": reason,
    }  # fmt: skip


def let_another_in(asking: Asking) -> None:
    """Put another device in the place of the customer, with an app of its own."""
    talk = asking.talk
    token = knock(talk)["token"]
    assert admit(talk, talk.consent()["last_seq"], granted=True)[0] == 200
    assert asking.customer.closed_with() == asking.helper.closed_with() == 4403
    talk.customer_token = token
    asking.customer, asking.helper = talk.customer(), talk.helper()


@pytest.mark.parametrize("permission", PERMISSIONS)
@pytest.mark.parametrize(
    "answer",
    [
        says_no, closes_the_question, says_yes_by_closing, says_nothing, closes_the_page,
        is_too_late_for_what_was_taken_back, says_yes_to_another_question, answers_after_the_end,
        is_replaced,
    ],
)  # fmt: skip
def test_without_a_yes_nothing_gets_through(
    quick_talk: Talk, answer: Callable[[Asking], None], permission: str
) -> None:
    asking = Asking(quick_talk, permission)
    assert asking.through == NOTHING
    answer(asking)
    assert asking.through == NOTHING
    assert quick_talk.consent()["grants"] == []
    assert quick_talk.consent()["share"] is None


# What ends a yes


def customer_withdraws(asking: Asking) -> None:
    asking.customer.decide("withdraw", permission=asking.permission)
    assert asking.last("withdrawn")["reason"] == "person"


def app_withdraws(asking: Asking) -> None:
    asking.helper.decide("withdraw", permission=asking.permission)
    assert asking.last("withdrawn")["reason"] == "person"


def technician_gives_it_back(asking: Asking) -> None:
    asking.technician.decide("withdraw", permission=asking.permission)
    assert asking.last("withdrawn")["reason"] == "person"


def customer_withdraws_by_the_api(asking: Asking) -> None:
    talk, name = asking.talk, str(uuid.uuid4())
    frame = {"type": "withdraw", "client_id": name, "permission": asking.permission}
    status, _ack = talk.server.call(
        "POST", f"/sessions/{talk.id}/events", frame, token=talk.customer_token
    )
    assert status == 200


def customer_ends_the_session(asking: Asking) -> None:
    asking.customer.decide("end")


def technician_ends_the_session(asking: Asking) -> None:
    asking.technician.decide("end")


def technician_is_gone(asking: Asking) -> None:
    asking.technician.close()
    withdrawn = asking.customer.wait("event", kind="withdrawn")
    assert (withdrawn["author"]["role"], withdrawn["body"]["reason"]) == ("system", "gone")
    asking.technician = asking.talk.technician()


def customer_is_gone(asking: Asking) -> None:
    asking.customer.close()
    asking.helper.close()
    assert asking.last("withdrawn")["reason"] == "gone"
    asking.customer, asking.helper = asking.talk.customer(), asking.talk.helper()


def another_customer_is_let_in(asking: Asking) -> None:
    let_another_in(asking)
    assert asking.last("withdrawn")["reason"] == "replaced"


@pytest.mark.parametrize("permission", PERMISSIONS)
@pytest.mark.parametrize(
    "end",
    [
        customer_withdraws, app_withdraws, technician_gives_it_back, customer_withdraws_by_the_api,
        customer_ends_the_session, technician_ends_the_session, technician_is_gone,
        customer_is_gone, another_customer_is_let_in,
    ],
)  # fmt: skip
def test_after_a_yes_just_that_gets_through_until_its_end(
    quick_talk: Talk, end: Callable[[Asking], None], permission: str
) -> None:
    asking = Asking(quick_talk, permission)
    assert asking.through == NOTHING
    asking.answer(granted=True)
    assert asking.through == PERMISSIONS[permission]
    end(asking)
    assert asking.through == NOTHING
    assert (quick_talk.consent()["grants"], quick_talk.consent()["share"]) == ([], None)
    asking.technician.agrees_with_the_log()


# One right is not the other, and what is granted once is not granted again


def test_both_rights_are_asked_for_one_after_the_other_and_hold_side_by_side(talk: Talk) -> None:
    view = Asking(talk, "view")
    with pytest.raises(Refused, match="already_asked"):
        view.technician.decide("request", permission="control")
    view.answer(granted=True)
    assert view.through == VIEW
    control = view.technician.decide("request", permission="control")
    assert view.get_through(control) == NOTHING
    view.customer.decide("answer", request=control, granted=True)
    assert view.get_through(control) == CONTROL
    view.customer.decide("withdraw", permission="control")
    assert view.get_through(control) == NOTHING
    assert view.through == VIEW
    view.customer.decide("withdraw", permission="view")
    assert view.through == NOTHING


@pytest.mark.parametrize("permission", PERMISSIONS)
def test_a_new_yes_does_not_revive_an_old_request(talk: Talk, permission: str) -> None:
    asking = Asking(talk, permission)
    asking.answer(granted=True)
    asking.customer.decide("withdraw", permission=permission)
    again = asking.technician.decide("request", permission=permission)
    asking.customer.decide("answer", request=again, granted=True)
    assert asking.through == NOTHING
    assert asking.get_through(again) == PERMISSIONS[permission]


@pytest.mark.parametrize("permission", PERMISSIONS)
def test_what_is_granted_is_not_asked_for_again(talk: Talk, permission: str) -> None:
    asking = Asking(talk, permission)
    asking.answer(granted=True)
    with pytest.raises(Refused, match="already_granted"):
        asking.technician.decide("request", permission=permission)


@pytest.mark.parametrize("permission", PERMISSIONS)
def test_after_three_refusals_in_a_row_there_is_no_fourth_question(
    talk: Talk, permission: str
) -> None:
    anna, kunde = talk.technician(), talk.customer()
    other = "view" if permission == "control" else "control"
    for _ in range(2):
        request = anna.decide("request", permission=permission)
        kunde.decide("answer", request=request, granted=False)
    anna.decide("request", permission=permission)
    anna.decide("withdraw", permission=permission)
    with pytest.raises(Refused, match="asked_too_often"):
        anna.decide("request", permission=permission)
    assert talk.consent()["refusals"] == {permission: 3, other: 0}
    assert anna.decide("request", permission=other)


def test_a_yes_in_between_makes_the_refusals_count_anew(talk: Talk) -> None:
    anna, kunde = talk.technician(), talk.customer()
    for granted in (False, False, True):
        request = anna.decide("request", permission="view")
        kunde.decide("answer", request=request, granted=granted)
    kunde.decide("withdraw", permission="view")
    assert anna.decide("request", permission="view")
    assert talk.consent()["refusals"]["view"] == 0


# Time


def test_the_customer_takes_more_time_four_times_and_no_more(talk: Talk) -> None:
    anna, kunde = talk.technician(), talk.customer()
    request = anna.decide("request", permission="view")
    until = talk.consent()["question"]["expires_at"]
    for count in range(1, 5):
        kunde.decide("extend", request=request)
        question = talk.consent()["question"]
        assert (question["extensions"], question["expires_at"] > until) == (count, True)
        until = question["expires_at"]
    with pytest.raises(Refused, match="extended_too_often"):
        kunde.decide("extend", request=request)
    with pytest.raises(Refused, match="only_customers"):
        anna.decide("extend", request=request)
    kunde.decide("answer", request=request, granted=True)


def test_a_reload_keeps_the_question(quick_talk: Talk) -> None:
    asking = Asking(quick_talk, "view")
    asking.customer.close()
    asking.customer = quick_talk.customer()
    question = asking.customer.welcome["session"]["consent"]["question"]
    assert (question["request"], question["permission"]) == (asking.request, "view")
    asking.answer(granted=True)
    assert asking.through == VIEW


def test_of_two_windows_the_first_answer_counts_and_both_know_it(talk: Talk) -> None:
    asking, other = Asking(talk, "view"), talk.customer()
    other.decide("answer", request=asking.request, granted=False)
    with pytest.raises(Refused, match="no_question"):
        asking.answer(granted=True)
    assert asking.last("answered")["granted"] is False
    assert asking.customer.catch_up().events[-1]["kind"] == "answered"


def test_one_window_of_two_that_closes_is_no_answer(quick_talk: Talk) -> None:
    asking = Asking(quick_talk, "view")
    quick_talk.customer().close()
    asking.customer.decide("extend", request=asking.request)
    # Another customer, who closes the only window a moment later: by then it would have counted.
    with closing(Talk(quick_talk.server)) as other:
        alone = Asking(other, "view")
        alone.customer.close()
        assert alone.last("answered")["reason"] == "closed"
    asking.answer(granted=True)
    assert asking.through == VIEW


def test_who_has_the_app_open_may_close_the_page(quick_talk: Talk) -> None:
    asking = Asking(quick_talk, "control")
    asking.answer(granted=True)
    assert asking.through == CONTROL
    asking.customer.close()
    for _second in range(round(GONE) + 2):
        asking.helper.wait("pulse")
    asking.customer = quick_talk.customer()
    assert asking.through == CONTROL


# On arrival


def test_control_is_asked_for_in_the_moment_of_arrival(talk: Talk) -> None:
    arrival = Talk(talk.server, control_on_arrival=True)
    kunde = arrival.customer()
    created, joined, requested = kunde.wait_for_seq(3)
    assert [created["kind"], joined["kind"], requested["kind"]] == [
        "created", "joined", "requested",
    ]  # fmt: skip
    assert requested["author"] == created["author"]
    assert requested["body"]["permission"] == "control"
    assert joined["at"] == requested["at"], "one commit has one time"
    assert kunde.welcome["session"]["consent"]["question"]["request"] == 3
    kunde.decide("answer", request=3, granted=True)
    assert arrival.consent()["grants"] == [{"request": 3, "permission": "control"}]
    arrival.close()


def test_without_the_choice_nothing_is_asked(talk: Talk) -> None:
    kunde = talk.customer()
    assert [event["kind"] for event in kunde.catch_up().events] == ["created", "joined"]
    assert kunde.welcome["session"]["consent"]["question"] is None


@pytest.mark.parametrize("wish", [True, False])
def test_the_choice_may_change_until_the_customer_arrives(talk: Talk, wish: bool) -> None:
    server = talk.server
    session = server.start_session(control_on_arrival=not wish)
    status, _changed = server.call(
        "PATCH", f"/sessions/{session['id']}", {"control_on_arrival": wish}, token=server.token
    )
    assert status == 200
    server.call("POST", "/join", {"key": session["key"]})
    _status, page = server.call("GET", f"/sessions/{session['id']}/events", token=server.token)
    kinds = [event["kind"] for event in page["events"]]
    assert kinds == ["created", "joined", *(["requested"] if wish else [])]


def test_who_is_let_in_later_is_asked_on_arrival_too(talk: Talk) -> None:
    arrival = Talk(talk.server, control_on_arrival=True)
    kunde = arrival.customer()
    kunde.decide("answer", request=3, granted=True)
    knock(arrival)
    admit(arrival, 5, granted=True)
    _status, page = talk.server.call(
        "GET", f"/sessions/{arrival.id}/events", token=talk.server.token
    )
    assert [event["kind"] for event in page["events"]] == [
        "created", "joined", "requested", "answered", "waiting", "withdrawn", "admitted",
        "requested",
    ]  # fmt: skip
    consent = arrival.consent()
    assert (consent["grants"], consent["question"]["request"]) == ([], 8)
    arrival.close()


def test_who_is_not_let_in_is_not_asked(talk: Talk) -> None:
    arrival = Talk(talk.server, control_on_arrival=True)
    knock(arrival)
    admit(arrival, 4, granted=False)
    assert arrival.consent()["question"]["request"] == 3
    arrival.close()
