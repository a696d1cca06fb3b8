"""Guarding the doors: attempts, lock-outs, and the counter of what has ended."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004_guarding"
down_revision = "0003_signing_in"


def upgrade() -> None:
    """Make what all processes share: the numbers they ask for, and who guessed how often."""
    op.create_table(
        "endings",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("ended", sa.BigInteger, nullable=False),
        sa.Column("locked", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "attempts",
        sa.Column("subject", sa.Text, primary_key=True),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("first_failed_at", sa.DateTime, nullable=False),
        sa.Column("locked_until", sa.DateTime),
    )
    op.create_index("ix_attempts_locked_until", "attempts", ["locked_until"])
