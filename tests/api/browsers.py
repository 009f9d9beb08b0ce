"""A browser without scripts: cookies, forms, headers."""

import http.cookiejar
import re
import urllib.error
import urllib.parse
import urllib.request
from email.message import Message

from tests.running_server import EMAIL, PASSWORD, RunningServer


class Page:
    """An answer as a browser gets it, redirects not followed."""

    def __init__(self, status: int, headers: Message, text: str) -> None:
        self.status, self.headers, self.text = status, headers, text

    @property
    def csrf(self) -> str:
        """The token that forms and scripts of this page send."""
        found = re.search(r'name="csrf-token" content="([^"]+)"', self.text)
        assert found, self.text[:500]
        return found[1]


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: object) -> None:
        return None


class PlainBrowser:
    """Keeps cookies and sends what a browser sends."""

    def __init__(self, server: RunningServer, language: str = "de") -> None:
        self.server, self.language = server, language
        self.cookies = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.cookies), _NoRedirect
        )

    def open(
        self,
        path: str,
        form: dict[str, str] | None = None,
        *,
        method: str | None = None,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> Page:
        """Open a path, or post a form or a body to it."""
        data = urllib.parse.urlencode(form).encode() if form is not None else body
        request = urllib.request.Request(
            self.server.url + path,
            data=data,
            method=method,
            headers={"Accept-Language": self.language} | (headers or {}),
        )
        try:
            with self._opener.open(request) as answer:
                return Page(answer.status, answer.headers, answer.read().decode())
        except urllib.error.HTTPError as error:
            return Page(error.code, error.headers, error.read().decode())

    def sign_in(self, email: str = EMAIL, password: str = PASSWORD) -> Page:
        """Fill in the sign-in form."""
        csrf = self.open("/login").csrf
        return self.open("/login", {"email": email, "password": password, "csrf_token": csrf})
