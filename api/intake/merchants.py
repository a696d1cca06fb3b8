"""A list of merchants: outlets go into the book, whom to call goes into the vault."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from api.ids import new_id
from api.importing.merchants import MerchantRow
from api.importing.report import RowResult
from api.importing.rows import Row
from api.intake.desk import Desk, refused, unread
from api.intake.places import Places
from ledger.merchants import WelcomeMerchant
from ledger.refusals import Refusal


def take_in(desk: Desk, places: Places, rows: Iterable[Row[Any]]) -> list[RowResult]:
    """Welcome every outlet that was not brought in before."""
    results, asked = [], []
    for row in rows:
        if isinstance(row.outcome, tuple):
            results.append(unread(row))
            continue
        community = places.communities[row.outcome.community]
        by = desk.by("merchants", desk.row_mark("merchants", row.outcome, community))
        known = desk.brought(by)
        if known or desk.dry:
            results.append(RowResult(row.number, "unchanged" if known else "would import"))
        if not desk.dry:
            asked.append((row, known, desk.book.submit(_welcome(desk, places, row), by, desk.now)))
    for row, known, answer in asked:
        try:
            receipt = answer.result()
        except Refusal as refusal:
            results.append(refused(row, refusal))
            continue
        _keep_contact(desk, receipt.facts[0].merchant, row.outcome)
        if not known:
            results.append(RowResult(row.number, "unchanged" if receipt.replayed else "imported"))
    return sorted(results, key=lambda result: result.row)


def _welcome(desk: Desk, places: Places, row: Row[Any]) -> WelcomeMerchant:
    outlet: MerchantRow = row.outcome
    return WelcomeMerchant(
        merchant=new_id("merchant", desk.now), name=outlet.name,
        community=places.communities[outlet.community], kind=outlet.kind,
        monthly_cap=outlet.monthly_cap,
    )  # fmt: skip


def _keep_contact(desk: Desk, merchant: str, outlet: MerchantRow) -> None:
    # Asked first: a second run must not put back what somebody has changed meanwhile.
    if outlet.phone is not None and desk.people.contact(merchant) is None:
        desk.people.keep_contact(merchant, desk.ledger, outlet.contact or "", outlet.phone)
