"""`python -m bench.transfer`: moves files up or down, one after the other, until it is ended.

A process of its own, so that the watch on the chat does not wait for it. Each finished file is
a line on the output: the seconds that it took.
"""

import argparse
import http.client
import time
from collections.abc import Iterator

PIECE = 1024 * 1024


def main() -> None:
    """Transfer as told."""
    parser = argparse.ArgumentParser(prog="python -m bench.transfer", description=__doc__)
    parser.add_argument("way", choices=["up", "down"])
    parser.add_argument("port", type=int)
    parser.add_argument("path", help="of the session for up, of the file for down")
    parser.add_argument("token")
    parser.add_argument("--size", type=int, default=0, help="bytes of each file, for up")
    parser.add_argument("--times", type=int, default=1_000_000)
    wanted = parser.parse_args()
    for _ in range(wanted.times):
        began = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", wanted.port)
        if wanted.way == "up":
            upload(connection, wanted.path, wanted.token, wanted.size)
        else:
            download(connection, wanted.path, wanted.token)
        connection.close()
        print(time.perf_counter() - began, flush=True)


def upload(connection: http.client.HTTPConnection, path: str, token: str, size: int) -> None:
    """One file by tus, in one PATCH."""
    known = {"Authorization": f"Bearer {token}"}
    announced = known | {"Upload-Length": str(size), "Upload-Metadata": "filename YS5iaW4="}
    connection.request("POST", f"{path}/uploads", headers=announced)
    address = _answer(connection, 201).headers["Location"]
    headers = known | {
        "Content-Type": "application/offset+octet-stream",
        "Content-Length": str(size),
        "Upload-Offset": "0",
    }
    connection.request("PATCH", address, _content(size), headers)
    assert _answer(connection, 204).headers["Upload-Offset"] == str(size)


def download(connection: http.client.HTTPConnection, path: str, token: str) -> None:
    """One file, thrown away as it comes."""
    connection.request("GET", path, headers={"Authorization": f"Bearer {token}"})
    answer = connection.getresponse()
    assert answer.status == 200
    left, room = int(answer.headers["Content-Length"]), bytearray(PIECE)
    while left:
        got = answer.readinto(room)
        assert got, "the download ended too early"
        left -= got


def _content(size: int) -> Iterator[bytes]:
    piece = bytes(range(256)) * (PIECE // 256)
    for _ in range(size // PIECE):
        yield piece
    yield piece[: size % PIECE]


def _answer(connection: http.client.HTTPConnection, status: int) -> http.client.HTTPResponse:
    answer = connection.getresponse()
    text = answer.read()
    assert answer.status == status, text
    return answer


if __name__ == "__main__":
    main()
