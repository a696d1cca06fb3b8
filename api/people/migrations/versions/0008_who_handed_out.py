"""Who handed out: a badge tells by whom it was given."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008_who_handed_out"
down_revision = "0007_keys_of_officers"


def upgrade() -> None:
    """Of the badges that are there nobody wrote down who gave them out."""
    op.add_column("badges", sa.Column("issued_by", sa.Text))
