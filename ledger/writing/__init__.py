"""Writing: how a batch of commands is decided in memory and becomes facts.

Read in this order: `waiting`, `scribe`, `batch`, `memory_of_states`, `seen`. The book is its door.
"""
