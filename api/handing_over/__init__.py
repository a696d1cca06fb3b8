"""Handing over: records and purses as tables, so that somebody can take them to another book.

The columns are those of the national layout as Order 67 (art. 5 and 7) names the fields; the same
names are read by `api.importing`. Names and telephones come from the vault, on record.
"""
