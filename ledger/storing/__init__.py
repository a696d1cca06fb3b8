"""Storing: where facts are kept, and how they are found again.

Read in this order: `stores`, `log`, `sqlite_recorder`, `tag_index`, `postgres_recorder`. The names
of the eventsourcing library appear here and nowhere else.
"""
