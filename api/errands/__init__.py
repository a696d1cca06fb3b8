"""Errands: what the clock asks of the book, as one more caller with keys of its own.

Views nominate, the book decides: asking again, from another process or after a restart, changes
nothing. What was missed while nobody served is made up for at the start.

For: running them (`running`), one process that leads among several (`leading`), asking in the
clock's name (`asking`), what it asks about purses (`of_purses`), about attendance
(`of_attendance`), about merchants (`of_merchants`), about boards (`of_boards`), about lists
(`of_lists`), documents (`of_supervision`) and samples (`of_samples`), what it asks of programs
outside (`of_journals`, `of_webhooks`) and of our own (`of_verifying`).
Never: decides a rule.
"""
