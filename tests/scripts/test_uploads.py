"""`uploads.js`: several files at once, and what is said of those that a page has lost."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.scripts.upload_laboratory import UploadLaboratory

SHELF = """
const { Uploads } = await load("uploads.js");
window.shelf ??= new Map();
const storage = {
  get: (key) => structuredClone(shelf.get(key)),
  set: (key, value) => shelf.set(key, structuredClone(value)),
  remove: (key) => shelf.delete(key),
  keys: (prefix) => [...shelf.keys()].filter((key) => key.startsWith(prefix)),
};
window.open_ = () => {
  const made = new Uploads({ place: "s.customer", path: values.path, as: "customer", storage });
  window.seen = {};
  made.on("changed", (entry) => (seen[entry.client_id] = { ...entry }));
  made.on("removed", ({ client_id }) => delete seen[client_id]);
  return made;
};
window.file = (name, text = name) => new File([text], name, { type: "text/plain" });
window.uploads = open_();
"""


@pytest.fixture
def queue(uploading: UploadLaboratory) -> UploadLaboratory:
    """A page with `uploads` on a shelf that outlives them."""
    uploading.run(SHELF, path="/api/v1/sessions/s/uploads")
    return uploading


def are(page: Page, condition: str) -> None:
    """Waits until this holds of all entries."""
    page.wait_for_function(f"Object.values(seen).every((entry) => {condition})")


def seen(queue: UploadLaboratory, expression: str) -> Any:
    """This, of each entry in the order of adding."""
    return queue.page.evaluate(f"Object.values(seen).map((entry) => {expression})")


def test_two_go_at_once_and_the_others_wait_their_turn(queue: UploadLaboratory) -> None:
    queue.tus.gate.clear()
    queue.page.evaluate("for (const name of 'abcd') uploads.add(name, file(name))")
    queue.page.wait_for_function("seen.b.location && seen.a.location")
    assert seen(queue, "Boolean(entry.step)") == [True, True, False, False]
    assert queue.page.evaluate("uploads.isBusy")
    queue.tus.gate.set()
    are(queue.page, "entry.isStored")
    assert sorted(queue.tus.received()) == [b"a", b"b", b"c", b"d"]
    assert not queue.page.evaluate("uploads.isBusy")


def test_cancelling_one_makes_room_for_the_next(queue: UploadLaboratory) -> None:
    queue.tus.gate.clear()
    queue.page.evaluate("for (const name of 'abc') uploads.add(name, file(name))")
    queue.page.wait_for_function("seen.b.location && seen.a.location")
    queue.page.evaluate("uploads.discard('a')")
    queue.page.wait_for_function("seen.c.location")
    queue.tus.gate.set()
    are(queue.page, "entry.isStored")
    assert seen(queue, "entry.client_id") == ["b", "c"]


def test_what_was_objected_to_is_not_sent(queue: UploadLaboratory) -> None:
    queue.page.evaluate("uploads.add('a', file('a'), { code: 'x', detail: 'nein', isFinal: true })")
    queue.page.evaluate("uploads.add('b', file('b'))")
    queue.page.wait_for_function("seen.b.isStored")
    assert seen(queue, "entry.refusal?.detail ?? null") == ["nein", None]
    assert queue.tus.received() == [b"b"]


def test_what_was_refused_can_be_sent_again(queue: UploadLaboratory) -> None:
    queue.tus.answers_once("POST", 507, "no_space")
    queue.page.evaluate("uploads.add('a', file('a'))")
    queue.page.wait_for_function("seen.a.refusal")
    queue.page.evaluate("uploads.retry('a')")
    queue.page.wait_for_function("seen.a.isStored")
    assert queue.tus.received() == [b"a"]


def test_a_new_page_says_what_it_has_lost_and_goes_on_with_the_same_file(
    queue: UploadLaboratory,
) -> None:
    queue.tus.gate.clear()
    queue.page.evaluate("uploads.add('a', file('a.txt', 'Inhalt'))")
    queue.page.wait_for_function("seen.a.location")
    queue.page.evaluate("seen.a.upload.stop(); window.uploads = open_(); uploads.recall()")
    assert seen(queue, "[entry.file.name, entry.refusal.code]") == [["a.txt", "interrupted"]]
    assert not queue.page.evaluate("uploads.isBusy")
    queue.tus.gate.set()
    queue.page.evaluate("uploads.retry('a', file('a.txt', 'Inhalt'))")
    queue.page.wait_for_function("seen.a.isStored")
    assert queue.tus.received() == [b"Inhalt"]
    assert queue.page.evaluate("shelf.size") == 0


def test_what_is_in_the_log_is_forgotten(queue: UploadLaboratory) -> None:
    queue.tus.gate.clear()
    queue.page.evaluate("uploads.add('a', file('a'))")
    queue.page.wait_for_function("seen.a.location")
    queue.page.evaluate("uploads.arrived('a')")
    assert queue.page.evaluate("[uploads.isBusy, shelf.size]") == [False, 0]


def test_when_the_session_is_over_nothing_goes_on(queue: UploadLaboratory) -> None:
    queue.tus.gate.clear()
    queue.page.evaluate("for (const name of 'abc') uploads.add(name, file(name))")
    queue.page.wait_for_function("seen.b.location && seen.a.location")
    queue.page.evaluate("uploads.close({ code: 'ended_session', detail: 'vorbei' })")
    assert seen(queue, "entry.refusal.detail") == ["vorbei"] * 3
    assert not queue.page.evaluate("uploads.isBusy")
    assert queue.page.evaluate("shelf.size") == 0
