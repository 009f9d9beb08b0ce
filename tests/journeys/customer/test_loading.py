"""What a page asks for until one can chat."""

from playwright.sync_api import Request

from tests.journeys.customer.people import People, Talk
from tests.running_server import RunningServer


def test_the_chat_is_there_after_three_requests(people: People, server: RunningServer) -> None:
    session = server.start_session()
    _status, joined = server.call("POST", "/join", {"key": session["key"]})
    customer = people.customer(server)
    customer.opens(joined["chat_url"])
    customer.is_in_the_chat(session)
    newcomer = people.customer(server)
    newcomer.context.add_cookies(customer.context.cookies())
    asked: list[str] = []

    def note(request: Request) -> None:
        if not request.url.endswith("favicon.svg"):
            asked.append(request.url)

    newcomer.page.on("request", note)
    newcomer.opens(f"/chat/{session['id']}")
    newcomer.is_in_the_chat(session)
    assert len(asked) <= 3, asked


def test_a_page_asks_nobody_but_its_own_server(talk: Talk) -> None:
    asked: list[str] = []
    talk.customer.context.on("request", lambda request: asked.append(request.url))
    talk.customer.reloads()
    talk.customer.opens("/")
    assert asked
    assert {url for url in asked if not url.startswith(talk.server.url)} == set()
