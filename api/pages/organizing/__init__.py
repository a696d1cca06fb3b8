"""Organizing: the desk's pages of one activity, from who is there to what they served."""
