"""`sharing_part.js`: one picture at a time, and none that nobody allowed."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.running_server import RunningServer
from tests.scripts.laboratory import Laboratory

SHARING = """
const { Emitter } = await load("emitter.js");
const { Sharing } = await load("sharing_part.js");
window.taken = [];
window.pickers = [];
MediaDevices.prototype.getDisplayMedia = () => new Promise((choose) => pickers.push(() => {
    const canvas = document.createElement("canvas");
    canvas.getContext("2d").fillRect(0, 0, 9, 9);
    const stream = canvas.captureStream(5);
    taken.push(...stream.getTracks());
    choose(stream);
}));
window.chat = Object.assign(new Emitter(), { stream: new Emitter() });
chat.stream.send = () => true;
window.consent = Object.assign(new Emitter(), { grants: { view: 1 }, send: async () => 1 });
window.sharing = new Sharing({ chat, consent });
"""
CHOOSE = "pickers.forEach((choose) => choose()); await Promise.allSettled(started);"


class SharingLaboratory(Laboratory):
    """A page that may show pictures under a request, with a picker that the test answers."""

    def begins(self) -> None:
        """It may show pictures under request 1."""
        self.run(SHARING + "window.started = [];")

    def presses(self) -> None:
        """The person wants to show the screen."""
        self.run("started.push(sharing.start(consent.grants.view, 'screen'));")

    def grants(self, request: int | None) -> None:
        """Another request stands, or none."""
        self.run("consent.grants = values; consent.emit('changed');", view=request)

    def chooses(self) -> None:
        """The person answers every picker that is open."""
        self.run(CHOOSE)

    def tracks(self) -> Any:
        """What the browser captures: `live` or `ended`, each."""
        return self.page.evaluate("taken.map((track) => track.readyState)")


@pytest.fixture
def sharing(chromium: Browser, server: RunningServer) -> Iterator[SharingLaboratory]:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(server.url)
    laboratory = SharingLaboratory(page)
    laboratory.begins()
    yield laboratory
    context.close()


def test_two_presses_are_one_picker_and_one_picture(sharing: SharingLaboratory) -> None:
    sharing.presses()
    sharing.presses()
    sharing.chooses()
    sharing.presses()
    assert sharing.tracks() == ["live"]
    sharing.run("sharing.stop();")
    assert sharing.tracks() == ["ended"]
    assert sharing.page.evaluate("pickers.length") == 1


@pytest.mark.parametrize("now", [None, 2], ids=["withdrawn", "granted anew"])
def test_what_is_chosen_when_it_is_not_allowed_any_more_is_let_go(
    sharing: SharingLaboratory, now: int | None
) -> None:
    sharing.presses()
    sharing.grants(now)
    sharing.chooses()
    assert sharing.tracks() == ["ended"]
    assert not sharing.page.evaluate("sharing.isRunning")


def test_what_was_withdrawn_before_the_picker_came_needs_no_picker(
    sharing: SharingLaboratory,
) -> None:
    sharing.grants(None)
    sharing.presses()
    sharing.chooses()
    assert sharing.page.evaluate("pickers.length") == 0
    assert not sharing.page.evaluate("sharing.isRunning")
