"""Reporting: a month of a unit, every number of it added up from facts that can be listed."""
