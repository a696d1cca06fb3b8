"""Phones of the introduced: who came for a role is found again when they register."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009_phones_of_the_introduced"
down_revision = "0008_who_handed_out"


def upgrade() -> None:
    """Make the table of their marks."""
    op.create_table(
        "introduced",
        sa.Column("person", sa.Text, sa.ForeignKey("persons.person"), primary_key=True),
        sa.Column("ledger", sa.Text, primary_key=True),
        sa.Column("phone_mark", sa.Text, nullable=False),
    )
    op.create_index("ix_introduced_phone_mark", "introduced", ["ledger", "phone_mark"])
