"""People: the only place that knows a name or a telephone number, and that can forget them.

`vault` is the database, `register` whom it knows, `notes` what was written about somebody.
"""
