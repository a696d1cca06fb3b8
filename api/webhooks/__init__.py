"""Webhooks: programs elsewhere hear of every fact they asked for, once it is in the book.

`endpoints` is where they listen, `wishes` what people do with them; `choosing` says which facts
are for whom, `messages` how one looks on the wire, `guard` which addresses may be spoken to,
`wire` speaks to one, `retrying` says when again, and `delivering` goes through the book for all of
them. The clock calls it.
Never: put anything into a message that is not in the fact, follow a redirect, or let a slow
receiver keep another one waiting.
"""
