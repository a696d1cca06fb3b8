"""Webhooks: programs elsewhere hear of facts, and a wish about them is carried out once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010_webhooks"
down_revision = "0009_phones_of_the_introduced"


def upgrade() -> None:
    """Make the tables of endpoints and of wishes."""
    op.create_table(
        "webhooks",
        sa.Column("webhook", sa.Text, primary_key=True),
        sa.Column("ledger", sa.Text, nullable=False),
        sa.Column("who", sa.JSON, nullable=False),
        sa.Column("label", sa.Text),
        sa.Column("kinds", sa.JSON),
        sa.Column("address", sa.LargeBinary, nullable=False),
        sa.Column("secret", sa.LargeBinary),
        sa.Column("secret_before", sa.LargeBinary),
        sa.Column("before_until", sa.DateTime),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("delivered_at", sa.DateTime),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("fault", sa.Text),
        sa.Column("failing_since", sa.DateTime),
        sa.Column("next_try_at", sa.DateTime),
        sa.Column("ping", sa.Text),
        sa.Column("ping_outcome", sa.Text),
        sa.Column("claimed_until", sa.DateTime),
        sa.Column("paused_at", sa.DateTime),
        sa.Column("paused_why", sa.Text),
        sa.Column("ended_at", sa.DateTime),
        sa.Column("ended_why", sa.Text),
    )
    op.create_index("ix_webhooks_ledger", "webhooks", ["ledger"])
    op.create_table(
        "webhook_wishes",
        sa.Column("tag", sa.Text, primary_key=True),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("answer", sa.LargeBinary, nullable=False),
        sa.Column("asked_at", sa.DateTime, nullable=False),
    )
