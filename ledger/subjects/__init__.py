"""Subjects: the states about one subject each, which the stories ask for.

`standing` says what there is, `presence` who was where, `purse` what one volunteer can spend,
`till` how far one redemption and one merchant's month have come.
"""
