"""Shop wishes: what is asked about offers and about paper vouchers, by the same few people."""

from __future__ import annotations

from datetime import timedelta

from ledger.by_voucher import TakeVoucher
from ledger.command import Command
from ledger.offers import ProposeOffer, PublishOffer, RestockOffer, WithdrawOffer
from ledger.redemptions import RedeemBeans
from ledger.subjects.offer import NO_OFFER
from ledger.vouchers import CancelVoucher, LapseVoucher, PrintVoucher
from tests.wishes import BEANS, PEOPLE, Town, Wish, person, shop

PRICES = (10, 20, 30, None)
"""What a piece costs; the last is a part of a bill."""

# On the shelf -------------------------------------------------------------------------------


def an_offer(town: Town, a: int, b: int, c: int) -> ProposeOffer:
    """A shop would give this for beans: few of it, not for long, or before anybody agreed."""
    if c < 11 or not town.offers:
        town.offers.append(f"offer-{len(town.offers) + 1}")
    beans, until = PRICES[b % 4], (None, None, 0, 9, -1)[c % 5]
    fits = beans is not None if a < 11 else beans is None
    return ProposeOffer(
        offer=town.offers[-1], merchant=shop(a), kind="exchange" if fits else "offset",
        title="一份", goods="food", beans=beans, stock=(None, 1, 3)[b % 3],
        valid_from=town.now.date() - timedelta(days=1),
        valid_until=None if until is None else town.now.date() + timedelta(days=until),
        per_volunteer_month=(None, None, 2)[c % 3], publish=a % 4 < 3,
    )  # fmt: skip


def a_yes(town: Town, a: int, b: int, c: int) -> Command:
    """The community agrees to an offer."""
    return PublishOffer(offer=town.offer(a))


def a_delivery(town: Town, a: int, b: int, c: int) -> Command:
    """More of it lies on the shelf, or less."""
    return RestockOffer(offer=town.offer(a), pieces=(2, 1, -1, -3)[b % 4])


def an_end_of_an_offer(town: Town, a: int, b: int, c: int) -> Command:
    """No more of this."""
    return WithdrawOffer(offer=town.offer(a))


def a_bargain(town: Town, a: int, b: int, c: int) -> Command:
    """Somebody wants one or two pieces of an offer, for its price or another."""
    bill, pieces = (None, 1_000)[c % 2], 1 + (c % 3 == 0)
    return RedeemBeans(
        redemption=town.code(b), merchant=shop(a), beans=(10, 20, 20, 30, 60, 40)[c % 6],
        bill_fen=bill, capture=c % 4 != 1, offer=town.offer(a // 2), quantity=pieces,
    )  # fmt: skip


# On paper -----------------------------------------------------------------------------------


def a_voucher(town: Town, a: int, b: int, c: int) -> Command:
    """Somebody without a telephone has beans printed; perhaps by themselves, or twice."""
    if c < 11 or not town.papers:
        code = f"redemption-{len(town.codes) + 1}"
        town.codes.append(code)
        town.papers.append(code)
    own = (PEOPLE[a % 3],) if c == 7 else ()
    return PrintVoucher(
        redemption=town.papers[-1], volunteer=person(a), beans=BEANS[b % 8], own_volunteers=own
    )


def a_customer_with_paper(town: Town, a: int, b: int, c: int) -> Command:
    """A voucher is brought to a shop: as it is, for a part of it, or for an offer."""
    offer = town.offer(a) if c % 3 == 1 else NO_OFFER
    return TakeVoucher(
        redemption=town.paper(a), merchant=shop(b), beans=(None, None, None, 20)[c % 4],
        bill_fen=(None, None, 1_000)[b % 3], capture=c != 10, offer=offer, quantity=1 + (c == 4),
    )  # fmt: skip


def a_lost_paper(town: Town, a: int, b: int, c: int) -> Command:
    """A voucher is lost, somebody says; perhaps whoever prints them."""
    own = (PEOPLE[b % 3],) if c == 7 else ()
    return CancelVoucher(redemption=town.paper(a), own_volunteers=own)


def an_old_paper(town: Town, a: int, b: int, c: int) -> Command:
    """The clock looks at a voucher."""
    return LapseVoucher(redemption=town.paper(a))


SHELF_WISHES: tuple[Wish, ...] = (
    an_offer, an_offer, a_yes, a_delivery, an_end_of_an_offer, a_bargain, a_bargain, a_bargain,
)  # fmt: skip
PAPER_WISHES: tuple[Wish, ...] = (
    a_voucher, a_voucher, a_customer_with_paper, a_customer_with_paper, a_lost_paper, an_old_paper,
)  # fmt: skip
SHOP_WISHES = (*SHELF_WISHES, *PAPER_WISHES)
