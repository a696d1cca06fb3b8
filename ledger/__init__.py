"""The ledger decides and remembers.

For: what can happen (`facts`), who may write it down (`book`), where it is kept (`stores`,
`sqlite_recorder`, `tag_index`), and one file per story with its commands, the states they ask
for and their rules.
Never: reads the clock, draws a random number, knows a name or a phone, opens HTTP.
Read in this order: `facts`, `states`, `refusals`, `policy`, `book`, then the stories
`volunteers`, `activities`, `attendance`, `confirmations`, `redemptions`.
"""
