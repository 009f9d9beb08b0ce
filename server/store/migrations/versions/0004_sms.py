"""Links that SMS carry, and a count of the SMS that were sent.

Revision: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "session_links",
        sa.Column("link_hash", sa.LargeBinary(), nullable=False),
        sa.Column("session", _NUMBER, nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["session"], ["sessions.number"]),
        sa.PrimaryKeyConstraint("link_hash"),
    )
    op.create_index("session_links_by_session", "session_links", ["session"])
    op.create_table(
        "sms_log",
        sa.Column("session", _NUMBER, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("technician_id", sa.String(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("failed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["session"], ["sessions.number"]),
        sa.ForeignKeyConstraint(["technician_id"], ["technicians.id"]),
        sa.PrimaryKeyConstraint("session", "number"),
    )
    op.create_index("sms_log_by_technician", "sms_log", ["technician_id", "created_at"])
