"""Arriving: how people come in by the door, in which role, and how they change what opens it.

`door` shows the ways in; `by_phone`, `by_badge`, `by_name` (and `second_steps`), `invited` and
`city` are those ways; `welcome` ends each of them; `roles` and `own_access` are for afterwards.
"""
