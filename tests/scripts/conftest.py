"""The pages' scripts, module by module, in a real browser."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page

from tests.running_server import RunningServer
from tests.scripts.laboratory import Laboratory, StreamLaboratory
from tests.scripts.tus_server import TusServer
from tests.scripts.upload_laboratory import UploadLaboratory


@pytest.fixture(scope="session")
def laboratory(chromium: Browser, server: RunningServer) -> Iterator[Laboratory]:
    """One page for all modules that keep nothing."""
    with _page(chromium, server) as page:
        yield Laboratory(page)


@pytest.fixture
def stream(chromium: Browser, server: RunningServer) -> Iterator[StreamLaboratory]:
    """A page of its own, whose clock goes only as the test says."""
    with _page(chromium, server) as page:
        page.clock.install()
        yield StreamLaboratory(page)


@pytest.fixture
def uploading(chromium: Browser) -> Iterator[UploadLaboratory]:
    """A page and a server of its own that takes its uploads, or fails as told."""
    tus = TusServer()
    tus.start()
    context = chromium.new_context(locale="de-DE", timezone_id="Europe/Berlin")
    page = context.new_page()
    page.goto(tus.url)
    yield UploadLaboratory(page, tus)
    context.close()
    tus.stop()


@contextmanager
def _page(chromium: Browser, server: RunningServer) -> Iterator[Page]:
    context = chromium.new_context(locale="de-DE", timezone_id="Europe/Berlin")
    page = context.new_page()
    page.goto(server.url)
    yield page
    context.close()
