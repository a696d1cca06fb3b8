"""Beancount: the journal as `bean-check` reads it."""

from __future__ import annotations

from api.journals.accounts import ALWAYS_OPEN
from api.journals.heads import told_at_the_head
from api.journals.journal import BEFORE_EVERYTHING, Claimed, Moved, Opened, Step
from api.journals.postings import Posting, amount_of


def head(ledger: str, position: int) -> str:
    """What the file is, and what it takes for granted."""
    opened = "".join(f"{BEFORE_EVERYTHING} open {account}\n" for account in ALWAYS_OPEN)
    return (
        f"{told_at_the_head(ledger, position)}"
        f'option "title" "Golden Bean {ledger}, position {position}"\n'
        'option "operating_currency" "CNY"\n'
        f"{BEFORE_EVERYTHING} commodity BEAN\n"
        f"{BEFORE_EVERYTHING} commodity CNY\n"
        f"{opened}\n"
    )


def told(step: Step) -> str:
    """One step in Beancount's words."""
    match step:
        case Moved(day, entry):
            postings = "".join(map(_posting, entry.postings))
            return f'{day} * "{entry.kind}"\n  position: {entry.position}\n{postings}\n'
        case Opened(day, account):
            return f"{day} open {account}\n"
        case Claimed(day, claim):
            # Without a word on it, Beancount overlooks a difference of one fen.
            amount, unit = amount_of(claim.amount, claim.unit), claim.unit
            return f'{day} balance {claim.account}  {amount} ~ 0 {unit}\n  view: "{claim.view}"\n'


def _posting(posting: Posting) -> str:
    amount = amount_of(posting.amount, posting.unit)
    return f"  {posting.account}  {amount} {posting.unit}\n"
