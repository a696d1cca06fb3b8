"""The shelf: what all views stand on — their tables, their position, their follower.

Read in this order: `sheet`, `view`, `shelf`, `following`, `making`, `rebuilding`; where the tables
are, say `sqlite_store` and `postgresql_store`.
"""

from projections.shelf.shelf import Shelf, open_store

__all__ = ["Shelf", "open_store"]
