"""Who may send pictures; and of all rules together, that no order of acts gets round a yes."""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain.admission import decide_admit, decide_join
from server.domain.asking import (
    decide_answer,
    decide_extend,
    decide_overdue,
    decide_request,
    decide_withdraw,
)
from server.domain.consent import Consent, milliseconds
from server.domain.events import (
    KINDS_OF_WHO_IS_IN,
    SYSTEM,
    Admitted,
    Answered,
    Author,
    Body,
    Created,
    Draft,
    Ended,
    Event,
    Extended,
    Requested,
    ShareStarted,
    ShareStopped,
    Source,
    Withdrawn,
)
from server.domain.refusal import Refusal
from server.domain.session import SessionState, decide_end
from server.domain.sharing import decide_share, decide_unshare
from tests.unit.test_asking import NAME, refused, state_of
from tests.unit.test_consent import ANNA, APP, AT, GRANTED, HANDY, KUNDE, SHARED, Bodies

CONTROLLED: Bodies = (
    *SHARED,
    (ANNA, Requested("control", AT)),
    (KUNDE, Answered(6, "control", True, "person")),
)
BEN = Author("technician", "Ben Kramer", "t2")


def share(before: Bodies, author: Author, request: int, source: Source) -> list[Draft]:
    return decide_share(state_of(*before), author, request, source, NAME)


@pytest.mark.parametrize("source", ["screen", "camera"])
def test_a_view_comes_from_the_customers_browser(source: Source) -> None:
    assert share(GRANTED, KUNDE, 3, source) == [
        Draft(KUNDE, ShareStarted(3, "view", source), NAME)
    ]  # fmt: skip


def test_control_comes_from_the_app_and_takes_the_place_of_a_view() -> None:
    assert share(CONTROLLED, APP, 6, "helper") == [
        Draft(SYSTEM, ShareStopped(3, "view", "control")),
        Draft(APP, ShareStarted(6, "control", "helper"), NAME),
    ]


def test_a_view_does_not_take_the_place_of_control() -> None:
    controlling = (
        *CONTROLLED,
        (SYSTEM, ShareStopped(3, "view", "control")),
        (APP, ShareStarted(6, "control", "helper")),
    )
    assert refused(lambda: share(controlling, KUNDE, 3, "screen")) == "already_shared"


def test_who_comes_back_goes_on_without_another_event() -> None:
    assert share(SHARED, KUNDE, 3, "screen") == []


def test_another_camera_is_another_share() -> None:
    assert share(SHARED, KUNDE, 3, "camera") == [
        Draft(SYSTEM, ShareStopped(3, "view", "person")),
        Draft(KUNDE, ShareStarted(3, "view", "camera"), NAME),
    ]


@pytest.mark.parametrize(
    ("author", "request_number", "source"),
    [
        (KUNDE, 6, "screen"), (KUNDE, 6, "helper"), (KUNDE, 3, "helper"), (APP, 3, "screen"),
        (APP, 3, "helper"), (APP, 6, "camera"), (ANNA, 3, "screen"), (ANNA, 6, "helper"),
        (KUNDE, 4, "screen"), (APP, 1, "helper"), (SYSTEM, 3, "screen"),
    ],
)  # fmt: skip
def test_the_wrong_side_request_or_source_is_not_granted(
    author: Author, request_number: int, source: Source
) -> None:
    assert refused(lambda: share(CONTROLLED, author, request_number, source)) == "not_granted"


def test_who_shares_may_stop_and_keeps_the_right() -> None:
    state = state_of(*SHARED)
    assert decide_unshare(state, KUNDE, 3, "person", NAME) == Draft(
        KUNDE, ShareStopped(3, "view", "person"), NAME
    )
    for author, request in ((ANNA, 3), (APP, 3), (KUNDE, 4)):
        assert refused(
            lambda by=author, of=request: decide_unshare(state, by, of, "person", NAME)  # type: ignore[misc]
        ) == "not_granted"  # fmt: skip


@pytest.mark.parametrize("before", [(*SHARED, (ANNA, Ended("technician")))])
def test_after_the_end_nothing_is_shared(before: Bodies) -> None:
    assert refused(lambda: share(before, KUNDE, 3, "screen")) == "ended_session"
    state = state_of(*before)
    assert refused(lambda: decide_unshare(state, KUNDE, 3, "person", NAME)) == "ended_session"


def test_the_end_stops_the_pictures_first() -> None:
    drafts = decide_end(state_of(*SHARED), ANNA, NAME)
    assert [draft.body for draft in drafts] == [
        ShareStopped(3, "view", "ended"), Ended("technician"),
    ]  # fmt: skip


# All rules together


class World:
    """A log that grows by whatever the rules allow, as the journal would take it."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.state = SessionState()
        self.now = 1_000
        self.append([Draft(ANNA, Created(False, AT))])

    def append(self, drafts: Sequence[Draft]) -> None:
        """Write it; the journal takes nothing from who is not, or no longer, the customer."""
        for draft in drafts:
            is_customers = draft.author.role in ("customer", "helper")
            customer = self.state.customer
            if is_customers and draft.kind in KINDS_OF_WHO_IS_IN and (
                customer is None or customer.id != draft.author.id
            ):  # fmt: skip
                return
        for draft in drafts:
            encode = msgspec.json.encode
            author, body = msgspec.Raw(encode(draft.author)), msgspec.Raw(encode(draft.body))
            event = Event(self.state.last_seq + 1, self.now, draft.kind, author, body)
            self.events.append(event)
            self.state = self.state.after(event)

    def act(self, name: str, by: Author, choices: dict[str, Any]) -> None:
        """Have somebody do something, if the rules allow it."""
        self.now += choices["seconds"] * 1000
        try:
            drafts = ACTS[name](self, by, choices)
        except Refusal:
            return
        self.append(drafts if isinstance(drafts, list) else [drafts])

    def request(self, choices: dict[str, Any]) -> int:
        """The last request, or some other number."""
        asked = [event.seq for event in self.events if event.kind == "requested"]
        return (asked[-1] if asked else 1) + choices["beside"]


Act = Callable[[World, Author, dict[str, Any]], Draft | list[Draft]]
ACTS: dict[str, Act] = {
    "join": lambda world, by, _: decide_join(
        world.state, by, "key", None, in_time=True, wait=True, ask_at=world.now
    ),
    "admit": lambda world, by, choices: decide_admit(
        world.state, by, min(world.state.waiting, default=0), granted=choices["granted"],
        client_id=None,
    ),
    "ask": lambda world, by, choices: decide_request(
        world.state, by, choices["permission"], world.now
    ),
    "answer": lambda world, by, choices: decide_answer(
        world.state, by, world.request(choices), world.now, granted=choices["granted"],
        reason=choices["reason"],
    ),
    "extend": lambda world, by, choices: decide_extend(
        world.state, by, world.request(choices), world.now
    ),
    "withdraw": lambda world, by, choices: decide_withdraw(
        world.state, by, choices["permission"]
    ),
    "share": lambda world, by, choices: decide_share(
        world.state, by, world.request(choices), choices["source"]
    ),
    "unshare": lambda world, by, choices: decide_unshare(
        world.state, by, world.request(choices), "person"
    ),
    "wait": lambda world, _, choices: decide_overdue(
        world.state, world.now, choices["away"],
        {"technician", "customer", "helper", "sharer"},
    ),
    "end": lambda world, by, _: decide_end(world.state, by),
}  # fmt: skip

EVERYBODY = [ANNA, BEN, KUNDE, HANDY, APP, SYSTEM]
# How often each is tried by whom it is for; the others try everything, too.
OFTEN: dict[str, tuple[int, list[Author]]] = {
    "ask": (10, [ANNA]), "answer": (12, [KUNDE]), "extend": (1, [KUNDE]),
    "withdraw": (1, [ANNA, KUNDE, APP]), "share": (12, [KUNDE, APP]), "unshare": (1, [KUNDE, APP]),
    "admit": (1, [ANNA]), "wait": (3, [SYSTEM]),
}  # fmt: skip
SELDOM = ("join", "end")
acts = st.tuples(
    st.sampled_from([
        *((name, by) for name, (often, who) in OFTEN.items() for by in who * often),
        *((name, by) for name in ACTS for by in EVERYBODY if name not in SELDOM),

        ("end", ANNA), ("join", HANDY),
    ]),
    st.fixed_dictionaries({
        "permission": st.sampled_from(["view", "control"]),
        "granted": st.sampled_from([True, True, True, False]),
        "reason": st.sampled_from(["person", "person", "person", "closed"]),
        "beside": st.sampled_from([0] * 8 + [-2, -1, 1]),
        "source": st.sampled_from(["screen", "camera", "helper", "helper"]),
        "seconds": st.sampled_from([0, 0, 0, 0, 1, 59, 61]),
        "away": st.dictionaries(
            st.sampled_from(["technician", "customer", "helper", "sharer"]),
            st.sampled_from([0.0, 9.0, 11.0, 61.0]), max_size=2,
        ),
    }),
)  # fmt: skip


@given(st.lists(acts, min_size=20, max_size=50))
@settings(max_examples=300, deadline=None)
def test_in_no_order_of_acts_is_there_a_right_without_the_customers_yes(
    done: list[tuple[tuple[str, Author], dict[str, Any]]],
) -> None:
    world = World()
    world.append([*decide_join(world.state, KUNDE, "key", None, in_time=True, wait=False)])
    for (name, by), choices in done:
        world.act(name, by, choices)
        _require_a_yes_for_every_right(world)
        _require_one_share_under_a_right(world)
        _require_nothing_after_the_end(world.state)


def _require_a_yes_for_every_right(world: World) -> None:
    for permission, grant in world.state.consent.grants.items():
        asked = world.events[grant.request - 1]
        assert asked.read_as(Requested).permission == grant.permission == permission
        asker = asked.read_author()
        assert (asker.role, asker.id) == ("technician", grant.technician)
        (said,) = [event for event in world.events if _answers(event, grant.request)]
        assert said.read_body() == Answered(grant.request, permission, True, "person")
        assert said.read_author() == world.state.customer
        assert said.at < _until(world.events[: said.seq], grant.request)
        assert not [event for event in world.events[said.seq :] if _ends(event, grant.request)]


def _until(events: list[Event], request: int) -> int:
    """When the time for an answer was over, as of these events."""
    end = events[request - 1].read_as(Requested).expires_at
    for event in events:
        if event.kind == "extended" and event.read_as(Extended).request == request:
            end = event.read_as(Extended).expires_at
    return milliseconds(end)


def _answers(event: Event, request: int) -> bool:
    return event.kind == "answered" and event.read_as(Answered).request == request


def _ends(event: Event, request: int) -> bool:
    match event.read_body():
        case Withdrawn(of):
            return of == request
        case Admitted() | Ended():
            return True
    return False


def _require_one_share_under_a_right(world: World) -> None:
    """Each share has an end before the next one begins, and a right from beginning to end."""
    running: int | None = None
    for event in world.events:
        body: Body = event.read_body()
        if isinstance(body, ShareStarted):
            assert running is None
            running = body.request
        elif isinstance(body, ShareStopped):
            assert running in (None, body.request)
            running = None
        elif isinstance(body, Withdrawn) and body.request == running:
            running = None
    share = world.state.consent.share
    assert (share.request if share else None) == running
    if share:
        grant = world.state.consent.grant(share.request)
        assert grant is not None
        assert grant.permission == share.permission
        assert (share.source == "helper") == (share.permission == "control")


def _require_nothing_after_the_end(state: SessionState) -> None:
    if state.is_over:
        assert state.consent == Consent()
