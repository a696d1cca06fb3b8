"""The merchant's portal: the counter where beans are taken, and what a month of it brought.

For: `counter` (redeem, void, today's list), `by_badge` (a badge instead of a code), `takings` (a
month in figures), `typed` (what hands type, forgiven and read), `clerk` (what the house lends to
whoever stands at the counter).
Never: imports `api`. The house mounts `portal` and passes in who is there and the book.
Read `clerk` first.
"""
