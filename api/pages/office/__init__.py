"""The office: what staff do for people at a desk, within the reach of their role.

For: the people of a place (`people`, `person`, `finding`, `record`, `looking_up` with its
`purposes`); taking somebody in (`registering`, `guardians`) and what they agree to (`consents`);
how they come in (`badges`, `invitations`, `handing_out`); what they take to a shop (`vouchers`);
roles (`roles`, `rolls`, `giving_roles` with its `choices`, `appointing`); keys of programs (`keys`,
`making_keys`) and where programs hear of facts (`webhooks`); what people ask of us (`requests`,
`erasing`). `callers` knows who sits at the desk, `powers` what they may give away, `rooms` which of
the pages open to them.
Never: a name or a telephone number in an address, or a secret that is shown twice.
"""
