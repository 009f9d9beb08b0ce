"""Calls over https that trust what the operating system trusts: a company's own authority works."""

import ssl
from typing import Any

import requests
import truststore


def trusting_session() -> requests.Session:
    """A session of requests, with the proxies of the environment."""
    session = requests.Session()
    session.mount("https://", _SystemTrust())
    return session


class _SystemTrust(requests.adapters.HTTPAdapter):
    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        options["ssl_context"] = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        super().init_poolmanager(*args, **options)

    def proxy_manager_for(self, proxy: str, **options: Any) -> Any:
        options["ssl_context"] = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        return super().proxy_manager_for(proxy, **options)
