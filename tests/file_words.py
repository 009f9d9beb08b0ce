"""What people do with files in their chats, in words that journeys are told with."""

import base64
import hashlib
import io
import re
from pathlib import Path
from typing import TypedDict

from PIL import Image
from playwright.sync_api import CDPSession, Locator, expect

from tests.person import Person

# Where a hand drops what it brought from a folder.
DROPPED = """([files, types]) => {
  const brought = new DataTransfer();
  for (const { name, type, content } of files) {
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    brought.items.add(new File([bytes], name, { type }));
  }
  const log = document.querySelector(".chat:not([hidden] *) .log");
  const happens = (type) => log.dispatchEvent(
    new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: brought }));
  return types.map((type) => !happens(type));
}"""
COPIED = """async (content) => {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const picture = new Blob([bytes], { type: "image/png" });
  await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
}"""


class File(TypedDict):
    """A file as it is chosen: its name, what the browser believes it is, and what is in it."""

    name: str
    mimeType: str
    buffer: bytes


class FileSender(Person):
    """Somebody with a chat who has files, too."""

    _network: CDPSession | None = None
    _pace = -1

    @property
    def file_button(self) -> Locator:
        """The button that opens the device's own chooser."""
        return self.page.get_by_role("button", name=re.compile("^(Datei senden|Send file)$"))

    @property
    def drop_area(self) -> Locator:
        """What is shown while something is dragged over the chat."""
        return self.page.locator(".drop-area").filter(visible=True)

    def file(self, name: str) -> Locator:
        """The whole entry of the file with this name, on its way or there."""
        return self.page.get_by_role("log").locator(".file").filter(has_text=name)

    def file_link(self, name: str) -> Locator:
        """What downloads the file with this name."""
        return self.page.get_by_role("log").get_by_role("link", name=name, exact=True)

    def may_send_files(self) -> None:
        """Has all that sending needs: it comes a moment after the chat itself."""
        expect(self.file_button).to_be_enabled()

    def sends_files(self, *files: File | Path) -> None:
        """Presses the button and chooses these."""
        with self.page.expect_file_chooser() as opened:
            self.file_button.click()
        assert opened.value.is_multiple()
        opened.value.set_files(files)  # type: ignore[arg-type]

    def drags_files(self, *files: File) -> list[bool]:
        """Has them over the chat; whether the page takes each step."""
        return self._drags(files, "dragenter", "dragover")

    def drops_files(self, *files: File) -> list[bool]:
        """Lets them fall onto the chat; whether the page takes each step."""
        return self._drags(files, "dragenter", "dragover", "drop")

    def copies_a_picture(self, content: bytes) -> None:
        """Makes a screenshot into the clipboard."""
        self.page.evaluate(COPIED, base64.b64encode(content).decode())

    def sees_file(self, name: str) -> None:
        """Has a link with this name in the log, once."""
        expect(self.file_link(name)).to_have_count(1)
        expect(self.file_link(name)).to_be_visible()
        expect(self.file(name)).to_have_count(1)

    def sees_file_state(self, name: str, state: str) -> None:
        """Reads at the file what became of it: wird gesendet, gespeichert, gelesen."""
        expect(self.file(name).locator(".state")).to_have_text(state)

    def is_told_at_file(self, name: str, *words: str) -> None:
        """Reads at the file why it was not sent."""
        for word in words:
            expect(self.file(name).get_by_role("alert")).to_contain_text(word)

    def downloads(self, name: str) -> bytes:
        """Clicks on the file; gives what arrives."""
        with self.page.expect_download() as begun:
            self.file_link(name).click()
        assert begun.value.suggested_filename == name
        return Path(begun.value.path()).read_bytes()

    def has_a_slow_network(self, *, upload_kilobytes: int | None) -> None:
        """Sends no faster than this each second; None is as fast as it goes."""
        self._pace = -1 if upload_kilobytes is None else upload_kilobytes * 1024
        # What one session of the protocol sets, no other takes back.
        if self._network is None:
            self._network = self.context.new_cdp_session(self.page)
            self._network.send("Network.enable")
        self._has_network(True)

    def goes_offline(self) -> None:
        """Leaves the network; what a slow one was taking breaks off."""
        super().goes_offline()
        self._has_network(False)

    def is_back_online(self) -> None:
        """Has the network again, as slow as it was."""
        self._has_network(True)
        super().is_back_online()

    # Private

    def _has_network(self, is_there: bool) -> None:
        if self._network is not None:
            pace = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": self._pace}
            self._network.send("Network.emulateNetworkConditions", {"offline": not is_there} | pace)

    def _drags(self, files: tuple[File, ...], *types: str) -> list[bool]:
        brought = [
            {
                "name": file["name"],
                "type": file["mimeType"],
                "content": base64.b64encode(file["buffer"]).decode(),
            }
            for file in files
        ]
        taken: list[bool] = self.page.evaluate(DROPPED, [brought, list(types)])
        return taken


def text_file(name: str, content: str = "Guten Tag") -> File:
    """A small one."""
    return {"name": name, "mimeType": "text/plain", "buffer": content.encode()}


def large_file(name: str, megabytes: float) -> File:
    """One that takes its time, every word of it another."""
    count = int(megabytes * 1024 * 1024) // 32
    content = b"".join(
        hashlib.sha256(number.to_bytes(8, "big")).digest() for number in range(count)
    )
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def picture(name: str, width: int = 640, height: int = 400) -> File:
    """A photograph, as far as anybody can tell."""
    drawn = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    written = io.BytesIO()
    drawn.save(written, "PNG")
    return {"name": name, "mimeType": "image/png", "buffer": written.getvalue()}
