"""A way to show the customer's screen in the technician's browser."""

from contextlib import AbstractContextManager
from typing import Protocol

from playwright.sync_api import Page


class Subject(Protocol):
    """One of the two that are measured in turn."""

    name: str

    def shown(self, page: Page, *, slowly: bool) -> AbstractContextManager[dict[str, int]]:
        """Shows the screen on the page; gives the processes that it takes, by what they are.

        :param slowly: through the slow line
        """
