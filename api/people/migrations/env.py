"""Where Alembic stands: on the vault's own connection, inside its one transaction."""

from __future__ import annotations

from alembic import context

_given = context.config.attributes
context.configure(
    connection=_given["connection"],
    version_table_schema=_given["schema"],
    secret=_given["secret"],
)
context.run_migrations()
