"""Keys that are narrowed: to some verbs, to a line of teams, and in time; and who made them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005_keys_narrowed"
down_revision = "0004_guarding"


def upgrade() -> None:
    """Let the keys that are there keep all they had, without an end."""
    for name in ("line", "label", "made_by"):
        op.add_column("keys", sa.Column(name, sa.Text))
    op.add_column("keys", sa.Column("verbs", sa.JSON))
    op.add_column("keys", sa.Column("expires_at", sa.DateTime))
