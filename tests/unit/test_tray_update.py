"""Whether there is a newer version of the app: the server's list decides, and only that."""

from typing import Any

import pytest

from tray_app import update
from tray_app.server_call import Answer, CallFailed
from tray_app.settings import Server
from tray_app.update import Update, UpdateWatch, find_update

SERVER = Server("https://support.example.org")


def offers(monkeypatch: pytest.MonkeyPatch, body: dict[str, Any], status: int = 200) -> None:
    def call(server: Server, path: str) -> Answer:
        assert path == "/api/v1/downloads"
        return Answer(server, status, {}, body)

    monkeypatch.setattr(update, "call", call)


def package(version: Any, system: str = "linux") -> dict[str, Any]:
    return {"version": version, "system": system, "name": "beistand-tray"}


def found(running: str = "0.9.0") -> Update | None:
    return find_update(SERVER, running, "linux")


def test_a_newer_one_is_found_with_its_page(monkeypatch: pytest.MonkeyPatch) -> None:
    offers(monkeypatch, {"downloads": [package("0.9.1"), package("0.10.0"), package("0.2.0")]})
    assert found() == Update("0.10.0", "https://support.example.org/download")


@pytest.mark.parametrize("version", ["0.9.0", "0.8.12", "", "next", None, 7])
def test_what_is_not_newer_or_no_version_is_nothing(
    monkeypatch: pytest.MonkeyPatch, version: Any
) -> None:
    offers(monkeypatch, {"downloads": [package(version)]})
    assert found() is None


def test_another_systems_package_is_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    offers(monkeypatch, {"downloads": [package("1.0.0", "windows")]})
    assert found() is None


@pytest.mark.parametrize("body", [{}, {"downloads": None}, {"downloads": ["1.0.0"]}])
def test_a_server_that_has_no_such_list_offers_nothing(
    monkeypatch: pytest.MonkeyPatch, body: dict[str, Any]
) -> None:
    offers(monkeypatch, body, 404)
    assert found() is None


def test_without_the_server_there_is_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def call(_server: Server, _path: str) -> Answer:
        raise CallFailed("offline")

    monkeypatch.setattr(update, "call", call)
    assert found() is None


def test_each_newer_version_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(update, "FIRST", 0.0)
    monkeypatch.setattr(update, "EVERY", 0.0)
    newer = [Update("1.0.0", "p"), Update("1.0.0", "p"), None, Update("1.1.0", "p")]
    told: list[str] = []

    def look(_server: Server) -> Update | None:
        if newer:
            return newer.pop(0)
        watch.close()
        return None

    monkeypatch.setattr(update, "ask_for_update", look)
    watch = UpdateWatch(lambda: SERVER, lambda one: told.append(one.version))
    watch.start()
    assert watch._closing.wait(10)
    assert told == ["1.0.0", "1.1.0"]
