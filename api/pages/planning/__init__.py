"""Planning: the desk's pages on which something is announced, moved, called off or typed in.

For: announcing one activity or a weekly series (`announcing`, with its `wanted` form and what it
`offers`), moving and calling off what has not begun (`replanning`), and typing in a sheet that
was signed on a day without network (`typing_in`). `moments` reads times as people type them.
Never: a rule of its own; what may be is the book's to say.
"""
