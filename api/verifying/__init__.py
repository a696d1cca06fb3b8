"""Verifying: the book is replayed without its views, and everything it says is compared.

For: folding every fact a second time with the purses and tills the rules themselves use
(`replay`) and the statements of merchants (`settling`), setting the result beside the rows of the
views (`comparing`), and doing both over a ledger that may be damaged (`verification`), every
night (`nights`) in a process of its own (`apart`).
Never: writes to the book, or believes a view.
"""
