"""Giving back: beans come home to the lots they came from, and the money behind them is free.

Voids, refunds and lapses all come through here, so that one bean comes home in one way.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Literal

from ledger.counting.lots import give_back
from ledger.facts import (
    BeansReturned,
    CounterMovement,
    Fact,
    HoldReleased,
    VoucherReleased,
)
from ledger.policy import Policy
from ledger.subjects.fund import FundPage
from ledger.subjects.purse import Purse
from ledger.subjects.till import Redemption, till_of


def earliest(lots: dict[str, int], beans: int) -> dict[str, int]:
    """So many beans out of these lots, of those that die first."""
    taken: dict[str, int] = {}
    for lot in sorted(lots):
        part = min(lots[lot], beans)
        if part:
            taken[lot] = part
            beans -= part
    return taken


def release(
    now: datetime,
    policy: Policy,
    redemption: Redemption,
    purse: Purse,
    page: FundPage | None,
    captured: int,
    reason: Literal["voided", "lapsed", "not_captured"],
) -> Iterator[Fact]:
    """What is held and was not `captured` goes back to the purse."""
    held = redemption.held
    beans = held.beans - captured
    kept = pieces_for(held, captured)
    lots = give_back(policy, held.lots, beans, policy.local_date(now))
    turned, entry = _entry(now, page)
    yield from turned
    yield HoldReleased(
        at=now, beans=beans, source=redemption.tags[0], target=held.volunteer,
        volunteer=held.volunteer, balance_after=purse.balance + beans,
        redemption=redemption.tags[0], till=held.till, spent_on=held.spent_on, reason=reason,
        fen=held.fen // held.beans * beans, **_back_on_the_shelf(held, held.pieces - kept),
        shown=redemption.shown, **entry, **_settling_debt(purse, lots),
    )  # fmt: skip


def give_beans_back(
    now: datetime,
    policy: Policy,
    redemption: Redemption,
    purse: Purse,
    page: FundPage | None,
    beans: int,
    reason: Literal["voided", "refunded"],
) -> Iterator[Fact]:
    """So many of the redeemed beans go back to the purse, and are owed for no more.

    What was a mistake lies on the shelf again; what is given back later may be eaten, worn or
    spoilt, and whether it can be offered once more only the shop can see, and say (a restocking).
    """
    redeemed = redemption.redeemed
    today = policy.local_date(now)
    lots = give_back(policy, redeemed.lots, beans, today, returned_before=redemption.returned)
    turned, entry = _entry(now, page)
    yield from turned
    yield BeansReturned(
        at=now, beans=beans, source=redeemed.target, target=redeemed.volunteer,
        volunteer=redeemed.volunteer, balance_after=purse.balance + beans,
        redemption=redemption.tags[0], till=till_of(redeemed.target, today),
        spent_on=redeemed.spent_on, fen=redeemed.fen // redeemed.beans * beans,
        gift_fen=redeemed.gift_fen // redeemed.beans * beans, reason=reason,
        **(_back_on_the_shelf(redeemed, redeemed.pieces) if reason == "voided" else {}),
        shown=redemption.shown, **entry, **_settling_debt(purse, lots),
    )  # fmt: skip


def release_voucher(
    now: datetime,
    policy: Policy,
    redemption: Redemption,
    purse: Purse,
    page: FundPage | None,
    reason: Literal["lapsed", "cancelled"],
) -> Iterator[Fact]:
    """The beans of a voucher that no shop took go back to the purse."""
    printed = redemption.printed
    lots = give_back(policy, printed.lots, printed.beans, policy.local_date(now))
    turned, entry = _entry(now, page)
    yield from turned
    yield VoucherReleased(
        at=now, beans=printed.beans, source=redemption.tags[0], target=printed.volunteer,
        volunteer=printed.volunteer, balance_after=purse.balance + printed.beans,
        redemption=redemption.tags[0], reason=reason, fen=printed.fen, **entry,
        **_settling_debt(purse, lots),
    )  # fmt: skip


def pieces_for(taken: CounterMovement, beans: int) -> int:
    """How many pieces of the offer go with so many of the beans: all that are begun."""
    return -(-taken.pieces * beans // taken.beans)


def _back_on_the_shelf(taken: CounterMovement, pieces: int) -> dict[str, Any]:
    # Nothing is said of an offer of which nothing came back, so that nothing is found under it.
    found = {"offer": taken.offer, "pieces": pieces, "counted": taken.counted}
    return found if pieces else {}


def _entry(now: datetime, page: FundPage | None) -> tuple[list[Fact], dict[str, str]]:
    """Where money that is free again is entered: nowhere, when none was reserved."""
    if page is None:
        return [], {}
    turned = page.turned(now)
    if turned is None:
        return [], {"page": page.page, "paid_by": page.fund}
    return [turned], {"page": turned.page, "paid_by": page.fund}


def _settling_debt(purse: Purse, lots: dict[str, int]) -> dict[str, object]:
    # Beans that come home repay a debt first, as earned ones do: the youngest lots give least.
    debt = min(purse.debt, sum(lots.values()))
    repaying = earliest(lots, debt)
    kept = {lot: beans - repaying.get(lot, 0) for lot, beans in lots.items()}
    return {"lots": {lot: beans for lot, beans in kept.items() if beans}, "debt": debt}
