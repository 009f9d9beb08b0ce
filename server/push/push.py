"""All that has to do with pushes, made once for a running server that sends any."""

from urllib.parse import urlsplit

import msgspec

from server.domain.push_services import PushServices
from server.journal import Journal
from server.push.keys import PushKey, load_push_key
from server.push.lanes import Lanes
from server.push.sender import Sender
from server.push.telling import Telling
from server.settings import Settings
from server.store import push_subscriptions
from server.store.push_subscriptions import PushSubscription
from server.stream.rooms import Rooms


class Pushes(msgspec.Struct, frozen=True):
    """Where pushes may go, by whose key, and who sends them."""

    services: PushServices
    key: PushKey
    sender: Sender
    telling: Telling


def build_pushes(settings: Settings, journal: Journal, rooms: Rooms) -> Pushes | None:
    """The rooms for pushes; None where the administrator wants none.

    Raises DamagedSecret, and OSError where the key can't be read or written.
    """
    services = settings.allowed_push_services
    if not services.hosts:
        return None
    key = load_push_key(settings.folder)
    contact = f"https://{urlsplit(settings.public_url).hostname}"
    sender = Sender(key, services, contact)

    def forget(subscription: PushSubscription) -> None:
        journal.write(lambda tx: push_subscriptions.drop(tx, subscription.id))

    return Pushes(services, key, sender, Telling(journal, rooms, Lanes(sender.send, forget)))
