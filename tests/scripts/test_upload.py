"""`upload.js`: one file gets to the server, byte for byte, whatever the connection does."""

from pathlib import Path

import pytest

from tests.scripts.tus_server import PATH
from tests.scripts.upload_laboratory import UploadLaboratory

MB = 1024 * 1024


def test_a_file_arrives_as_it_is_with_its_name(uploading: UploadLaboratory) -> None:
    uploading.sends(4000, name="Übersicht 📊 <b>.pdf")
    uploading.comes_to_an_end()
    assert uploading.told() == ["begun", "stored"]
    uploading.is_whole(4000)
    (upload,) = uploading.tus.uploads.values()
    assert (upload["filename"], upload["client_id"]) == ("Übersicht 📊 <b>.pdf", "c-1")
    assert uploading.progress()[-1] == 4000


def test_a_large_file_goes_in_pieces(uploading: UploadLaboratory) -> None:
    uploading.sends(20 * MB)
    uploading.comes_to_an_end()
    assert uploading.tus.asked == ["POST", "PATCH", "PATCH", "PATCH"]
    uploading.is_whole(20 * MB)
    assert uploading.progress() == sorted(uploading.progress())


def test_an_empty_file_is_a_file(uploading: UploadLaboratory) -> None:
    uploading.sends(0)
    uploading.comes_to_an_end()
    assert uploading.told() == ["begun", "stored"]
    assert uploading.tus.received() == [b""]


@pytest.mark.parametrize("at", [MB, 8 * MB, 11 * MB])
def test_it_goes_on_from_the_byte_where_the_connection_broke(
    uploading: UploadLaboratory, at: int
) -> None:
    uploading.tus.cuts_after = at
    uploading.sends(12 * MB)
    uploading.comes_to_an_end()
    assert uploading.told() == ["begun", "waiting", "stored"]
    assert uploading.tus.asked.count("POST") == 1
    uploading.is_whole(12 * MB)


def test_a_server_that_starts_anew_gets_the_rest(uploading: UploadLaboratory) -> None:
    uploading.tus.cuts_after = 3 * MB
    uploading.tus.answers_once("HEAD", 502)
    uploading.sends(4 * MB)
    uploading.has_told("waiting")
    uploading.tus.stop()
    uploading.tus.start()
    uploading.comes_to_an_end()
    uploading.is_whole(4 * MB)


def test_a_lost_answer_to_the_last_piece_is_asked_for_again(uploading: UploadLaboratory) -> None:
    uploading.tus.cuts_after = 4000
    uploading.sends(4000)
    uploading.comes_to_an_end()
    assert uploading.tus.asked[-2:] == ["HEAD", "PATCH"]
    uploading.is_whole(4000)
    assert uploading.told() == ["begun", "waiting", "stored"]


def test_without_network_it_waits_and_goes_on_when_it_is_back(uploading: UploadLaboratory) -> None:
    uploading.tus.gate.clear()
    uploading.sends(4000)
    uploading.has_told("begun")
    uploading.page.context.set_offline(True)
    uploading.has_told("waiting")
    uploading.tus.gate.set()
    uploading.page.context.set_offline(False)
    uploading.comes_to_an_end()
    assert uploading.told()[-1] == "stored"
    uploading.is_whole(4000)


@pytest.mark.parametrize("status", [502, 503, 504])
def test_a_gateway_without_its_server_is_waited_for(
    uploading: UploadLaboratory, status: int
) -> None:
    uploading.tus.answers_once("POST", status)
    uploading.sends(4000)
    uploading.comes_to_an_end()
    assert uploading.told() == ["waiting", "begun", "stored"]


def test_a_part_that_the_server_has_forgotten_is_sent_anew(uploading: UploadLaboratory) -> None:
    uploading.run(
        "begin(new File([bytes(4000)], 'a.txt'), { location: values.location });",
        location=f"{PATH}/vergessen",
    )
    uploading.comes_to_an_end()
    assert uploading.tus.asked == ["HEAD", "POST", "PATCH"]
    uploading.is_whole(4000)


def test_a_place_that_moved_is_asked_for(uploading: UploadLaboratory) -> None:
    uploading.tus.answers_once("PATCH", 409, "wrong_offset")
    uploading.sends(4000)
    uploading.comes_to_an_end()
    assert uploading.tus.asked == ["POST", "PATCH", "HEAD", "PATCH"]
    uploading.is_whole(4000)


@pytest.mark.parametrize(
    ("method", "status", "code"),
    [
        ("POST", 413, "file_too_large"),
        ("POST", 403, "files_not_allowed"),
        ("PATCH", 422, "refused_file_type"),
        ("PATCH", 507, "no_space"),
        ("PATCH", 503, "scanner_unavailable"),
        ("PATCH", 410, "ended_session"),
    ],
)
def test_a_refusal_is_told_in_the_servers_words(
    uploading: UploadLaboratory, method: str, status: int, code: str
) -> None:
    uploading.tus.answers_once(method, status, code)
    uploading.sends(4000)
    uploading.comes_to_an_end()
    told = uploading.page.evaluate("told.at(-1)")
    assert told == ["refused", {"code": code, "detail": "Geht nicht. Bitte anders."}]


def test_a_refusal_without_words_gets_some(uploading: UploadLaboratory) -> None:
    uploading.tus.answers_once("POST", 500)
    uploading.sends(4000)
    uploading.comes_to_an_end()
    kind, refusal = uploading.page.evaluate("told.at(-1)")
    assert kind == "refused"
    assert "try again" in refusal["detail"]


def test_cancelling_lets_the_server_forget_what_it_has(uploading: UploadLaboratory) -> None:
    uploading.tus.gate.clear()
    uploading.sends(4000)
    uploading.has_told("begun")
    with uploading.page.expect_response(lambda answer: answer.request.method == "DELETE"):
        uploading.page.evaluate("upload.cancel()")
    uploading.comes_to_an_end()
    assert uploading.told() == ["begun"]
    assert uploading.tus.uploads == {}


def test_a_file_that_is_gone_since_it_was_chosen_is_not_tried_for_ever(
    uploading: UploadLaboratory, tmp_path: Path
) -> None:
    file = tmp_path / "Notiz.txt"
    file.write_text("eins")
    uploading.page.set_content("<input type=file>")
    uploading.page.locator("input").set_input_files(file)
    size = uploading.page.evaluate("(window.file = document.querySelector('input').files[0]).size")
    assert size == 4
    file.unlink()
    uploading.page.evaluate("begin(file)")
    uploading.comes_to_an_end()
    kind, refusal = uploading.page.evaluate("told.at(-1)")
    assert (kind, refusal["code"]) == ("refused", "unreadable")
