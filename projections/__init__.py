"""The views look back: tables folded from facts, with the position they have reached.

For: one file per view, and the `shelf` that keeps their tables and moves them forward together.
Never: knows commands, writes facts, imports another view. All of it may be thrown away; it comes
back from the book.
Read in this order: one view (`balances`), `views`, then `shelf`.
"""
