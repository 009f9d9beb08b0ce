"""`upload.js`: one file gets to the server, byte for byte, whatever the connection does."""

from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.scripts.laboratory import Laboratory
from tests.scripts.tus_server import PATH, TusServer

MB = 1024 * 1024
# Every word of a file is its place, so that one too many or too few is seen.
UPLOAD = """
window.told = [];
const { Upload } = await load("upload.js");
window.begin = (file, more = {}) => {
  const parts = { file, clientId: "c-1", path: values.path, as: "customer", ...more };
  window.upload = new Upload(parts);
  for (const type of ["begun", "progress", "waiting", "stored", "refused"])
    upload.on(type, (detail) => told.push([type, detail]));
  window.running = upload.run();
};
window.bytes = (count) => {
  const numbers = new Uint32Array(count / 4);
  for (let place = 0; place < numbers.length; place++) numbers[place] = place;
  return numbers;
};
"""


class UploadLaboratory(Laboratory):
    """A page that uploads, and the server it uploads to."""

    tus: TusServer

    def sends(self, size: int, name: str = "Bericht.pdf") -> None:
        """Begins to upload a file of this many bytes."""
        self.run("begin(new File([bytes(values.size)], values.name));", size=size, name=name)

    def comes_to_an_end(self) -> None:
        """Waits until nothing more will happen."""
        self.page.evaluate("window.running")

    def has_told(self, kind: str) -> None:
        """Waits until this has been told."""
        self.page.wait_for_function("kind => told.some(([type]) => type === kind)", arg=kind)

    def told(self) -> list[str]:
        """What happened, progress left out."""
        kinds: list[str] = self.page.evaluate("told.map(([type]) => type)")
        return [kind for kind in kinds if kind != "progress"]

    def progress(self) -> list[int]:
        """How far it was said to be."""
        sent: list[int] = self.page.evaluate(
            "told.filter(([type]) => type === 'progress').map(([, detail]) => detail.sent)"
        )
        return sent

    def is_whole(self, size: int) -> None:
        """The server has exactly the bytes of the file."""
        (received,) = self.tus.received()
        expected = array("I", range(size // 4)).tobytes()
        assert len(received) == size
        assert received == expected, "the bytes are others"


@pytest.fixture
def tus() -> Iterator[TusServer]:
    server = TusServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def laboratory(chromium: Browser, tus: TusServer) -> Iterator[UploadLaboratory]:
    context = chromium.new_context(locale="de-DE")
    page = context.new_page()
    page.goto(tus.url)
    made = UploadLaboratory(page)
    made.tus = tus
    made.run(UPLOAD, path=PATH)
    yield made
    context.close()


def test_a_file_arrives_as_it_is_with_its_name(laboratory: UploadLaboratory) -> None:
    laboratory.sends(4000, name="Übersicht 📊 <b>.pdf")
    laboratory.comes_to_an_end()
    assert laboratory.told() == ["begun", "stored"]
    laboratory.is_whole(4000)
    (upload,) = laboratory.tus.uploads.values()
    assert (upload["filename"], upload["client_id"]) == ("Übersicht 📊 <b>.pdf", "c-1")
    assert laboratory.progress()[-1] == 4000


def test_a_large_file_goes_in_pieces(laboratory: UploadLaboratory) -> None:
    laboratory.sends(20 * MB)
    laboratory.comes_to_an_end()
    assert laboratory.tus.asked == ["POST", "PATCH", "PATCH", "PATCH"]
    laboratory.is_whole(20 * MB)
    assert laboratory.progress() == sorted(laboratory.progress())


def test_an_empty_file_is_a_file(laboratory: UploadLaboratory) -> None:
    laboratory.sends(0)
    laboratory.comes_to_an_end()
    assert laboratory.told() == ["begun", "stored"]
    assert laboratory.tus.received() == [b""]


@pytest.mark.parametrize("at", [MB, 8 * MB, 11 * MB])
def test_it_goes_on_from_the_byte_where_the_connection_broke(
    laboratory: UploadLaboratory, at: int
) -> None:
    laboratory.tus.cuts_after = at
    laboratory.sends(12 * MB)
    laboratory.comes_to_an_end()
    assert laboratory.told() == ["begun", "waiting", "stored"]
    assert laboratory.tus.asked.count("POST") == 1
    laboratory.is_whole(12 * MB)


def test_a_server_that_starts_anew_gets_the_rest(laboratory: UploadLaboratory) -> None:
    laboratory.tus.cuts_after = 3 * MB
    laboratory.tus.answers_once("HEAD", 502)
    laboratory.sends(4 * MB)
    laboratory.has_told("waiting")
    laboratory.tus.stop()
    laboratory.tus.start()
    laboratory.comes_to_an_end()
    laboratory.is_whole(4 * MB)


def test_a_lost_answer_to_the_last_piece_is_asked_for_again(laboratory: UploadLaboratory) -> None:
    laboratory.tus.cuts_after = 4000
    laboratory.sends(4000)
    laboratory.comes_to_an_end()
    assert laboratory.tus.asked[-2:] == ["HEAD", "PATCH"]
    laboratory.is_whole(4000)
    assert laboratory.told() == ["begun", "waiting", "stored"]


def test_without_network_it_waits_and_goes_on_when_it_is_back(laboratory: UploadLaboratory) -> None:
    laboratory.tus.gate.clear()
    laboratory.sends(4000)
    laboratory.has_told("begun")
    laboratory.page.context.set_offline(True)
    laboratory.has_told("waiting")
    laboratory.tus.gate.set()
    laboratory.page.context.set_offline(False)
    laboratory.comes_to_an_end()
    assert laboratory.told()[-1] == "stored"
    laboratory.is_whole(4000)


@pytest.mark.parametrize("status", [502, 503, 504])
def test_a_gateway_without_its_server_is_waited_for(
    laboratory: UploadLaboratory, status: int
) -> None:
    laboratory.tus.answers_once("POST", status)
    laboratory.sends(4000)
    laboratory.comes_to_an_end()
    assert laboratory.told() == ["waiting", "begun", "stored"]


def test_a_part_that_the_server_has_forgotten_is_sent_anew(laboratory: UploadLaboratory) -> None:
    laboratory.run(
        "begin(new File([bytes(4000)], 'a.txt'), { location: values.location });",
        location=f"{PATH}/vergessen",
    )
    laboratory.comes_to_an_end()
    assert laboratory.tus.asked == ["HEAD", "POST", "PATCH"]
    laboratory.is_whole(4000)


def test_a_place_that_moved_is_asked_for(laboratory: UploadLaboratory) -> None:
    laboratory.tus.answers_once("PATCH", 409, "wrong_offset")
    laboratory.sends(4000)
    laboratory.comes_to_an_end()
    assert laboratory.tus.asked == ["POST", "PATCH", "HEAD", "PATCH"]
    laboratory.is_whole(4000)


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
    laboratory: UploadLaboratory, method: str, status: int, code: str
) -> None:
    laboratory.tus.answers_once(method, status, code)
    laboratory.sends(4000)
    laboratory.comes_to_an_end()
    told = laboratory.page.evaluate("told.at(-1)")
    assert told == ["refused", {"code": code, "detail": "Geht nicht. Bitte anders."}]


def test_a_refusal_without_words_gets_some(laboratory: UploadLaboratory) -> None:
    laboratory.tus.answers_once("POST", 500)
    laboratory.sends(4000)
    laboratory.comes_to_an_end()
    kind, refusal = laboratory.page.evaluate("told.at(-1)")
    assert kind == "refused"
    assert "try again" in refusal["detail"]


def test_cancelling_lets_the_server_forget_what_it_has(laboratory: UploadLaboratory) -> None:
    laboratory.tus.gate.clear()
    laboratory.sends(4000)
    laboratory.has_told("begun")
    with laboratory.page.expect_response(lambda answer: answer.request.method == "DELETE"):
        laboratory.page.evaluate("upload.cancel()")
    laboratory.comes_to_an_end()
    assert laboratory.told() == ["begun"]
    assert laboratory.tus.uploads == {}


def test_a_file_that_is_gone_since_it_was_chosen_is_not_tried_for_ever(
    laboratory: UploadLaboratory, tmp_path: Path
) -> None:
    file = tmp_path / "Notiz.txt"
    file.write_text("eins")
    laboratory.page.set_content("<input type=file>")
    laboratory.page.locator("input").set_input_files(file)
    size = laboratory.page.evaluate("(window.file = document.querySelector('input').files[0]).size")
    assert size == 4
    file.unlink()
    laboratory.page.evaluate("begin(file)")
    laboratory.comes_to_an_end()
    kind, refusal = laboratory.page.evaluate("told.at(-1)")
    assert (kind, refusal["code"]) == ("refused", "unreadable")
