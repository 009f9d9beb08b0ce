"""A stand-in for ClamAV's clamd that speaks the real protocol (INSTREAM, null-terminated)."""

import socket
import struct
import threading
from pathlib import Path

# A file that begins so is looked at until `lets_go` is called.
SLOW = b"slow"
VIRUS = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR"


class Clamd:
    """Listens on a unix or TCP socket; finds `VIRUS`, or does what `does` says."""

    def __init__(self, path: Path | None = None) -> None:
        self.does = "scan"
        self.scanned: list[int] = []
        self.pieces: list[int] = []
        self.held = 0
        self._go = threading.Event()
        self._listener = socket.socket(socket.AF_UNIX if path else socket.AF_INET)
        self._listener.bind(str(path) if path else ("127.0.0.1", 0))
        self._listener.listen()
        port = self._listener.getsockname()[1] if path is None else None
        self.address = f"unix:{path}" if path else f"tcp://127.0.0.1:{port}"
        threading.Thread(target=self._serve, daemon=True).start()

    def holds(self) -> None:
        """From now on slow files are kept waiting."""
        self.held = 0
        self._go.clear()

    def lets_go(self) -> None:
        """The slow files have their verdict, these and later ones."""
        self._go.set()

    def stop(self) -> None:
        """Nobody is there any more."""
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection, connection.makefile("rb") as heard:
            command = b""
            while not command.endswith(b"\0"):
                command += heard.read(1)
            assert command == b"zINSTREAM\0", command
            if self.does == "hang up":
                return
            content = b""
            while size := struct.unpack("!L", heard.read(4))[0]:
                self.pieces.append(size)
                content += heard.read(size)
                if self.does == "limit":
                    connection.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                    return
            if content.startswith(SLOW):
                self.held += 1
                self._go.wait()
            self.scanned.append(len(content))
            if self.does == "error":
                connection.sendall(b"stream: Can't allocate memory ERROR\0")
            elif VIRUS in content:
                connection.sendall(b"stream: Eicar-Signature FOUND\0")
            else:
                connection.sendall(b"stream: OK\0")
