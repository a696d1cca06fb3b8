"""Intake: rows that `importing` has read become commands, each carried out once and for ever.

For: the desk an import works at (`desk`), the communities and teams that rows name (`places`), one
file per kind of row (`volunteers`, `merchants`, `activities`), and what the command line and the
demo call (`bringing_in`).
Never: judges a cell, writes a fact past a command, or says a name aloud.
"""
