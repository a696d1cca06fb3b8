"""The pages of evaluations: who is eligible and why, for the office and for oneself.

For: the list of a unit and its sheets (`lists`), what a page or a sheet says of it (`telling`),
and somebody's own conditions (`mine`).
Never: decides a condition.
"""
