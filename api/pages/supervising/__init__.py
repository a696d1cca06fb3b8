"""Supervising: day checks, week summaries and on, as they were frozen, for whoever looks on.

For: the documents of a unit (`listing`), one of them on A4 (`document`) and as a table
(`sheets`), and of what a figure is made (`sources`).
Never: adds up anything.
"""
