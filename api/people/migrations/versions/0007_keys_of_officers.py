"""Keys of officers: a key ends with the role in which it was made."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007_keys_of_officers"
down_revision = "0006_sent_forms"


def upgrade() -> None:
    """Let the keys that are there stand by themselves, as they did."""
    op.add_column("keys", sa.Column("appointment", sa.Text))
