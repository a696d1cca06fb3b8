"""The first layout: volunteers, whom to call at merchants', keys, and notes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001_first_layout"
down_revision = None


def upgrade() -> None:
    """Make the tables that every vault began with."""
    op.create_table("layout", sa.Column("version", sa.Integer, primary_key=True))
    _make_people()
    _make_keys()
    op.create_table(
        "notes",
        sa.Column("note", sa.Text, primary_key=True),
        sa.Column("ledger", sa.Text, nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("written_at", sa.DateTime, nullable=False),
    )
    op.create_index("ix_notes_about", "notes", ["about"])


def _make_people() -> None:
    op.create_table(
        "volunteers",
        sa.Column("volunteer", sa.Text, primary_key=True),
        sa.Column("ledger", sa.Text, nullable=False),
        sa.Column("display_name", sa.Text, nullable=False),
        sa.Column("phone", sa.Text, nullable=False),
        sa.Column("phone_mark", sa.Text, nullable=False),
        sa.Column("birth_date", sa.Date),
        sa.Column("extra", sa.JSON, nullable=False),
        sa.UniqueConstraint("ledger", "phone_mark"),
    )
    op.create_table(
        "merchant_contacts",
        sa.Column("merchant", sa.Text, primary_key=True),
        sa.Column("ledger", sa.Text, nullable=False),
        sa.Column("contact_name", sa.Text, nullable=False),
        sa.Column("phone", sa.Text, nullable=False),
    )


def _make_keys() -> None:
    op.create_table(
        "keys",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("digest", sa.Text, nullable=False, unique=True),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("ledger", sa.Text, nullable=False),
        sa.Column("unit", sa.Text),
        sa.Column("team", sa.Text),
        sa.Column("merchant", sa.Text),
        sa.Column("volunteer", sa.Text),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("last_used_at", sa.DateTime),
        sa.Column("revoked_at", sa.DateTime),
    )
