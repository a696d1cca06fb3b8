"""Signing in: sessions, logins, one-time codes, badges and invitations, each by its hash."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003_signing_in"
down_revision = "0002_sealed_people"


def upgrade() -> None:
    """Make the tables of the doors for people."""
    _make_sessions()
    _make_invitations()
    _make_logins()
    _make_codes()
    _make_badges()
    op.create_table(
        "city_identities",
        _text("mark", primary_key=True),
        _text("person"),
        _text("ledger"),
        _moment("linked_at"),
        sa.UniqueConstraint("ledger", "person"),
    )


def _make_sessions() -> None:
    op.create_table(
        "sessions",
        _text("digest", primary_key=True),
        _text("id", unique=True),
        _text("ledger"),
        _text("person", nullable=True),
        _text("stands_for"),
        _text("proof"),
        _moment("made_at"),
        _moment("seen_at"),
        _moment("expires_at"),
        sa.Column("shared_device", sa.Boolean, nullable=False),
    )
    op.create_index("ix_sessions_person", "sessions", ["person"])
    op.create_index("ix_sessions_expires_at", "sessions", ["expires_at"])


def _make_invitations() -> None:
    op.create_table(
        "invitations",
        _text("digest", primary_key=True),
        _text("id", unique=True),
        _text("ledger"),
        _text("person", nullable=True),
        _text("stands_for"),
        _text("purpose"),
        sa.Column("uses_left", sa.Integer, nullable=False),
        _text("made_by"),
        _moment("made_at"),
        _moment("expires_at"),
        _moment("used_at", nullable=True),
    )
    op.create_index("ix_invitations_person", "invitations", ["person"])


def _make_logins() -> None:
    op.create_table(
        "logins",
        _text("person", primary_key=True),
        _text("ledger"),
        _text("name_mark"),
        _text("password_hash"),
        _text("totp_secret", nullable=True),
        sa.Column("totp_last_step", sa.BigInteger),
        _moment("made_at"),
        sa.UniqueConstraint("ledger", "name_mark"),
    )
    op.create_index("ix_logins_name_mark", "logins", ["name_mark"])


def _make_codes() -> None:
    op.create_table(
        "one_time_codes",
        _text("request", primary_key=True),
        _text("phone_mark"),
        _text("code_hash"),
        _text("ledger", nullable=True),
        _text("volunteer", nullable=True),
        sa.Column("tries", sa.Integer, nullable=False),
        _moment("asked_at"),
        _moment("expires_at"),
    )
    op.create_index("ix_one_time_codes_phone_mark", "one_time_codes", ["phone_mark"])
    op.create_index("ix_one_time_codes_asked_at", "one_time_codes", ["asked_at"])


def _make_badges() -> None:
    op.create_table(
        "badges",
        _text("digest", primary_key=True),
        _text("id", unique=True),
        _text("volunteer"),
        _text("ledger"),
        _text("pin_hash"),
        _moment("issued_at"),
        _moment("withdrawn_at", nullable=True),
    )
    op.create_index("ix_badges_volunteer", "badges", ["volunteer"])


def _text(name: str, *, nullable: bool = False, **more: Any) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=nullable, **more)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime, nullable=nullable)
