"""A link attaches nobody's computer for good before somebody there says yes."""

import threading
from typing import Any

from tests.unit.test_tray_hands import wait_until
from tray_app.dialogs import process
from tray_app.dialogs.process import Outcome, Question
from tray_app.session.agreement import Agreement


class FakeWindow:
    """A window that the test answers."""

    def __init__(self, _options: list[str], _heard: Any, ended: Any) -> None:
        self.said: list[str] = []
        self.is_closed = False
        self.end = ended
        windows.append(self)

    def say(self, word: str) -> None:
        self.said.append(word)

    def close(self) -> None:
        self.is_closed = True


windows: list[FakeWindow] = []


def asked(monkeypatch: Any, patience: float = 5.0) -> tuple[Agreement, threading.Event]:
    windows.clear()
    monkeypatch.setattr(process, "WindowProcess", FakeWindow)
    agreement, answered = Agreement("https://help.example", Question, patience), threading.Event()
    for _ in range(2):
        agreement.ask("Anna Berg", answered.set)
    return agreement, answered


def test_who_and_where_is_said_and_it_is_asked_once(monkeypatch: Any) -> None:
    asked(monkeypatch)
    [window] = windows
    assert "Anna Berg (help.example)" in window.said[0]


def test_only_a_yes_is_one(monkeypatch: Any) -> None:
    for outcome in Outcome:
        agreement, answered = asked(monkeypatch)
        assert not agreement.is_given
        windows[0].end(outcome)
        assert answered.wait(5)
        assert agreement.is_given is (outcome is Outcome.AGREED)


def test_no_answer_is_a_no_and_the_question_goes(monkeypatch: Any) -> None:
    agreement, answered = asked(monkeypatch, patience=0.05)
    assert answered.wait(5)
    assert not agreement.is_given
    wait_until(lambda: windows[0].is_closed)
