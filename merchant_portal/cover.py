"""Cover: a clerk promises no more than there is money for in a fund that may pay."""

from __future__ import annotations

from ledger.book import Book
from ledger.facts import MerchantWelcomed
from ledger.policy import Policy
from ledger.subjects.allowance import Allowance, as_far_as_covered
from ledger.subjects.fund import FundPage, Funds


def covered(
    book: Book, policy: Policy, issuer: str, shop: MerchantWelcomed, most: Allowance
) -> Allowance:
    """So many of these beans as the funds of the community that issued them can pay for now."""
    if not issuer:  # The code is from before there were funds.
        return most
    pages = [FundPage(page) for page in book.look(Funds(issuer)).open_to(shop.kind)]
    if pages:
        book.look_all(pages)
    return as_far_as_covered(policy, most, [page.free_fen for page in pages])
