"""The doors: who is asking, what they may do, and in which words they are answered.

For: the composition root (`app`), the people vault (`vault`, `people`, `keys`), the HTTP API
(`v1`), the pages for volunteers and organizers (`pages`), reading lists in (`importing`), the
clock's errands (`errands`) and the command line (`cli`).
Never: decides a rule, sums beans.
Read `app` first: it is the list of everything that is open.
"""
