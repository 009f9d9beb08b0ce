"""The objects that a running server is made of, one for each seam."""

from typing import cast

import msgspec
from flask import current_app

from server.accounts.enrolment import FirstAdministrator
from server.accounts.tokens import Tokens
from server.files.files import Files
from server.guessing import Guessing
from server.invitations.sms.gateway import Gateway
from server.journal import Journal
from server.metrics import Metrics
from server.push.push import Pushes
from server.settings import Settings
from server.stream.acts import Acts
from server.stream.flusher import Flusher
from server.stream.rooms import Rooms


class Services(msgspec.Struct, frozen=True):
    """What requests need; made once by server/app.py."""

    settings: Settings
    journal: Journal
    rooms: Rooms
    acts: Acts
    flusher: Flusher
    tokens: Tokens
    first_administrator: FirstAdministrator
    guessing: Guessing
    metrics: Metrics
    files: Files
    sms_gateway: Gateway | None
    pushes: Pushes | None


def services() -> Services:
    """The running server's services, inside a request."""
    return cast(Services, current_app.extensions["beistand"])
