"""Signing in: how people prove at the door who they are, and how long the house believes it."""
