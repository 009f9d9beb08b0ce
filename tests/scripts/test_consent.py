"""`consent.js`: what is asked and allowed, however the page came to know of it."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.running_server import RunningServer
from tests.scripts.laboratory import Laboratory

CHAT = """
const { Emitter } = await load("emitter.js");
const { Consent } = await load("consent.js");
const { KeptEndings } = await load("kept_endings.js");
window.chat = new Emitter();
chat.stream = new Emitter();
chat.stream.send = (frame) => chat.connection === "online" && Boolean(sent.push(frame));
Object.assign(chat, { session: { id: "s" }, me: { role: "customer" }, hasHelper: false });
chat.consent = values.known && { ...values.known, at: Date.now(), since: values.since };
window.sent = [];
window.changes = 0;
window.answers = [];
window.consent = new Consent({ chat, endings: new KeptEndings("s") });
consent.on("changed", () => changes++);
"""
WELCOME = "chat.consent = { ...values.known, at: Date.now(), since: [] };"
NOBODY = {"view": 0, "control": 0}
NOW, IN_A_MINUTE = "2026-11-25T12:00:00Z", "2026-11-25T12:01:00Z"


def event_of(seq: int, kind: str, **body: Any) -> dict[str, Any]:
    """An event as the stream has it."""
    return {"seq": seq, "kind": kind, "body": body, "author": {"role": "technician"}}


class ConsentLaboratory(Laboratory):
    """A consent whose chat and server are the test."""

    def begins(self, known: dict[str, Any] | None = None, *since: dict[str, Any]) -> None:
        """Is made; `known` and the events `since` are what the chat has heard before that."""
        self.run(CHAT, known=known, since=since)

    def welcome(self, last_seq: int, **facts: Any) -> None:
        known = self.known(last_seq, **facts)
        self.run(WELCOME + "chat.emit('welcome', {});", known=known)

    def known(self, last_seq: int, **facts: Any) -> dict[str, Any]:
        """What the server says of a session in which nothing is asked or allowed, but this."""
        nothing = {"question": None, "grants": [], "share": None, "refusals": NOBODY}
        return nothing | {"now": NOW, "last_seq": last_seq} | facts

    def event(self, seq: int, kind: str, **body: Any) -> None:
        self.run("chat.emit('event', values.event);", event=event_of(seq, kind, **body))

    def becomes(self, connection: str) -> None:
        self.run("chat.connection = values.it; chat.emit('connection', values.it);", it=connection)

    def sends(self, kind: str, **facts: Any) -> None:
        self.run(
            """consent.send(values.kind, values.facts).then(
                (seq) => answers.push(seq),
                ({ code, message }) => answers.push([code, message]));""",
            kind=kind,
            facts=facts,
        )

    def is_loaded_anew(self) -> None:
        """The page, of which only the browser's storage stays."""
        self.page.reload()

    def get(self, what: str) -> Any:
        return self.page.evaluate(what)


@pytest.fixture
def consent(chromium: Browser, server: RunningServer) -> Iterator[ConsentLaboratory]:
    context = chromium.new_context()
    page: Page = context.new_page()
    page.goto(server.url)
    yield ConsentLaboratory(page)
    context.close()


def test_a_question_is_there_from_its_event_to_its_answer(consent: ConsentLaboratory) -> None:
    consent.begins()
    consent.welcome(2)
    consent.event(3, "requested", permission="view", expires_at=IN_A_MINUTE)
    assert consent.get("consent.question.request") == 3
    assert consent.get("consent.question.permission") == "view"
    consent.event(4, "answered", request=3, permission="view", granted=True, reason="person")
    assert consent.get("consent.question") is None
    assert consent.get("consent.grants") == {"view": 3, "control": None}
    assert consent.get("changes") == 3


def test_a_question_that_was_there_before_the_page_is_known_from_the_welcome(
    consent: ConsentLaboratory,
) -> None:
    consent.begins()
    asked = {"request": 2, "permission": "control", "expires_at": IN_A_MINUTE, "extensions": 1}
    consent.welcome(3, question=asked, grants=[{"request": 1, "permission": "view"}])
    consent.event(2, "requested", permission="control", expires_at=NOW)  # the log tells it again
    assert consent.get("consent.question.extensions") == 1
    assert consent.get("consent.grants") == {"view": 1, "control": None}


def test_the_time_to_answer_is_counted_on_this_browsers_clock(consent: ConsentLaboratory) -> None:
    consent.begins()
    asked = {"request": 1, "permission": "view", "expires_at": IN_A_MINUTE, "extensions": 0}
    consent.welcome(1, question=asked)
    assert 58_000 < consent.get("consent.question.expiresAt - Date.now()") <= 60_000


def test_more_time_is_counted(consent: ConsentLaboratory) -> None:
    consent.begins()
    consent.welcome(0)
    consent.event(1, "requested", permission="view", expires_at=NOW)
    consent.event(2, "extended", request=1, expires_at=IN_A_MINUTE)
    assert consent.get("consent.question.extensions") == 1
    assert consent.get("consent.question.expiresAt - Date.now()") > 50_000


def test_refusals_in_a_row_are_counted_for_each_permission(consent: ConsentLaboratory) -> None:
    consent.begins()
    consent.welcome(0, refusals={"view": 1, "control": 0})
    consent.event(1, "answered", request=0, permission="view", granted=False, reason="silence")
    assert consent.get("consent.refusals") == {"view": 2, "control": 0}
    consent.event(2, "answered", request=0, permission="view", granted=True, reason="person")
    assert consent.get("consent.refusals") == NOBODY


def test_a_withdrawal_ends_the_picture_as_well(consent: ConsentLaboratory) -> None:
    consent.begins()
    consent.welcome(1, grants=[{"request": 1, "permission": "view"}])
    consent.event(2, "share_started", request=1, permission="view", source="screen")
    assert consent.get("consent.share") == {"request": 1, "permission": "view", "source": "screen"}
    consent.event(3, "withdrawn", request=1, permission="view", reason="person")
    assert consent.get("[consent.share, consent.grants.view]") == [None, None]


def test_where_control_takes_a_views_place_the_picture_is_never_away(
    consent: ConsentLaboratory,
) -> None:
    consent.begins()
    consent.welcome(0)
    consent.event(1, "share_started", request=1, permission="view", source="screen")
    consent.event(2, "share_stopped", request=1, permission="view", reason="control")
    assert consent.get("consent.share.request") == 1
    consent.event(3, "share_started", request=2, permission="control", source="helper")
    assert consent.get("consent.share.request") == 2
    consent.event(4, "share_stopped", request=2, permission="control", reason="lost")
    assert consent.get("consent.share") is None


@pytest.mark.parametrize("kind", ["ended", "admitted"])
def test_the_end_and_another_customer_end_every_right(
    consent: ConsentLaboratory, kind: str
) -> None:
    consent.begins()
    consent.welcome(1, grants=[{"request": 1, "permission": "view"}])
    consent.event(2, kind)
    assert consent.get("consent.grants") == {"view": None, "control": None}


def test_who_comes_late_has_missed_nothing(consent: ConsentLaboratory) -> None:
    consent.begins(
        consent.known(4),
        event_of(4, "requested", permission="view", expires_at=IN_A_MINUTE),
        event_of(5, "answered", request=4, permission="view", granted=True, reason="person"),
    )
    assert consent.get("consent.isKnown")
    assert consent.get("consent.grants") == {"view": 4, "control": None}


def test_before_the_server_said_anything_nothing_is_known(consent: ConsentLaboratory) -> None:
    consent.begins()
    consent.event(4, "answered", request=3, permission="view", granted=True, reason="person")
    assert not consent.get("consent.isKnown")
    assert consent.get("consent.grants.view") is None


def test_a_decision_is_answered_by_its_ack(consent: ConsentLaboratory) -> None:
    consent.begins()
    consent.becomes("online")
    consent.sends("request", permission="view")
    consent.run("chat.stream.emit('ack', { client_id: sent[0].client_id, seq: 7 });")
    assert consent.get("answers") == [7]
    assert consent.get("sent.map(({ type, permission }) => [type, permission])") == [
        ["request", "view"]
    ]


def test_a_refused_decision_comes_with_the_servers_words(consent: ConsentLaboratory) -> None:
    consent.begins()
    consent.becomes("online")
    consent.sends("extend", request=1)
    consent.run(
        """chat.stream.emit("error",
            { client_id: sent[0].client_id, code: "no_question", detail: "Zu spät." });"""
    )
    assert consent.get("answers") == [["no_question", "Zu spät."]]


def test_a_withdrawal_holds_at_once_and_reaches_the_server_with_the_next_connection(
    consent: ConsentLaboratory,
) -> None:
    consent.begins()
    consent.welcome(1, grants=[{"request": 1, "permission": "view"}])
    consent.sends("withdraw", permission="view")
    assert consent.get("[consent.grants.view, sent.length]") == [None, 0]
    consent.becomes("online")
    consent.becomes("offline")
    consent.becomes("online")
    assert consent.get("sent.map(({ type }) => type)") == ["withdraw", "withdraw"]
    assert consent.get("sent[0].client_id === sent[1].client_id")


def test_what_cannot_wait_is_refused_without_a_connection(consent: ConsentLaboratory) -> None:
    consent.begins()
    consent.sends("request", permission="view")
    consent.becomes("online")
    consent.sends("extend", request=1)
    consent.becomes("offline")
    assert [code for code, _words in consent.get("answers")] == ["unreachable"] * 2


def test_a_withdrawal_that_cannot_leave_is_known_to_be_under_way(
    consent: ConsentLaboratory,
) -> None:
    consent.begins()
    consent.becomes("offline")
    consent.welcome(1, grants=[{"request": 1, "permission": "control"}])
    assert consent.get("consent.ending") == []
    consent.sends("withdraw", permission="control")
    late = {"type": "withdraw", "permission": "control", "request": 1, "isLate": True}
    assert consent.get("consent.ending") == [late]
    consent.becomes("online")
    consent.run("chat.stream.emit('ack', { client_id: sent[0].client_id, seq: 2 });")
    assert consent.get("consent.ending") == []


def test_a_withdrawal_without_an_answer_is_late_after_a_moment(consent: ConsentLaboratory) -> None:
    consent.begins()
    consent.becomes("online")
    consent.welcome(1, grants=[{"request": 1, "permission": "control"}])
    consent.sends("withdraw", permission="control")
    assert not consent.get("consent.ending[0].isLate")
    consent.run("await new Promise((happened) => consent.on('changed', happened));")
    assert consent.get("consent.ending[0].isLate")
    consent.run("consent.insist();")
    assert consent.get("sent.length") == 2
    assert consent.get("sent[0].client_id === sent[1].client_id")


def test_a_withdrawal_that_did_not_arrive_outlives_a_reload(consent: ConsentLaboratory) -> None:
    consent.begins()
    consent.becomes("offline")
    consent.welcome(1, grants=[{"request": 1, "permission": "control"}])
    consent.sends("withdraw", permission="control")
    consent.is_loaded_anew()
    consent.begins(consent.known(1, grants=[{"request": 1, "permission": "control"}]))
    assert consent.get("consent.grants.control") is None
    consent.becomes("online")
    assert consent.get("sent.map(({ type, permission }) => [type, permission])") == [
        ["withdraw", "control"]
    ]
    consent.run("chat.stream.emit('ack', { client_id: sent[0].client_id, seq: 2 });")
    assert consent.get("Object.keys(localStorage).filter((key) => key.includes('ending'))") == []


@pytest.mark.parametrize("is_loaded_anew", [True, False], ids=["reloaded", "connected again"])
def test_a_late_withdrawal_does_not_end_what_was_granted_anew(
    consent: ConsentLaboratory, *, is_loaded_anew: bool
) -> None:
    consent.begins()
    consent.becomes("offline")
    consent.welcome(1, grants=[{"request": 1, "permission": "control"}])
    consent.sends("withdraw", permission="control")
    if is_loaded_anew:
        consent.is_loaded_anew()
        consent.begins(consent.known(5, grants=[{"request": 4, "permission": "control"}]))
    else:
        consent.welcome(5, grants=[{"request": 4, "permission": "control"}])
    consent.becomes("online")
    assert consent.get("[sent.length, consent.grants.control]") == [0, 4]
    assert consent.get("Object.keys(localStorage).filter((key) => key.includes('ending'))") == []
