"""How far each side of a session has read; kept beside the log."""

from sqlalchemy import delete, select

from server.journal import Journal, Transaction
from server.store.schema import read_marks


def load(journal: Journal, session: int) -> dict[str, int]:
    """The last seq that each role has seen."""
    statement = select(read_marks.c.role, read_marks.c.seq).where(read_marks.c.session == session)
    return journal.read(
        lambda connection: {row.role: row.seq for row in connection.execute(statement)}
    )


def save(journal: Journal, marks: dict[tuple[int, str], int]) -> None:
    """Store the marks (session, role) → seq in one transaction."""

    def act(tx: Transaction) -> None:
        for (session, role), seq in marks.items():
            tx.execute(
                delete(read_marks).where(read_marks.c.session == session, read_marks.c.role == role)
            )
            tx.execute(read_marks.insert().values(session=session, role=role, seq=seq))

    journal.write(act)
