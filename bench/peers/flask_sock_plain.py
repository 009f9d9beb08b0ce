"""A chat relay of two sides on flask-sock as it comes: nothing stored, nothing acknowledged.

`python -m bench.peers.flask_sock_plain PORT` serves ws://127.0.0.1:PORT/<room>.
"""

from gevent import monkey

monkey.patch_all()

import socket  # noqa: E402
import sys  # noqa: E402

from flask import Flask  # noqa: E402
from flask_sock import Sock  # noqa: E402
from gevent.pywsgi import WSGIHandler, WSGIServer  # noqa: E402
from simple_websocket import Server  # noqa: E402

app = Flask(__name__)
sock = Sock(app)
rooms: dict[str, list[Server]] = {}


class Handler(WSGIHandler):
    """pywsgi's handler without Nagle's delay, which would cost 40 ms a message."""

    def handle(self) -> None:
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        super().handle()


@sock.route("/<room>")
def relay(server: Server, room: str) -> None:
    """Pass on what this side says to the other side, until it goes."""
    here = rooms.setdefault(room, [])
    here.append(server)
    try:
        while True:
            text = server.receive()
            for other in here:
                if other is not server:
                    other.send(text)
    finally:
        here.remove(server)


def main(port: int) -> None:
    """Serve until killed."""
    server = WSGIServer(
        ("127.0.0.1", port), app, handler_class=Handler, log=None, error_log=None, backlog=4096
    )
    server.start()
    print("Ready.", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]))
