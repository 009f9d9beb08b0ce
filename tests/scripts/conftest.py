"""The pages' scripts, module by module, in a real browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.running_server import RunningServer
from tests.scripts.laboratory import Laboratory, StreamLaboratory


@pytest.fixture
def page(chromium: Browser, server: RunningServer) -> Iterator[Page]:
    context = chromium.new_context(locale="de-DE", timezone_id="Europe/Berlin")
    page = context.new_page()
    page.clock.install()
    page.goto(server.url)
    yield page
    context.close()


@pytest.fixture
def laboratory(page: Page) -> Laboratory:
    return Laboratory(page)


@pytest.fixture
def stream(page: Page) -> StreamLaboratory:
    return StreamLaboratory(page)
