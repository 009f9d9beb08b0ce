"""`outbox.js`: what was written is kept until the server has it, in order, across tabs."""

from typing import Any

import pytest

from tests.scripts.laboratory import Laboratory

SHELF = """
const { Outbox } = await load("outbox.js");
const shelf = new Map();
const watchers = [];
const storage = {
  get: (key) => structuredClone(shelf.get(key) ?? null),
  set: (key, value) => shelf.set(key, structuredClone(value)),
  remove: (key) => shelf.delete(key),
  keys: (prefix) => [...shelf.keys()].filter((key) => key.startsWith(prefix)),
  watch: (prefix, changed) => watchers.push(changed),
};
const open = () => new Outbox("o.", storage);
const sent = [];
const send = (frame) => sent.push(frame.client_id) > 0;
const refuse = () => false;
"""


@pytest.fixture
def shelf(laboratory: Laboratory) -> Any:
    """Runs a body with `open()`, which gives an outbox on the shelf that all of them share."""
    return lambda body: laboratory.run(SHELF + body)


def test_it_sends_in_the_order_of_writing_also_within_one_millisecond(shelf: Any) -> None:
    assert shelf(
        """const box = open();
        for (const name of ["c", "a", "b"]) box.add(name, { text: name }, 1000);
        box.flush(send);
        return sent;"""
    ) == ["c", "a", "b"]


def test_it_outlives_its_page(shelf: Any) -> None:
    assert shelf(
        """open().add("b", { text: "B" }, 2000); open().add("a", { text: "A" }, 1000);
        return open().entries.map(({ client_id, text }) => [client_id, text]);"""
    ) == [["b", "B"], ["a", "A"]]


def test_what_left_is_not_sent_twice_on_one_connection_but_again_on_the_next(shelf: Any) -> None:
    assert shelf(
        """const box = open();
        box.add("a", { text: "A" });
        box.flush(send); box.flush(send);
        box.disconnected();
        box.flush(send);
        return sent;"""
    ) == ["a", "a"]


def test_what_did_not_leave_holds_up_what_comes_after_it(shelf: Any) -> None:
    assert shelf(
        """const box = open();
        box.add("a", { text: "A" }); box.add("b", { text: "B" });
        box.flush(refuse);
        box.flush(send);
        return sent;"""
    ) == ["a", "b"]


def test_what_is_stored_is_forgotten(shelf: Any) -> None:
    assert shelf(
        """const box = open();
        box.add("a", { text: "A" }); box.remove("a"); box.remove("a");
        return [box.entries, open().entries, shelf.size];"""
    ) == [[], [], 0]


def test_what_was_refused_waits_for_its_writer_and_does_not_hold_up_the_rest(shelf: Any) -> None:
    assert shelf(
        """const box = open();
        box.add("a", { text: "A" }); box.add("b", { text: "B" });
        box.refuse("a", { code: "message_too_long", detail: "zu lang" });
        box.flush(send);
        box.retry("a");
        box.flush(send);
        return [sent, open().entries[0].refusal ?? null];"""
    ) == [["b", "a"], None]


def test_a_refusal_outlives_its_page(shelf: Any) -> None:
    assert (
        shelf(
            """const box = open();
        box.add("a", { text: "A" }); box.refuse("a", { code: "ended_session", detail: "vorbei" });
        return open().entries[0].refusal.detail;"""
        )
        == "vorbei"
    )


def test_another_tab_hears_of_what_is_added_and_of_what_is_done(shelf: Any) -> None:
    assert shelf(
        """const [mine, other] = [open(), open()];
        const heard = [];
        for (const type of ["added", "removed"])
          other.on(type, ({ client_id }) => heard.push([type, client_id]));
        mine.add("a", { text: "A" });
        watchers[1]("o.a", storage.get("o.a"));
        mine.remove("a");
        watchers[1]("o.a", null);
        return [heard, other.entries];"""
    ) == [[["added", "a"], ["removed", "a"]], []]
