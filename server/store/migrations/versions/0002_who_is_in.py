"""Who the customer is, and whether they may send files.

Revision: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_TURNS = sa.text("kind NOT IN ('message', 'file')")


def upgrade() -> None:
    op.add_column(
        "sessions",
        sa.Column("customer_files", sa.Boolean(), nullable=False, server_default=sa.true()),
    )
    op.add_column("sessions", sa.Column("customer_id", sa.String(), nullable=True))
    op.execute(
        "UPDATE sessions SET customer_id = (SELECT customer_id FROM customer_tokens"
        " WHERE customer_tokens.session = sessions.number LIMIT 1)"
    )
    op.drop_index("events_turns", "events")
    op.create_index(
        "events_turns",
        "events",
        ["session", "seq"],
        sqlite_where=_TURNS,
        postgresql_where=_TURNS,
    )
