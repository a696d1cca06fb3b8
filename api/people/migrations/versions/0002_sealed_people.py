"""Sealed people: what identifies somebody is kept under a key of their own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import context, op

from api.people.migrations.sealing import in_clear, seal_everybody

revision = "0002_sealed_people"
down_revision = "0001_first_layout"


def upgrade() -> None:
    """Seal everybody who stood here in clear, and keep no other copy."""
    found = in_clear(op.get_bind())
    for table in ("layout", "volunteers", "merchant_contacts", "notes"):
        op.drop_table(table)
    _make_persons()
    _make_what_is_sealed()
    _make_what_the_law_asks_for()
    seal_everybody(op.get_bind(), context.get_context().opts["secret"], found)


def _make_persons() -> None:
    op.create_table(
        "persons",
        sa.Column("person", sa.Text, primary_key=True),
        sa.Column("wrapped_key", sa.LargeBinary),
        sa.Column("erased_at", sa.DateTime),
        sa.Column("swept_at", sa.DateTime),
    )
    op.create_table(
        "volunteers",
        sa.Column("volunteer", sa.Text, primary_key=True),
        sa.Column("person", sa.Text, sa.ForeignKey("persons.person"), nullable=False),
        sa.Column("ledger", sa.Text, nullable=False),
        sa.Column("phone_mark", sa.Text),
        sa.UniqueConstraint("ledger", "phone_mark"),
    )
    op.create_index("ix_volunteers_person", "volunteers", ["person"])


def _make_what_is_sealed() -> None:
    op.create_table(
        "particulars",
        sa.Column("person", sa.Text, sa.ForeignKey("persons.person"), primary_key=True),
        sa.Column("field", sa.Text, primary_key=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "merchant_contacts",
        sa.Column("merchant", sa.Text, primary_key=True),
        sa.Column("ledger", sa.Text, nullable=False),
        sa.Column("person", sa.Text, sa.ForeignKey("persons.person"), nullable=False),
    )
    op.create_table(
        "notes",
        sa.Column("note", sa.Text, primary_key=True),
        sa.Column("ledger", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("written_at", sa.DateTime, nullable=False),
    )
    op.create_index("ix_notes_person", "notes", ["person"])
    op.create_index("ix_notes_about", "notes", ["about"])


def _make_what_the_law_asks_for() -> None:
    op.create_table(
        "lookups",
        sa.Column("lookup", sa.Text, primary_key=True),
        sa.Column("ledger", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("fields", sa.JSON, nullable=False),
        sa.Column("sealed_purpose", sa.LargeBinary),
        sa.Column("looked_at", sa.DateTime, nullable=False),
    )
    op.create_index("ix_lookups_person", "lookups", ["person"])
    op.create_table(
        "requests",
        sa.Column("request", sa.Text, primary_key=True),
        sa.Column("ledger", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("volunteer", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("answered_at", sa.DateTime),
        sa.Column("sealed_wish", sa.LargeBinary),
        sa.Column("sealed_answer", sa.LargeBinary),
    )
    op.create_index("ix_requests_ledger", "requests", ["ledger"])
    op.create_index("ix_requests_person", "requests", ["person"])
