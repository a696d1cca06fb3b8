"""Supply over HTTP: where the beans of a unit are, and whether there is money behind them."""

from __future__ import annotations

from typing import Literal

import msgspec
from litestar import get

from api.access.reach import check, unknown, unlimited
from api.access.table import Deed, opens_to
from api.supply import EXPIRING_WITHIN_DAYS, supply_of
from api.v1.addresses import AnyUnit
from api.v1.asking import Call, Caller, caller_of
from api.v1.documents import READS


class SupplySeen(msgspec.Struct, kw_only=True):
    """The beans of a unit and of all below it.

    `issued_beans`, `imported_beans` and `forgiven_beans` less `clawed_back_beans`, `spent_beans`,
    `held_beans` and `expired_beans` are `outstanding_beans` less `debt_beans`. `cover_permille` is
    the free money over what the outstanding beans are worth, None while none are; `cover` is what
    the policy says of it: below one threshold warned, below another nothing new may be offered.
    """

    unit: str | None
    issued_beans: int
    imported_beans: int
    forgiven_beans: int
    clawed_back_beans: int
    spent_beans: int
    held_beans: int
    expired_beans: int
    outstanding_beans: int
    debt_beans: int
    expiring_beans: int
    expiring_within_days: int
    capacity_left_beans: int
    merchants_with_cap: int
    merchants_without_cap: int
    free_fen: int
    worth_fen: int
    cover_permille: int | None
    cover: Literal["covered", "warned", "frozen"]


@get("/supply", opt=opens_to(Deed.READ_FUNDS), **READS)
def read_supply(request: Call, unit: AnyUnit = "") -> SupplySeen:
    """What became of the beans of a unit; of everything within reach when none is named."""
    caller = caller_of(request)
    near = unit_within(caller, unit)
    told = supply_of(caller.ledger, near, caller.now())
    beans = told.beans
    return SupplySeen(
        unit=near, issued_beans=beans.issued, imported_beans=beans.imported,
        forgiven_beans=beans.forgiven,
        clawed_back_beans=beans.clawed_back, spent_beans=beans.spent, held_beans=beans.held,
        expired_beans=beans.expired, outstanding_beans=beans.outstanding, debt_beans=beans.debt,
        expiring_beans=beans.expiring, expiring_within_days=EXPIRING_WITHIN_DAYS,
        capacity_left_beans=told.capacity.left, merchants_with_cap=told.capacity.capped,
        merchants_without_cap=told.capacity.uncapped, free_fen=told.free_fen,
        worth_fen=told.worth_fen, cover_permille=told.cover_permille, cover=told.cover,
    )  # fmt: skip


def unit_within(caller: Caller, unit: str) -> str | None:
    """The unit that is meant: the one named, else the caller's own, or None for the whole ledger
    where everything is in reach. Raises `Stop` (404) for what is not."""
    if unit:
        check(caller, unit)
        return unit
    if unlimited(caller.who):
        return None
    if caller.who.unit is None:
        raise unknown("unit")
    return caller.who.unit


ROUTES = [read_supply]
