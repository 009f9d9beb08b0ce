"""What is made of what a gateway says."""

import pytest

from server.invitations.sms.reasons import Failure, Overheard, failure_in

URL = "seven://Abc123Geheim/{number}?from=MUSTER"


def failure(*complaints: str, body: bytes = b"", trouble: str = "") -> Failure:
    overheard = Overheard(list(complaints), body, trouble)
    return failure_in(overheard, hidden=(URL, "4915123456778"))


@pytest.mark.parametrize(
    ("status", "is_final"), [(400, True), (402, True), (429, True), (408, False), (503, False)]
)
def test_a_definite_no_is_final(status: int, is_final: bool) -> None:
    assert failure(f"Failed to send: error={status}.").is_final is is_final


def test_silence_and_a_closed_door_are_told_apart() -> None:
    assert failure("x", trouble="Socket Exception: Read timed out.").kind == "silent"
    assert failure("x", trouble="Socket Exception: Connection refused").kind == "unreachable"


def test_what_stands_in_the_address_is_blotted_out() -> None:
    found = failure("error=403.", body=b"abc123geheim may not send to 4915123456778")
    assert found.words == "••• may not send to •••"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'{"error": {"code": 7, "message": "credit used up"}}', "credit used up"),
        (b'{"errors": [{"title": "Forbidden", "detail": "no such sender"}]}', "no such sender"),
        (b'{"code": 7}', '{"code": 7}'),
        (b"[]", "[]"),
        (b"no\ncredit", "no credit"),
        (b"\xff\xfe", "\ufffd\ufffd"),
        (b"", ""),
    ],
)
def test_of_json_the_words_for_people_are_quoted(body: bytes, words: str) -> None:
    assert failure("error=402.", body=body).words == words


def test_a_web_page_is_not_quoted() -> None:
    assert failure("error=502.", body=b"<html><h1>Bad Gateway</h1></html>").words == ""
    assert "502 Bad Gateway" in failure("error=502.").sentence("en")


def test_a_long_answer_is_cut() -> None:
    assert len(failure("error=500.", body=b"x" * 9999).words) == 161


def test_a_complaint_without_a_status_is_told_in_its_words() -> None:
    found = failure("There were no seven targets to notify.")
    assert found.is_final
    assert "There were no seven targets to notify." in found.sentence("en")
