"""Versions: the steps from an empty database to today's vault; a step, once released, stays."""
