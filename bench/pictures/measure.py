"""All turns on shared pictures, both subjects one after the other in each."""

import os
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

import msgspec
from playwright.sync_api import sync_playwright

from bench.client import unpin
from bench.pictures.beistand import Beistand
from bench.pictures.chat import Chat, chat
from bench.pictures.desk import FIELD, Desk, desk
from bench.pictures.link import Link, checked, slow_link
from bench.pictures.novnc import NoVnc
from bench.pictures.subject import Subject
from bench.pictures.viewer import Viewer, click_into
from bench.pictures.watching import Watched, costs, typed, watch
from tests.running_server import running_server

STILL_SECONDS = 10.0
#: Until a picture that stands still is as sharp as it gets.
SETTLING = 2.0
KEYS = 30


class Plan(msgspec.Struct):
    """How often and for how long, in seconds; through the slow line one turn is a long one."""

    turns: int = 3
    seconds: float = 6
    slow_seconds: float = 12
    long_seconds: float = 60


class Pictures(msgspec.Struct):
    """Everything measured, by the subject's name; `still` is the sharer's share of a core."""

    plan: Plan
    link: Link
    busy_before: float
    local: dict[str, list[Watched]] = {}
    still: dict[str, list[float]] = {}
    slow: dict[str, list[Watched]] = {}
    echoes: dict[str, list[list[float]]] = {}
    chat: list[Chat] = []


def pictures(plan: Plan) -> Pictures:
    """Measure; says how it goes."""
    unpin()
    busy = os.getloadavg()[0]
    with ExitStack() as stack:
        stack.enter_context(slow_link())
        found = Pictures(plan, checked(), busy)
        print(f"Link: {found.link}", flush=True)
        tools = stack.enter_context(sync_playwright())
        at = stack.enter_context(desk(tools))
        home = stack.enter_context(tempfile.TemporaryDirectory(prefix="beistand-bench-"))
        # Also reached from the customer's side of the line.
        server = stack.enter_context(running_server(Path(home), BEISTAND_HOST="0.0.0.0"))  # noqa: S104
        viewer = Viewer(tools)
        stack.callback(viewer.close)
        ours = Beistand(at, server)
        subjects: tuple[Subject, ...] = (ours, NoVnc(at))
        for _ in range(plan.turns):
            for subject in subjects:
                _local(found, at, viewer, subject)
        _slow(found, at, viewer, ours, plan.long_seconds)
        for turn in range(plan.turns):
            # The long turn was this project's first one.
            for subject in subjects[0 if turn else 1 :]:
                _slow(found, at, viewer, subject, plan.slow_seconds)
        found.chat = chat(server, ours, at, viewer, plan.turns, plan.seconds / 2)
        print(f"Chat: {found.chat}", flush=True)
        return found


def _local(found: Pictures, at: Desk, viewer: Viewer, subject: Subject) -> None:
    """Everything on the same cores: moving, then still."""
    with viewer.page() as page, subject.shown(page, slowly=False) as pids:
        moving = watch(at, page, pids | {"viewer": viewer.pid}, found.plan.seconds)
        time.sleep(SETTLING)
        still = costs(pids, STILL_SECONDS)["sharer"]
    print(f"{subject.name}: {moving}; still {still:.1%}", flush=True)
    found.local.setdefault(subject.name, []).append(moving)
    found.still.setdefault(subject.name, []).append(still)


def _slow(found: Pictures, at: Desk, viewer: Viewer, subject: Subject, seconds: float) -> None:
    """Through the slow line: moving, then typed into."""
    with viewer.page() as page, subject.shown(page, slowly=True) as pids:
        moving = watch(at, page, pids | {"viewer": viewer.pid}, seconds)
        time.sleep(SETTLING)
        click_into(page, *FIELD)
        time.sleep(1)
        echoes = typed(page, KEYS)
    print(f"{subject.name}, slow: {moving}; echoes {sorted(echoes)[len(echoes) // 2]:.0f} ms")
    found.slow.setdefault(subject.name, []).append(moving)
    found.echoes.setdefault(subject.name, []).append(echoes)
