"""A page that uploads files, and the server they go to."""

from array import array

from playwright.sync_api import Page

from tests.scripts.laboratory import Laboratory
from tests.scripts.tus_server import PATH, TusServer

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

    def __init__(self, page: Page, tus: TusServer) -> None:
        super().__init__(page)
        self.tus = tus
        self.run(UPLOAD, path=PATH)

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
