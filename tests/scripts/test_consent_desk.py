"""`consent_desk.js`: the page as it is before, and as soon as, the server said what holds."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.running_server import RunningServer
from tests.scripts.laboratory import Laboratory

PAGE = """
document.body.innerHTML = `<div class="unseen"><svg class="icon"><use href="#icon-unseen"/></svg>
    <span>Niemand sieht Ihren Bildschirm.</span></div><main></main>`;
"""
DESK = (
    PAGE
    + """
const { Emitter } = await load("emitter.js");
const { ConsentDesk } = await load("consent_desk.js");
const chat = Object.assign(new Emitter(), {
    stream: new Emitter(), session: { id: "s" }, me: { role: "customer" }, connection: "online",
    hasHelper: false, learn() {}, focus() {},
});
const now = new Date().toISOString();
chat.consent = values.known && { ...values.known, now, at: Date.now(), since: [] };
chat.stream.send = () => true;
const root = document.querySelector("main");
new ConsentDesk({ chat, title: { say() {} }, root, name: "Anna Berg", house: "" });
"""
)
ASKED = {"request": 2, "permission": "view", "expires_at": "2099-01-01T00:00:00Z", "extensions": 0}


@pytest.fixture
def desk(chromium: Browser, server: RunningServer) -> Iterator[Laboratory]:
    context = chromium.new_context(locale="de-DE")
    page = context.new_page()
    page.goto(server.url)
    yield Laboratory(page)
    context.close()


def known(question: dict[str, Any] | None) -> dict[str, Any]:
    """What the server says of a session in which this is asked, and nothing is allowed."""
    refusals = {"view": 0, "control": 0}
    return {
        "question": question,
        "grants": [],
        "share": None,
        "refusals": refusals,
        "last_seq": 2,
    }


def test_before_anything_is_known_there_is_no_button_to_end_it(desk: Laboratory) -> None:
    desk.run(DESK, known=None)
    expect(desk.page.locator(".sharing")).to_have_count(1)
    expect(desk.page.locator(".sharing")).to_be_hidden()
    expect(desk.page.get_by_role("dialog")).to_be_hidden()


def test_a_question_that_was_known_before_the_desk_is_asked_at_once(desk: Laboratory) -> None:
    desk.run(DESK, known=known(ASKED))
    expect(desk.page.get_by_role("dialog")).to_be_visible()
    expect(desk.page.locator(".sharing")).to_be_hidden()
