"""Counting: times into minutes, minutes into beans and stars, days into deadlines."""
