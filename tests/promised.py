"""Money and beans at Master Chen's counter: what the lane's fund has, and what is entered in it."""

from __future__ import annotations

import msgspec

from ledger.book import Book
from ledger.facts import Fact
from ledger.funds import ReceiveDonation
from ledger.subjects.fund import FundPage
from tests.neighbourhood import FUND, FUND_PAGE, RULES, SUNNY_LANE, code, earned, welcomed
from tests.story import Story

A = "2030-02-01"
GIVES = ReceiveDonation(
    donation=f"donation-{FUND_PAGE}-A-1", fund=FUND, fen=50_000, kind="cash", receipt="A-1"
)


def on_page(fact: Fact, page: str = FUND_PAGE, fund: str = FUND, **told: int) -> Fact:
    """The same, entered in the fund's book."""
    return msgspec.structs.replace(fact, page=page, paid_by=fund, **told)


def at_the_counter(story: Story, *money: Fact, kind: str = "commercial") -> Story:
    """A shop, Wang with eighty beans and a code of the lane, and what the fund has."""
    shop = welcomed(kind=kind)
    return story.given(RULES, shop, *money, earned(80, dies=A), code(issuer=SUNNY_LANE))


def sums(book: Book, page: str = FUND_PAGE) -> tuple[int, int, int]:
    """What is free, reserved and paid."""
    found = book.look(FundPage(page))
    return found.free_fen, found.reserved_fen, found.paid_fen
