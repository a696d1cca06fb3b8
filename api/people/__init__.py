"""People: the only place that knows a name or a telephone number, and that can forget them.

For: the database (`vault`, brought up to date by `migrations`); everybody in it with a key of
their own (`persons`, `seals`); whom it knows as volunteers and as merchants' contacts (`register`,
`contacts`, with `names` and `phones`); what may be known of them, and who looked (`particulars`,
`lookups`, `ages`); what was written about them (`notes`); what they ask of us (`requests`,
`own_copy`); and forgetting (`erasing`, `retention`).
Never: lets a name stand in clear in the database, in a log or in a message of failure.
"""
