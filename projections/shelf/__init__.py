"""The shelf: what all views stand on — their tables, their position, their follower.

Read in this order: `sheet`, `view`, `shelf`, `following`, `making`, `rebuilding`; `sqlite_store` and
`postgresql_store` say where the tables are.
"""

from projections.shelf.shelf import Shelf, open_store

__all__ = ["Shelf", "open_store"]
