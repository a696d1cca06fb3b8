"""The views look back: tables folded from facts, with the position they have reached.

For: one file per view (`views` lists them), and `shelf` with what it is made of: how a view is
declared (`columns`, `sheet`, `view`), how facts become rows (`changes`, `folding`), how views
move forward (`standings`, `following`, `follower`, `readers`) and are made anew (`generations`,
`rebuilding`), and where they are kept (`store` for what both databases have in common).
Never: knows commands, writes facts, imports another view. All of it may be thrown away; it comes
back from the book.
Read in this order: `sheet`, `view`, one view (`balances`), `shelf`, `rebuilding`.
"""
