"""Importing turns the files a community office already has into checked rows.

For: reading a file as it is (`tables`, by way of `delimited` and `workbooks`), finding what its
columns mean (`columns`), judging each cell (`cells`, `moments`, `amounts`), and building one kind
of row each (`volunteers`, `merchants`, `activities`); then `fingerprints`, by which a second run
knows what it has already brought in, and `report`, which tells a person what became of each row.
Never: writes to the book or the people vault, reads the clock, or repeats in a reason what a cell
says, because the cell may hold a name or a phone number and the reason may land in a log.
"""
