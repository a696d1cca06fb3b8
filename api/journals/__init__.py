"""Journals: the book once more in the words of two accounting programs we did not write.

Movements come from the facts, and the numbers they must lead to from the views: two ways that
share no fold. So a forged bean, and a view gone wrong, both make the outside program refuse.

For: account names (`accounts`), facts as postings (`postings`), what the views say (`claims`),
both at one position (`journal`), the two languages (`beancount`, `hledger`), asking the programs
(`outside`) and remembering their word (`checks`).
Never: writes to the book, names a person, or imports an accounting program: they are run.
"""
