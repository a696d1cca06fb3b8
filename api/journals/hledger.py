"""hledger: the journal as `hledger check` reads it."""

from __future__ import annotations

from api.journals.accounts import ALWAYS_OPEN
from api.journals.heads import told_at_the_head
from api.journals.journal import Claimed, Moved, Opened, Step
from api.journals.postings import Posting, amount_of


def head(ledger: str, position: int) -> str:
    """What the file is, and what it takes for granted."""
    opened = "".join(f"account {account}\n" for account in ALWAYS_OPEN)
    return (
        f"{told_at_the_head(ledger, position)}"
        "decimal-mark .\n"
        "commodity 1000. BEAN\n"
        "commodity 1000.00 CNY\n"
        f"{opened}\n"
    )


def told(step: Step) -> str:
    """One step in hledger's words."""
    match step:
        case Moved(day, entry):
            postings = "".join(map(_posting, entry.postings))
            return f"{day} * ({entry.position}) {entry.kind}\n{postings}\n"
        case Opened(_, account):
            return f"account {account}\n"
        case Claimed(day, claim):
            nothing, amount = amount_of(0, claim.unit), amount_of(claim.amount, claim.unit)
            sign = "=*" if claim.whole else "="
            return (
                f"{day} view {claim.view}\n"
                f"  {claim.account}  {nothing} {claim.unit} {sign} {amount} {claim.unit}\n\n"
            )


def _posting(posting: Posting) -> str:
    amount = amount_of(posting.amount, posting.unit)
    return f"  {posting.account}  {amount} {posting.unit}\n"
