"""Browsers in which technicians want to be told while the console is closed."""

import msgspec
from sqlalchemy import delete, insert, select

from server.journal import Journal, Transaction
from server.store.schema import push_subscriptions as table
from server.store.schema import technicians

# Who has more has given up some of them: the oldest go.
MOST = 20


class PushSubscription(msgspec.Struct, frozen=True):
    """One row; `id` is the hash of `endpoint`, `created_at` in ms."""

    id: str
    technician_id: str
    endpoint: str
    p256dh: str
    auth: str
    locale: str
    arrivals: bool
    messages: bool
    created_at: int


def keep(tx: Transaction, subscription: PushSubscription) -> None:
    """Store it in place of what this browser had, whoever's that was."""
    drop(tx, subscription.id)
    tx.execute(insert(table).values(**msgspec.structs.asdict(subscription)))
    own = table.c.technician_id == subscription.technician_id
    newest = select(table.c.id).where(own).order_by(table.c.created_at.desc(), table.c.id)
    old = list(tx.execute(newest.offset(MOST)).scalars())
    if old:
        tx.execute(delete(table).where(table.c.id.in_(old)))


def find(journal: Journal, technician_id: str, subscription_id: str) -> PushSubscription | None:
    """The technician's of this id."""
    found = of_technician(journal, technician_id)
    return next((one for one in found if one.id == subscription_id), None)


def of_technician(journal: Journal, technician_id: str) -> list[PushSubscription]:
    """All of the technician's, the newest first; none of one who may not sign in any more."""
    statement = (
        select(table)
        .join_from(table, technicians)
        .where(table.c.technician_id == technician_id, technicians.c.disabled_at.is_(None))
        .order_by(table.c.created_at.desc(), table.c.id)
    )
    return journal.read(
        lambda connection: [
            PushSubscription(**row._mapping) for row in connection.execute(statement)
        ]
    )


def drop(tx: Transaction, subscription_id: str, but_of: str | None = None) -> bool:
    """Forget it, unless it is that technician's; whether there was one."""
    statement = delete(table).where(table.c.id == subscription_id)
    if but_of is not None:
        statement = statement.where(table.c.technician_id != but_of)
    return tx.execute(statement.returning(table.c.id)).first() is not None
