"""Evaluations over HTTP: who is eligible for a month, a quarter, a year or a star, and why."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec
from litestar import get
from litestar.params import PathParameter, QueryParameter

from api.access.reach import check
from api.access.table import Deed, opens_to
from api.evaluating import Evaluated, evaluated, last_day, period_for
from api.ledgers import Ledger
from api.problems import FieldProblem, Stop
from api.tokens import PATTERN as TOKEN_PATTERN
from api.v1.asking import Call, Caller, caller_of
from api.v1.documents import READS
from api.v1.words import UNIT
from ledger.counting.conditions import Reason
from ledger.counting.evaluations import EvaluationKind, Judged
from ledger.counting.periods import Period
from ledger.policy import Policy
from ledger.subjects.frozen_list import listing_of

TheKind = Annotated[
    EvaluationKind, PathParameter(description="monthly, quarterly, annual or stars.")
]
TheUnit = Annotated[str, QueryParameter(name="unit", pattern=UNIT, description="Of which unit.")]
ThePeriod = Annotated[
    str,
    QueryParameter(
        name="period",
        pattern="^20[0-9]{2}(-(0[1-9]|1[0-2]|Q[1-4]))?$",
        description="A month (2026-11), a quarter (2026-Q4) or a year (2026), as the list has it.",
    ),
]
AtPosition = Annotated[
    str,
    QueryParameter(
        pattern=f"^$|{TOKEN_PATTERN}",
        description="As the book stood then, by a `Ledger-Position`; now when it is not told.",
    ),
]
PolicyName = Annotated[
    str,
    QueryParameter(
        pattern="^([a-z0-9_-]{1,64}/[0-9]{1,6})?$",
        description="An adopted policy such as default/2, shown beside the one in force.",
    ),
]


class Eligible(msgspec.Struct, kw_only=True):
    """One volunteer, and every condition. Durations are minutes; `average_rating_x10` is ten times
    the rating. `rank` is among the eligible, `chosen` says that there is a place."""

    volunteer: str
    number: str
    eligible: bool
    reasons: list[Reason]
    minutes: int
    rank: int | None
    chosen: bool
    star: int


class Change(msgspec.Struct, kw_only=True):
    """Somebody for whom the other policy makes a difference."""

    volunteer: str
    eligible_now: bool
    eligible_then: bool
    chosen_now: bool
    chosen_then: bool


class Preview(msgspec.Struct, kw_only=True):
    """The same list by another policy, and for whom it differs."""

    policy_version: str
    digest: str
    items: list[Eligible]
    changes: list[Change]


class FrozenSeen(msgspec.Struct, kw_only=True):
    """How the list was frozen: ask for it by `position`, and its digest comes again."""

    policy_version: str
    position: str
    digest: str
    frozen_at: datetime
    frozen_by: str


class EvaluationSeen(msgspec.Struct, kw_only=True):
    """A list with what proves it: the same policy and position give the same digest for ever."""

    kind: EvaluationKind
    unit: str
    period: str
    policy_version: str
    position: str
    digest: str
    items: list[Eligible]
    frozen: FrozenSeen | None
    preview: Preview | None


@get("/evaluations/{kind:str}", opt=opens_to(Deed.READ_EVALUATIONS), **READS)
def read_evaluation(
    request: Call, kind: TheKind, unit: TheUnit, period: ThePeriod, at_position: AtPosition = "",
    preview: PolicyName = "",
) -> EvaluationSeen:  # fmt: skip
    """Everybody at home in a unit on the last day of a period, judged by the policy of that day;
    the eligible first, by rank. A volunteer is as eligible after spending every bean."""
    caller = caller_of(request)
    check(caller, unit)
    ledger, when = caller.ledger, _period(kind, period)
    at = position_at(caller, at_position)
    policy = ledger.rules.on(last_day(kind, when))
    found = evaluated(ledger.eligibility, policy, kind, unit, when, at)
    beside = None
    if preview:
        other = evaluated(ledger.eligibility, named(ledger, preview), kind, unit, when, at)
        beside = Preview(
            policy_version=other.policy, digest=other.digest, items=_items(other),
            changes=changes(found, other),
        )  # fmt: skip
    return EvaluationSeen(
        kind=kind, unit=unit, period=period, policy_version=found.policy,
        position=ledger.tokens.seal(at), digest=found.digest, items=_items(found),
        frozen=_frozen(ledger, kind, unit, period), preview=beside,
    )  # fmt: skip


def _period(kind: str, name: str) -> Period:
    try:
        return period_for(kind, name)
    except ValueError as wrong:
        raise Stop("malformed", [FieldProblem(f"period: {wrong}", "")]) from None


def named(ledger: Ledger, name: str) -> Policy:
    """The adopted policy of that name; raises `Stop` (400) where there is none."""
    policy = ledger.rules.named(name)
    if policy is None:
        raise Stop("malformed", [FieldProblem(f"preview: {name} was never adopted", "")])
    return policy


def position_at(caller: Caller, token: str) -> int:
    """The position that is meant, once the views know it."""
    ledger = caller.ledger
    if not token:
        return ledger.shelf.position
    position = ledger.tokens.open(token)
    if position is None or position > ledger.book.head():
        raise Stop("token_malformed")
    if not ledger.shelf.wait_for(position):
        raise Stop("view_behind")
    return position


def _items(found: Evaluated) -> list[Eligible]:
    return [
        Eligible(
            volunteer=each.volunteer, number=each.number, eligible=each.eligible,
            reasons=list(each.reasons), minutes=each.minutes,
            rank=each.rank, chosen=each.chosen, star=each.star,
        )
        for each in found.items
    ]  # fmt: skip


def changes(now: Evaluated, then: Evaluated) -> list[Change]:
    """For whom the other policy makes a difference, in the order of the present list."""
    others: dict[str, Judged] = {each.volunteer: each for each in then.items}
    pairs = ((each, others[each.volunteer]) for each in now.items if each.volunteer in others)
    return [
        Change(
            volunteer=before.volunteer, eligible_now=before.eligible,
            eligible_then=after.eligible, chosen_now=before.chosen, chosen_then=after.chosen,
        )
        for before, after in pairs
        if (before.eligible, before.chosen) != (after.eligible, after.chosen)
    ]  # fmt: skip


def _frozen(ledger: Ledger, kind: str, unit: str, period: str) -> FrozenSeen | None:
    row = ledger.frozen.list(listing_of(f"evaluation_{kind}", unit, period))
    if row is None:
        return None
    return FrozenSeen(
        policy_version=row.policy, position=ledger.tokens.seal(row.book_position),
        digest=row.digest, frozen_at=row.frozen_at, frozen_by=row.frozen_by,
    )  # fmt: skip


ROUTES = [read_evaluation]
