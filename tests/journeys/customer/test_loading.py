"""What a page asks for until one can chat."""

from playwright.sync_api import Request

from tests.journeys.customer.people import People, Talk


def test_the_chat_is_there_after_three_requests_and_25_kilobytes(
    people: People, talk: Talk
) -> None:
    newcomer = people.customer(talk.server)
    newcomer.has_the_cookies_of(talk.customer)
    asked: list[Request] = []
    newcomer.page.on("requestfinished", lambda request: asked.append(request))
    newcomer.opens(f"/chat/{talk.session['id']}")
    newcomer.is_in_the_chat(talk.session)
    # Parts (`…_part.js`, their styles and words) are asked for when one can chat already.
    later = ("favicon.svg", "_part.js", "_part.css", "/chat_page.json")
    needed = [request for request in asked if not request.url.endswith(later)]
    assert len(needed) <= 3, [request.url for request in needed]
    assert sum(request.sizes()["responseBodySize"] for request in needed) <= 25_000


def test_a_page_asks_nobody_but_its_own_server(talk: Talk) -> None:
    asked: list[str] = []
    talk.customer.context.on("request", lambda request: asked.append(request.url))
    talk.customer.reloads()
    talk.customer.opens("/")
    assert asked
    assert {url for url in asked if not url.startswith(talk.server.url)} == set()
