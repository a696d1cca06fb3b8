"""Telling: an evaluation as people read it, with names where the reader may see them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from api.evaluating import Evaluated, evaluated, last_day
from api.pages.language import translate
from api.pages.reading import hours
from api.v1.asking import Caller
from ledger.counting.conditions import Reason
from ledger.counting.evaluations import EvaluationKind, Judged
from ledger.counting.periods import Period
from ledger.subjects.frozen_list import listing_of
from projections.frozen import FrozenRow

IN_MINUTES = frozenset({"minutes", "lifetime_minutes"})


class Shown(msgspec.Struct, kw_only=True):
    """A list to look at: as it was frozen where it is, else as the book stands now.

    `same` says of a frozen list whether computing it again gave the digest it was frozen with.
    """

    found: Evaluated
    frozen: FrozenRow | None
    same: bool


def shown_list(caller: Caller, kind: EvaluationKind, unit: str, period: Period) -> Shown:
    """The list, computed just now."""
    ledger = caller.ledger
    row = ledger.frozen.list(listing_of(f"evaluation_{kind}", unit, period.name))
    policy = ledger.rules.named(row.policy) if row else None
    policy = policy or ledger.rules.on(last_day(kind, period))
    at = row.book_position if row else ledger.shelf.position
    found = evaluated(ledger.eligibility, policy, kind, unit, period, at)
    return Shown(found=found, frozen=row, same=row is None or row.digest == found.digest)


def told(caller: Caller, items: Sequence[Judged]) -> list[dict[str, Any]]:
    """Everybody among these, with the masked name."""
    masked = caller.house.people.masked_names(each.volunteer for each in items)
    return [{"item": each, "masked": masked[each.volunteer]} for each in items]


def condition_name(condition: str) -> str:
    """What a condition is called on a sheet."""
    names = {
        "minutes": translate("Hours in the period"),
        "lifetime_minutes": translate("Hours so far"),
        "activities": translate("Different activities"),
        "distinct_days": translate("Different days"),
        "active_months": translate("Months with service"),
        "average_rating_x10": translate("Average rating"),
        "violations": translate("No upheld violation"),
        "paid_staff": translate("Not paid for it"),
    }
    return names[condition]


def sheet_rows(caller: Caller, shown: Shown) -> list[list[str | int | None]]:
    """The list as rows of a table, with its proof at the end."""
    found = shown.found
    conditions = [each.condition for each in found.items[0].reasons] if found.items else []
    titles = [
        translate("Rank"), translate("Number"), translate("Name"), translate("Eligible"),
        *(condition_name(each) for each in conditions), translate("What is missing"),
    ]  # fmt: skip
    rows: list[list[str | int | None]] = [titles]
    for each in told(caller, found.items):
        item = each["item"]
        have = {reason.condition: _amount(reason, reason.have) for reason in item.reasons}
        short = [condition_name(r.condition) for r in item.reasons if not r.ok]
        rows.append([
            item.rank, item.number, each["masked"],
            translate("yes") if item.eligible else translate("no"),
            *(have.get(one, "") for one in conditions), "；".join(short),
        ])  # fmt: skip
    rows.append([translate("Policy"), found.policy])
    rows.append([translate("Digest"), found.digest])
    return rows


def _amount(reason: Reason, amount: int) -> str:
    if reason.condition in IN_MINUTES:
        return hours(amount)
    if reason.condition == "average_rating_x10":
        return f"{amount // 10}.{amount % 10}"
    return str(amount)
