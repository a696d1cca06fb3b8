"""Access: who is asking, what their role may do, and how far it reaches.

Read `who` first, then `table`: the one place that says which role may do what. `roles` says what
a role must be bound to, `reach` where a role ends in the tree of units, `keys` keeps the keys of
programs. Never: passwords, codes and sessions (`signing_in`), names (`people`).
"""
