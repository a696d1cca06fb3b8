"""Migrations: how the vault came to its present tables, one numbered revision after another.

Each file in `versions` is one step and is named as its revision; `moving` takes a vault along
them; `env` is where Alembic finds the ground it stands on.
Never: read a name except to seal it, or reach past the vault's own connection.
"""
