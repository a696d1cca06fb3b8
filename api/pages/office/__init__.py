"""The office: what staff do for people at a desk, within the reach of their role.

For: the people of a place (`people`, `person`, `finding`, `looking_up`), taking somebody in
(`registering`, `guardians`), what they agree to (`consents`), how they come in (`badges`,
`invitations`, `sheets`), roles (`roles`, `giving_roles`, `rolls`), keys of programs (`keys`,
`making_keys`), and what they ask of us (`requests`, `erasing`). `callers` knows who sits at the
desk, `powers` what they may give away.
Never: a name or a telephone number in an address, or a secret that is shown twice.
"""
