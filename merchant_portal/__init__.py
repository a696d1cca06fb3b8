"""The merchant's portal: the counter where beans are taken, and what a month of it brought.

For: `counter` (redeem, void, today's list), `looking` (what may be taken, before it is), `terms`
(what holds whoever comes), `by_badge` (a badge instead of a code), `takings` (a month in figures),
`statements` (a month as it was closed), `agreeing` (the merchant's word on it), `offers` (what the
shop gives), `typed` (what hands type, forgiven and read), `clerk` (what the house lends to whoever
stands at the counter), `static` (the scripts of the counter, and the reader of codes they borrow).
Never: imports `api`. The house mounts `portal` and passes in who is there and the book.
Read `clerk` first.
"""
