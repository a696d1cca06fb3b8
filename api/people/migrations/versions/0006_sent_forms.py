"""Sent forms: what is answered with a secret is done once, however often it is sent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006_sent_forms"
down_revision = "0005_keys_narrowed"


def upgrade() -> None:
    """Make the table of their tags."""
    op.create_table(
        "sent_forms",
        sa.Column("tag", sa.Text, primary_key=True),
        sa.Column("sent_at", sa.DateTime, nullable=False),
    )
    op.create_index("ix_sent_forms_sent_at", "sent_forms", ["sent_at"])
