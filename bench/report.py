"""docs/benchmarks.md: what was measured, how, and on what."""

import datetime
import importlib.metadata
import os
import platform
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import msgspec

from bench.files import MB, RATE, SESSIONS, SIZE_MB, Transfers
from bench.idle import Idle
from bench.kill import Round
from bench.load import Latency, Saturated
from bench.opening import EVENTS, TURNS, Opening
from bench.subjects import Beistand, FlaskSock

_PACKAGES = ("gevent", "Flask", "flask-sock", "simple-websocket", "msgspec", "SQLAlchemy")


class Results(msgspec.Struct):
    """Everything measured in one run, by the server's name."""

    rounds: int
    seconds: float
    busy_before: float
    saturated: dict[str, list[Saturated]] = {}
    latency: dict[str, list[Latency]] = {}
    idle: dict[str, list[Idle]] = {}
    files: list[Transfers] = []
    openings: list[Opening] = []
    kills: list[Round] = []


def write(path: Path, results: Results) -> None:
    """Write the page anew."""
    path.write_text(
        _PAGE.format(
            date=datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M UTC"),
            commit=_output("git", "rev-parse", "--short", "HEAD"),
            machine=f"{_processor()}, {os.cpu_count()} cores, {platform.system()} "
            f"{platform.release().split('-')[0]}",
            busy=f"{results.busy_before:.1f}",
            versions=f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, "
            + ", ".join(f"{name} {importlib.metadata.version(name)}" for name in _PACKAGES),
            rounds=results.rounds,
            seconds=f"{results.seconds:g}",
            table="\n".join(_rows(results)),
            file_turns=len(results.files),
            file_size=f"{SIZE_MB / 1024:g}",
            file_chat=f"{RATE} messages a second over {SESSIONS} sessions",
            files="\n".join(_file_rows(results.files)),
            events=f"{EVENTS:,}",
            opening_turns=TURNS,
            openings="\n".join(map(_opening, results.openings)),
            kills="\n".join(_kill(place, done) for place, done in enumerate(results.kills, 1)),
            acknowledged=f"{sum(done.acknowledged for done in results.kills):,}",
            missing=sum(done.missing for done in results.kills),
        )
    )


def _rows(results: Results) -> list[str]:
    saturated, delays, idles = results.saturated, results.latency, results.idle
    return [
        _row("Saturated, 100 sessions: messages a second", "{:,.0f}", saturated,
             lambda s: s.messages_per_second),
        _row("– processor time of a message, µs", "{:.1f}", saturated,
             lambda s: s.processor_seconds * 1e6),
        _row("500 messages a second, 1,000 sessions: delivery p50, ms", "{:.2f}", delays,
             lambda d: quantile(d.delivery, 0.5) * 1e3),
        _row("– delivery p99, ms", "{:.2f}", delays, lambda d: quantile(d.delivery, 0.99) * 1e3),
        _row("– delivery p99.9, ms", "{:.2f}", delays, lambda d: quantile(d.delivery, 0.999) * 1e3),
        _row("– acknowledged p50, ms", "{:.2f}", delays, lambda d: quantile(d.ack, 0.5) * 1e3),
        _row("– acknowledged p99, ms", "{:.2f}", delays, lambda d: quantile(d.ack, 0.99) * 1e3),
        _row("Idle session of 2,000 (two sockets): memory, KiB", "{:.1f}", idles,
             lambda i: i.bytes_per_session / 1024),
        _row("Connects a second", "{:,.0f}", idles, lambda i: i.connects_per_second),
    ]  # fmt: skip


def _row(
    what: str, form: str, measured: dict[str, list[Any]], value: Callable[[Any], float]
) -> str:
    """One line: this server, the peer, and the first by the second; medians of the turns."""
    ours = median(map(value, measured[Beistand.name]))
    theirs = median(map(value, measured[FlaskSock.name]))
    if theirs:
        return f"| {what} | {form.format(ours)} | {form.format(theirs)} | {ours / theirs:.2f} |"
    return f"| {what} | {form.format(ours)} | – | – |"


def _file_rows(turns: list[Transfers]) -> list[str]:
    """What the chat notices, beside the same without files; medians of the turns."""

    def of(name: str) -> float:
        return float(median(getattr(turn, name) for turn in turns))

    alone = of("idle_p99")
    return [
        f"| {words} | {of(way + '_speed') / MB:,.0f} | {of(way + '_memory') / MB:.1f}"
        f" | {of(way + '_p99') * 1e3:.2f} | {alone * 1e3:.2f} | {of(way + '_p99') / alone:.2f} |"
        for words, way in (("upload", "up"), ("download", "down"))
    ]


def quantile(ordered: list[float], share: float) -> float:
    """The value that this share of the ordered values does not exceed; 0 for none."""
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


def _opening(one: Opening) -> str:
    return (
        f"| {one.page} | {one.fresh:.0f} | {one.fresh_p95:.0f} | {one.long:.0f}"
        f" | {one.long_p95:.0f} | {one.long / one.fresh:.2f} |"
    )


def _kill(place: int, done: Round) -> str:
    return (
        f"| {place} | {done.acknowledged:,} | {done.resent} | {done.missing} | {done.doubled}"
        f" | {done.gaps} | {done.differing} |"
    )


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


_PAGE = """\
# Benchmarks

Written by `make bench` (`python -m bench`); don't edit by hand. Figures drift with the machine, so
what counts is the ratio to a peer that was measured in turn with this server, minute by minute.

Measured {date} at commit {commit} on {machine} (load before: {busy}).
{versions}.

**The peer** is a relay on flask-sock as it comes (`bench/peers/flask_sock_plain.py`): on gevent's
pywsgi with monkey patching and TCP_NODELAY, it passes each message on to the other side. It stores
nothing, acknowledges nothing and asks nobody who they are. Beistand authenticates both sides,
commits each message with `synchronous=FULL`, then acknowledges it and sends the event to both.

**The load** comes from one process on a core of its own, the server under measurement has the
other. Saturated: 200 bytes of text, one side of each session keeps 50 messages outstanding, and a
message counts when the other side has it and, with Beistand, the ack is there too. Latency:
messages at an even pace, the sides taking turns; the client polls without sleeping. Memory: growth
of the process's proportional set size over 2,000 sessions with both sides connected. Saturation and
latency are medians of {rounds} turns of {seconds} s each, memory and connects of two fresh
processes.

| | Beistand | flask-sock | ratio |
|---|---|---|---|
{table}

## Files of {file_size} GB

`python -m bench.files`: a process beside the load's moves files of {file_size} GB, uploads by tus
in one request, until the last answer: hashed, stored and in the log. Memory is the greatest
resident set during one file above that before it. The chat is {file_chat},
watched by a client that sleeps up to a millisecond. Medians of {file_turns} fresh servers.

| | MB a second | memory above idle, MB | chat's delivery p99, ms | the same without files | ratio |
|---|---|---|---|---|---|
{files}

## A session of {events} events

`python -m bench.opening`: from the start of the navigation to the frame that shows the newest
message, in Chromium on the load's core, its cache warm, as for who comes back. A fresh session has
two messages, of the long one the newest forty are drawn. Medians of {opening_turns} turns,
milliseconds.

| page | fresh | p95 | {events} events | p95 | ratio |
|---|---|---|---|---|---|
{openings}

## `kill -9` under load

`python -m bench.kill`: 20 sessions, both sides writing with 20 messages outstanding; the server is
killed after 1.5 s, started again, both sides resume by `?after=` and send again what was not
acknowledged. Then the log is read afresh and held against what was acknowledged and against what
each side saw. {acknowledged} messages were acknowledged in all, {missing} are missing.

| kill | acknowledged | sent again | missing | doubled | out of order | seen differently |
|---|---|---|---|---|---|---|
{kills}
"""
