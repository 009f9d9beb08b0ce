"""Runs the server: one home, one port, until it is told to stop."""

import gc
import signal
import socket
import sys

import click
import gevent
from gevent.pywsgi import WSGIServer
from structlog import get_logger

from server.app import build_services, create_app
from server.home import lock_home, usable
from server.journal import NotWritten
from server.services import Services
from server.settings import Settings, with_port
from server.stream.handover import TakeableHandler
from server.stream.heart import Heart
from server.stream.websocket import RESTART

BACKLOG = 4096
# The writer thread and the hub pass each other results all the time; with the interpreter's
# 5 ms between switches a message would wait that long.
SWITCH_SECONDS = 0.0005
log = get_logger()


class CannotServe(Exception):
    """The server can't start; the message says why and what to do."""


def serve(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT. Raises CannotServe or HomeError."""
    sys.setswitchinterval(SWITCH_SECONDS)
    lock = lock_home(settings.folder)
    listener = _listen(settings)
    settings = with_port(settings, listener.getsockname()[1])
    with usable(settings.folder):
        services = build_services(settings)
    app = create_app(services)
    heart = Heart(services.rooms, services.journal)
    services.files.sweeping.start()
    server = WSGIServer(listener, app, handler_class=TakeableHandler, log=None, error_log=None)
    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, server.close)
    _welcome(services, listener)
    # What is alive now lives as long as the process; don't look through it again and again.
    gc.freeze()
    try:
        server.serve_forever()
    finally:
        _stop(server, heart, services)
        lock.release()


def _listen(settings: Settings) -> socket.socket:
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
        listener.setblocking(False)
    except OSError as error:
        raise CannotServe(
            f"Can't listen on {settings.host}:{settings.port}: {error.strerror}."
            " Is another program there? Choose another port with BEISTAND_PORT."
        ) from None
    return listener


def _welcome(services: Services, listener: socket.socket) -> None:
    """Say on the terminal, and only there, where to go; the token is not for the logs."""
    url = services.settings.public_url
    token = services.first_administrator.token
    click.echo(f"Beistand is running: {url}")
    if token:
        click.echo(f"Create the first administrator: {url}/setup/{token}")
    click.echo("Ready.")
    log.info("serving", address=str(listener.getsockname()), url=url)


def _stop(server: WSGIServer, heart: Heart, services: Services) -> None:
    log.info("stopping")
    services.files.sweeping.stop()
    server.stop(timeout=2)
    for peer in services.rooms.peers():
        peer.close(RESTART, "restart")
    gevent.sleep(0.05)
    try:
        heart.stop()
    except NotWritten as error:
        log.warning("read_marks_not_written", reason=str(error))
    services.journal.close()
