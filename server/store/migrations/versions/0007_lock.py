"""Sign-ins whose console is locked.

Revision: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("technician_tokens", sa.Column("locked_at", sa.BigInteger()))
