"""Signing in: how people prove at the door who they are, and how long the house believes it.

Read `gatehouse` first: it opens everything together. `sessions` knows who is in; `invitations`,
`one_time_codes`, `badges` and `logins` let people in; `proofs` says what each is enough for.
`passwords` and `second_step` are the arithmetic behind a login, `senders` reach telephones, the
files named after the city are its single sign-on. Never: what people may do inside (`access`).
"""
