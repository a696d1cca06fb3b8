"""Honours over HTTP: which persons, households or buildings may be nominated, and why."""

from __future__ import annotations

from typing import Annotated

import msgspec
from litestar import get
from litestar.params import PathParameter

from api.access.reach import check
from api.access.table import Deed, opens_to
from api.honouring import honours
from api.v1.asking import Call, caller_of
from api.v1.documents import READS
from api.v1.evaluations import AtPosition, ThePeriod, TheUnit, position_at
from ledger.counting.honours import Honourable, HonourCode
from ledger.counting.periods import read_period

TheHonour = Annotated[HonourCode, PathParameter(description="The code that the policy has.")]


class HonoursSeen(msgspec.Struct, kw_only=True):
    """A list with what proves it, like an evaluation. `eligible` is what the book knows; a
    condition that names who confirms it waits for people, at the nomination."""

    honour: HonourCode
    unit: str
    period: str
    policy_version: str
    position: str
    digest: str
    items: list[Honourable]


@get("/evaluations/honours/{honour:str}", opt=opens_to(Deed.READ_EVALUATIONS), **READS)
def read_honours(
    request: Call, honour: TheHonour, unit: TheUnit, period: ThePeriod, at_position: AtPosition = ""
) -> HonoursSeen:
    """Who may be nominated for an honour of the policy in a unit and a period."""
    caller = caller_of(request)
    check(caller, unit)
    ledger, when = caller.ledger, read_period(period)
    at = position_at(caller, at_position)
    found = honours(ledger.eligibility, ledger.rules.on(when.last), honour, unit, when, at)
    return HonoursSeen(
        honour=honour, unit=unit, period=period, policy_version=found.policy,
        position=ledger.tokens.seal(at), digest=found.digest, items=found.items,
    )  # fmt: skip


ROUTES = [read_honours]
