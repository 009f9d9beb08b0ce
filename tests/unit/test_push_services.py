"""Which addresses the server calls to tell a browser something."""

import pytest

from server.domain.push_services import KNOWN, host_of, read_services


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/dGVzdA:APA91b-_x",
        "https://updates.push.services.mozilla.com/wpush/v2/gAAAAA==",
        "https://wns2-par02p.notify.windows.com/w/?token=BQYAAAB%2bK%3d",
        "https://web.push.apple.com/QGuQyavXutnMH",
        "https://fcm.googleapis.com:443/fcm/send/x",
        "https://FCM.googleapis.com/fcm/send/x",
    ],
)
def test_the_services_of_the_four_browser_makers_are_known(endpoint: str) -> None:
    assert read_services(KNOWN).take(endpoint)


@pytest.mark.parametrize(
    "endpoint",
    [
        "",
        "http://fcm.googleapis.com/fcm/send/x",
        "https://fcm.googleapis.com",
        "https://fcm.googleapis.com:8443/x",
        "https://fcm.googleapis.com.example.com/x",
        "https://example.com/fcm.googleapis.com/x",
        "https://evilnotify.windows.com/x",
        "https://notify.windows.com/x",
        "https://fcm.googleapis.com@127.0.0.1/x",
        "https://127.0.0.1#@fcm.googleapis.com/x",
        "https://127.0.0.1\\@fcm.googleapis.com/x",
        "https://127.0.0.1/x",
        "https://[::1]/x",
        "https://localhost/x",
        "https://fcm.googleapis.com/x y",
        "https://fcm.googleapis.com/x\r\nHost: a",
        "https://fcm.googleapis.com/x\n",
        "https://fcm.googleapis.com/ä",
        "file:///etc/passwd",
        "https://fcm.googleapis.com/" + "x" * 2_000,
    ],
)
def test_nothing_else_is_called(endpoint: str) -> None:
    assert not read_services(KNOWN).take(endpoint)


def test_a_service_of_ones_own_is_on_the_same_machine_or_speaks_https() -> None:
    services = read_services("push.example.com, http://127.0.0.1")
    assert services.take("https://push.example.com/x")
    assert services.take("http://127.0.0.1:4711/x")
    assert not services.take("http://push.example.com/x")
    assert not services.take("https://fcm.googleapis.com/x")


def test_none_means_none() -> None:
    assert read_services("none").hosts == read_services("").hosts == ()


@pytest.mark.parametrize(
    "text", ["https://push.example.com", "http://example.com", "push", "*", "*.com.", "a.de/x"]
)
def test_what_is_no_host_is_named(text: str) -> None:
    with pytest.raises(ValueError, match="^" + text.replace("*", r"\*")):
        read_services(f"fcm.googleapis.com {text}")


def test_a_services_name_tells_nothing_of_its_browser() -> None:
    assert host_of("https://fcm.googleapis.com/fcm/send/geheim") == "fcm.googleapis.com"
