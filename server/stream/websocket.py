"""Reads and writes WebSocket frames (RFC 6455) on a server's side, without any I/O.

Own code because the kept libraries cost too much per socket and frame (docs/decisions/0003);
tests/unit/test_websocket.py holds it against the library `websockets` on generated input.
"""

from collections.abc import Iterator

from websockets.speedups import apply_mask

TEXT, BINARY, CLOSE, PING, PONG = 0x1, 0x2, 0x8, 0x9, 0xA
_CONTINUATION = 0x0
_MAX_CONTROL = 125

NORMAL, GOING_AWAY, PROTOCOL_ERROR, NO_STATUS = 1000, 1001, 1002, 1005
INVALID_DATA, TOO_BIG, RESTART, TRY_AGAIN = 1007, 1009, 1012, 1013
_MAY_BE_SENT = frozenset({1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014})

Message = tuple[int, bytes]


class ProtocolError(Exception):
    """The peer broke the protocol: close with `code`."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code


def encode(opcode: int, payload: bytes) -> bytes:
    """One whole frame, unmasked as a server sends it."""
    length = len(payload)
    if length < 126:
        return bytes((0x80 | opcode, length)) + payload
    if length < 0x10000:
        return bytes((0x80 | opcode, 126, length >> 8, length & 0xFF)) + payload
    return bytes((0x80 | opcode, 127)) + length.to_bytes(8, "big") + payload


def encode_close(code: int, reason: str = "") -> bytes:
    """A close frame; the reason is cut to what a control frame holds."""
    text = reason.encode()[: _MAX_CONTROL - 2].decode(errors="ignore").encode()
    return encode(CLOSE, code.to_bytes(2, "big") + text)


def read_close(payload: bytes) -> int:
    """The code of a close frame, 1005 for none. Raises ProtocolError for a malformed one."""
    if not payload:
        return NO_STATUS
    _check_text(payload[2:])
    code = int.from_bytes(payload[:2], "big")
    if len(payload) == 1 or not (code in _MAY_BE_SENT or 3000 <= code < 5000):
        raise ProtocolError(PROTOCOL_ERROR, "invalid close code")
    return code


class FrameReader:
    """Turns the bytes of one client into messages: (opcode, payload), fragments joined.

    Texts may have `limit` bytes, binary messages `binary_limit` (default: the same).
    """

    __slots__ = (
        "_begun",
        "_fragments",
        "_kind",
        "_limit",
        "_missing",
        "_rest",
        "_size",
        "binary_limit",
    )

    def __init__(self, limit: int, binary_limit: int | None = None) -> None:
        self._limit = limit
        self.binary_limit = limit if binary_limit is None else binary_limit
        self._rest = b""
        self._begun: bytearray | None = None
        self._missing = 0
        self._kind = 0
        self._fragments: bytearray | None = None
        self._size = 0

    def feed(self, data: bytes) -> Iterator[Message]:
        """What became complete with `data`. Raises ProtocolError where the client is wrong."""
        data = self._with_rest(data)
        position, end = 0, len(data)
        try:
            while end - position >= 2:
                first, second = data[position], data[position + 1]
                length = second & 0x7F
                start = position + 6
                if length == 126:
                    start += 2
                    length = int.from_bytes(data[position + 2 : position + 4], "big")
                elif length == 127:
                    start += 8
                    length = int.from_bytes(data[position + 2 : position + 10], "big")
                plain = first == 0x81 and second & 0x80 and self._fragments is None
                if not plain:
                    self._check_head(first, second)
                if length > self._limit or not plain:
                    # Of a length still arriving only the upper bytes are read: never too many.
                    self._check_length(first, length)
                if end - start < length:
                    # A large one is collected: joining its parts each time would be quadratic.
                    self._missing = start + length - end
                    break
                payload = apply_mask(data[start : start + length], data[start - 4 : start])
                position = start + length
                if plain:
                    _check_text(payload)
                    yield TEXT, payload
                else:
                    yield from self._take(first, payload)
        finally:
            if self._begun is None:
                self._rest = data[position:]
                self._begun = bytearray(self._rest) if self._missing > 0 else None

    def _with_rest(self, data: bytes) -> bytes:
        """What is to be read now; of a large frame nothing until it can be whole."""
        if self._begun is None:
            return self._rest + data if self._rest else data
        # Not a list: of a picture that comes byte by byte each byte would take forty.
        self._begun += data
        self._missing -= len(data)
        if self._missing > 0:
            return b""
        whole, self._begun = bytes(self._begun), None
        return whole

    def _check_head(self, first: int, second: int) -> None:
        opcode = first & 0x0F
        if first & 0x70:
            raise ProtocolError(PROTOCOL_ERROR, "reserved bits are set")
        if not second & 0x80:
            raise ProtocolError(PROTOCOL_ERROR, "frame is not masked")
        if opcode >= CLOSE:
            if opcode > PONG:
                raise ProtocolError(PROTOCOL_ERROR, "unknown opcode")
            if not first & 0x80 or second & 0x7F > _MAX_CONTROL:
                raise ProtocolError(PROTOCOL_ERROR, "control frame is fragmented or too long")
        elif opcode > BINARY:
            raise ProtocolError(PROTOCOL_ERROR, "unknown opcode")
        elif (opcode == _CONTINUATION) != (self._fragments is not None):
            raise ProtocolError(PROTOCOL_ERROR, "fragments out of order")

    def _check_length(self, first: int, length: int) -> None:
        opcode = first & 0x0F
        limit = self.binary_limit if (opcode or self._kind) == BINARY else self._limit
        if opcode < CLOSE and self._size + length > limit:
            raise ProtocolError(TOO_BIG, "message is too big")

    def _take(self, first: int, payload: bytes) -> Iterator[Message]:
        opcode = first & 0x0F
        if opcode >= CLOSE:
            yield opcode, payload
            return
        if opcode != _CONTINUATION:
            self._kind, self._fragments = opcode, bytearray()
        fragments = bytearray() if self._fragments is None else self._fragments
        fragments += payload
        self._fragments = fragments
        self._size += len(payload)
        if first & 0x80:
            whole, kind = bytes(fragments), self._kind
            self._fragments, self._size = None, 0
            if kind == TEXT:
                _check_text(whole)
            yield kind, whole


def _check_text(payload: bytes) -> None:
    if not payload.isascii():
        try:
            payload.decode()
        except UnicodeDecodeError:
            raise ProtocolError(INVALID_DATA, "text is not UTF-8") from None
