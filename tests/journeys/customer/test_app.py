"""Control needs the tray app: the chat helps to get it, to connect it, and to stop it."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Response, expect

from tests.journeys.customer.accessibility import findings
from tests.journeys.customer.consent_words import NOT_YET, UNSEEN, Asking
from tests.journeys.customer.people import StartTalk, Talk
from tests.running_server import RunningServer

CONTROLLED = "Anna Berg sieht Ihren Bildschirm und steuert Ihr Gerät."
ANDROID = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/140 Mobile Safari"


@pytest.fixture
def asking(talk: Talk) -> Asking:
    return Asking(talk)


def presses_connect(asking: Asking) -> Response:
    """Opens the app by its link; gives the server's answer with the link."""
    with asking.customer.page.expect_response("**/helper?as=customer") as answered:
        asking.asked.button("App verbinden").click()
    return answered.value


def code_in(answer: Response) -> str:
    """The code in the link that opens the app."""
    found: dict[str, Any] = answer.json()
    link = urlsplit(found["link"])
    assert (link.scheme, link.path) == ("beistand", "attach")
    return parse_qs(link.query)["code"][0]


def test_the_card_explains_how_to_get_the_app(asking: Asking) -> None:
    asking.grants("control")
    expect(asking.asked.statement).to_have_text(NOT_YET)
    expect(asking.asked.button("App verbinden")).to_be_focused()
    card = asking.customer.page.locator(".offer")
    expect(card.get_by_role("listitem")).to_have_count(3)
    with asking.customer.context.expect_page() as opened:
        card.get_by_role("link", name="App herunterladen").click()
    session_id = asking.session["id"]
    expect(opened.value).to_have_url(f"{asking.server.url}/download?session={session_id}")
    expect(opened.value.get_by_role("link", name="Zurück zum Chat")).to_be_visible()
    opened.value.get_by_role("link", name="English").click()
    expect(opened.value.get_by_role("link", name="Back to the chat")).to_be_visible()
    expect(asking.asked.button("App verbinden")).to_be_visible()


def test_the_app_is_opened_connected_and_stopped(asking: Asking) -> None:
    request = asking.grants("control")
    app = asking.attaches_the_app(code_in(presses_connect(asking)))
    expect(asking.asked.button("App verbinden")).to_have_count(0)
    expect(asking.asked.banner).to_contain_text("Die App ist verbunden.")
    expect(asking.asked.button("Freigabe beenden")).to_be_focused()
    app.decide("share", request=request, source="helper")
    expect(asking.asked.statement).to_have_text(CONTROLLED)
    asking.asked.reads("Die App zeigt Ihren Bildschirm.")
    expect(asking.asked.button("Bildschirm teilen")).to_have_count(0)
    asking.asked.stops()
    assert app.wait("event", kind="withdrawn")["body"]["request"] == request
    expect(asking.asked.statement).to_have_text(UNSEEN)
    app.close()


def test_an_end_that_has_not_arrived_is_no_end_yet(asking: Asking) -> None:
    request = asking.grants("control")
    app = asking.attaches_the_app(code_in(presses_connect(asking)))
    app.decide("share", request=request, source="helper")
    expect(asking.asked.statement).to_have_text(CONTROLLED)
    asking.customer.goes_offline()
    expect(asking.customer.page.get_by_text("Keine Verbindung.")).to_be_visible()
    asking.asked.stops()
    expect(asking.asked.banner).to_contain_text("Ihr Beenden ist noch nicht angekommen.")
    expect(asking.asked.banner).to_contain_text("in der App oder mit Strg+Alt+Pause")
    expect(asking.asked.statement).to_have_text("Anna Berg steuert Ihr Gerät vielleicht noch.")
    assert findings(asking.customer.page) == []
    asking.customer.has_nothing_sticking_out()
    asking.asked.stops()
    address = asking.customer.page.url
    asking.customer.page.goto("about:blank")
    asking.customer.is_back_online()
    asking.customer.page.goto(address)
    assert app.wait("event", kind="withdrawn")["body"]["request"] == request
    expect(asking.asked.statement).to_have_text(UNSEEN)
    expect(asking.asked.banner).to_be_hidden()
    app.close()


def test_the_page_is_true_before_its_script_runs(asking: Asking) -> None:
    request = asking.grants("control")
    app = asking.attaches_the_app(code_in(presses_connect(asking)))
    app.decide("share", request=request, source="helper")
    expect(asking.asked.statement).to_have_text(CONTROLLED)
    arrive = asking.customer.has_late_scripts()
    asking.customer.reloads()
    expect(asking.asked.statement).to_have_text(CONTROLLED)
    arrive()
    expect(asking.asked.button("Freigabe beenden")).to_be_visible()
    app.close()


def test_an_app_that_does_not_answer_is_no_dead_end(asking: Asking) -> None:
    asking.grants("control")
    presses_connect(asking)
    hint = asking.customer.page.get_by_text("Die App hat sich noch nicht gemeldet.")
    expect(hint).to_be_visible(timeout=15_000)
    app = asking.attaches_the_app(code_in(presses_connect(asking)))
    expect(asking.asked.button("App verbinden")).to_have_count(0)
    app.close()


def test_an_app_that_is_there_needs_nothing(asking: Asking) -> None:
    code = code_in_link_of(asking)
    app = asking.attaches_the_app(code)
    asking.grants("control")
    expect(asking.asked.banner).to_contain_text("Die App ist verbunden.")
    expect(asking.asked.button("App verbinden")).to_have_count(0)
    app.close()
    expect(asking.asked.button("App verbinden")).to_be_visible()


def code_in_link_of(asking: Asking) -> str:
    """The code of a link that the page asked for earlier."""
    asking.grants("control")
    code = code_in(presses_connect(asking))
    asking.asked.stops()
    asking.hears("withdrawn")
    return code


def test_the_picture_of_the_app_ends_and_the_right_stands(asking: Asking) -> None:
    request = asking.grants("control")
    app = asking.attaches_the_app(code_in(presses_connect(asking)))
    app.decide("share", request=request, source="helper")
    expect(asking.asked.statement).to_have_text(CONTROLLED)
    app.decide("unshare", request=request, reason="person")
    expect(asking.asked.statement).to_have_text(NOT_YET)
    expect(asking.asked.button("Freigabe beenden")).to_be_visible()
    app.close()


def test_a_phone_is_told_that_the_app_is_for_computers(
    start_talk: StartTalk, server: RunningServer
) -> None:
    asking = Asking(start_talk(server, user_agent=ANDROID, viewport={"width": 390, "height": 844}))
    asking.grants("control")
    expect(asking.customer.page.locator(".offer")).to_contain_text("für Computer mit Windows")
    expect(asking.asked.button("App verbinden")).to_have_count(0)
    asking.customer.has_nothing_sticking_out()


def test_on_its_first_start_the_app_is_led_to_the_chat_it_was_downloaded_for(
    asking: Asking,
) -> None:
    asking.grants("control")
    with asking.customer.context.expect_page():
        asking.customer.page.locator(".offer").get_by_role("link", name="App herunter").click()
    started = asking.customer.context.new_page()
    with started.expect_response(lambda answer: answer.url.endswith("/helper?as=customer")) as led:
        started.goto(f"{asking.server.url}/download/started")
    expect(started.get_by_role("heading", name="Die App ist gestartet")).to_be_visible()
    expect(started.get_by_role("status")).to_have_text("Die App wird geöffnet …")
    app = asking.attaches_the_app(code_in(led.value))
    assert app.welcome["session"]["presence"]["customer"]
    app.close()

    # Nothing came of it, as where the browser was told not to open it: once more, by hand.
    with started.expect_response(lambda answer: answer.url.endswith("/helper?as=customer")):
        started.get_by_role("button", name="App verbinden").click()
    assert findings(started) == []
    started.get_by_role("link", name="Zurück zum Chat").click()
    expect(started).to_have_url(re.compile(f"/chat/{asking.session['id']}$"))
    started.close()


def test_a_session_that_is_over_says_so_instead(asking: Asking) -> None:
    asking.grants("control")
    with asking.customer.context.expect_page():
        asking.customer.page.locator(".offer").get_by_role("link", name="App herunter").click()
    asking.technician.decide("end")
    started = asking.customer.context.new_page()
    started.goto(f"{asking.server.url}/download/started")
    expect(started.get_by_role("alert")).to_contain_text("Diese Sitzung ist beendet")
    started.close()


def test_who_downloaded_the_app_without_a_chat_is_asked_for_the_key(asking: Asking) -> None:
    started = asking.customer.context.new_page()
    started.goto(f"{asking.server.url}/download/started")
    expect(started.get_by_role("button", name="App verbinden")).to_be_hidden()
    started.get_by_role("link", name="Supportschlüssel eingeben").click()
    expect(started.get_by_role("textbox", name="Supportschlüssel")).to_be_visible()
    started.close()
