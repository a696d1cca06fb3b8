"""Supply: what became of the beans of a unit, what shops will still take, and the money behind it.

Several views are joined here: where the beans are, which merchants there are and what they took,
and what the funds have free. The API, the desk and whoever publishes an offer ask the same.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Literal, NamedTuple

import msgspec

from api.ledgers import Ledger
from ledger.policy.spending import FundRules
from ledger.subjects.standing import Merchant
from projections.supply import Sums

EXPIRING_WITHIN_DAYS = 90

CoverState = Literal["covered", "warned", "frozen"]
"""Whether the free money is enough for the beans that are out, by the policy of the day: below
one threshold it is said aloud, below the other nothing new is offered."""


class Capacity(msgspec.Struct, frozen=True, kw_only=True):
    """What the merchants of a unit, suspended ones left out, will still take this month: `left`
    beans at those that have a cap of their own (`capped` of them), and as much as comes at the
    `uncapped` ones."""

    left: int
    capped: int
    uncapped: int


class Cover(NamedTuple):
    """How far the free money covers the outstanding beans, and what the policy says of that."""

    state: CoverState
    permille: int | None


class SupplyOfUnit(msgspec.Struct, frozen=True, kw_only=True):
    """The beans of a unit and of all below it, and what stands behind them.

    `cover_permille` is the free money over what will be owed for the outstanding beans; None
    while no bean is outstanding, for then there is nothing to cover.
    """

    beans: Sums
    capacity: Capacity
    free_fen: int
    worth_fen: int
    cover_permille: int | None
    cover: CoverState


def supply_of(ledger: Ledger, unit: str | None, now: datetime) -> SupplyOfUnit:
    """The supply of a unit, of the whole ledger when None, as far as the views have come."""
    policy = ledger.rules.current
    today = policy.local_date(now)
    near = _communities(ledger, unit, now)
    beans = ledger.supply.of(near, today, EXPIRING_WITHIN_DAYS)
    free_fen, worth_fen = _money(ledger, near, beans)
    cover = _permille(free_fen, worth_fen)
    return SupplyOfUnit(
        beans=beans, capacity=_capacity(ledger, near, f"{today:%Y-%m}"), free_fen=free_fen,
        worth_fen=worth_fen, cover_permille=cover, cover=cover_state(policy.fund, cover),
    )  # fmt: skip


def cover_permille(ledger: Ledger, unit: str | None, now: datetime) -> int | None:
    """The free money of a unit's funds over the worth of its outstanding beans, rounded down;
    None while no bean is outstanding. Below `fund.freeze_new_offers_permille` of the policy
    nothing new may be offered."""
    near = _communities(ledger, unit, now)
    today = ledger.rules.current.local_date(now)
    return _permille(*_money(ledger, near, ledger.supply.of(near, today, EXPIRING_WITHIN_DAYS)))


def cover_of(ledger: Ledger, unit: str | None, now: datetime) -> Cover:
    """The same, with what the policy says of it."""
    permille = cover_permille(ledger, unit, now)
    return Cover(cover_state(ledger.rules.current.fund, permille), permille)


def cover_state(rules: FundRules, permille: int | None) -> CoverState:
    """What the policy says of so much cover."""
    if permille is None or permille >= max(
        rules.warn_coverage_permille, rules.freeze_new_offers_permille
    ):
        return "covered"
    return "frozen" if permille < rules.freeze_new_offers_permille else "warned"


def _communities(ledger: Ledger, unit: str | None, now: datetime) -> Collection[str] | None:
    if unit is None:
        return None
    return ledger.units.now().belonging(unit, ledger.rules.current.local_date(now))


def _money(ledger: Ledger, near: Collection[str] | None, beans: Sums) -> tuple[int, int]:
    """What is free, and what will be owed for the outstanding beans, in fen."""
    funds = ledger.funds.funds_of(None if near is None else sorted(near))
    worth = beans.outstanding * ledger.rules.current.settlement.owed_fen_per_bean
    return sum(fund.free_fen for fund in funds), worth


def _permille(free_fen: int, worth_fen: int) -> int | None:
    return free_fen * 1000 // worth_fen if worth_fen > 0 else None


def _capacity(ledger: Ledger, near: Collection[str] | None, month: str) -> Capacity:
    directory = ledger.directory
    rows = directory.merchants_in(near)
    found = [Merchant(row.merchant) for row in rows]
    # What is agreed with a shop today, and whether it takes beans at all, the book knows best.
    ledger.book.look_all(found)
    caps = {each.tags[0]: each.must_exist().monthly_cap for each in found if each.halted is None}
    limited = {merchant: cap for merchant, cap in caps.items() if cap is not None}
    taken = ledger.till.promised_in(month, limited)
    left = sum(max(0, cap - taken.get(merchant, 0)) for merchant, cap in limited.items())
    return Capacity(left=left, capped=len(limited), uncapped=len(caps) - len(limited))
