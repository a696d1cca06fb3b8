"""The ledger decides and remembers.

For: what can happen (`facts`), who may write it down (`book`), and one file per story with its
commands and their rules. What stories share stands in `subjects` (states), `counting` (sums) and
`policy` (numbers); how facts are written and kept in `writing` and `storing`.
Never: reads the clock, draws a random number, knows a name or a phone, opens HTTP.
Read in this order: `facts`, `states`, `command`, a story (`redemptions`), `book`.
"""
