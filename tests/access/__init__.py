"""Access: every route with every role, and what must come of it."""
