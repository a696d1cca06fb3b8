"""Errands: what the clock asks of the book, as one more caller with keys of its own.

Views nominate, the book decides: asking again, from another process or after a restart, changes
nothing. What was missed while nobody served is made up for at the start.

For: running them (`running`), asking in the clock's name (`asking`), what it asks about purses
(`of_purses`), about attendance (`of_attendance`), about merchants (`of_merchants`) and about lists
(`of_lists`), what it asks of programs outside (`of_journals`), and what it tells those that listen
elsewhere (`of_webhooks`).
Never: decides a rule.
"""
