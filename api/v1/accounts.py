"""Accounts over HTTP: what a volunteer has, and how it came about."""

from __future__ import annotations

from datetime import date, datetime, time
from hashlib import blake2b

import msgspec
from litestar import Response, get

from api.access.reach import check, sure, unknown
from api.access.table import Deed, opens_to
from api.ledgers import Ledger
from api.pages.language import LANGUAGE, choose
from api.pages.own.clauses import clause_of
from api.pages.own.confirmers import confirmers_of, helpers_of
from api.pages.own.lines import activity_of
from api.pages.own.sums import Sum, sum_of
from api.v1 import paging
from api.v1.addresses import USUAL, Cursor, Limit, TheVolunteer
from api.v1.asking import Call, Caller, caller_of, header
from api.v1.documents import READS, UNCHANGED
from api.v1.explanations import explanation
from projections.balances import Account, Lot
from projections.statements import StatementLine

GLANCES = 5
"""How often an account is read again when it changed between two questions."""


class LivingLot(msgspec.Struct, kw_only=True):
    """Beans that can be spent until (not including) `expires_at`."""

    beans: int
    expires_at: datetime


class AccountNow(msgspec.Struct, kw_only=True):
    """What the volunteer can spend now, negative while a debt stands, and has served so far.

    `held` beans wait for a merchant and are not in `beans`; `pending_minutes` wait for a review
    and are not in `minutes`. `blocked`: nothing can be redeemed until the debt is worked off.
    """

    volunteer: str
    beans: int
    held: int
    minutes: int
    training_minutes: int
    pending_minutes: int
    lots: list[LivingLot]
    blocked: bool
    position: str


class Dispute(msgspec.Struct, kw_only=True):
    """What was said against a line, until when it is answered, and the answer."""

    state: str
    due_on: date
    answer: str | None


class StatementItem(msgspec.Struct, kw_only=True):
    """One step: what it did to beans and minutes, the balance after it, and why.

    Of a service record also the `grade` of its evidence and who answers for it, by a masked name
    or by the role; `activity` is what the line is about, where it was one, `policy` and `clause`
    the version of the rules behind it and the place in them. `objection` is the last thing said
    against what the line is about.
    """

    at: datetime
    recorded_at: datetime
    kind: str
    beans: int
    balance: int | None
    minutes: int
    explanation: str
    reference: str | None
    grade: str | None
    confirmed_by: str | None
    activity: str | None
    policy: str
    clause: str
    objection: Dispute | None


class Statement(msgspec.Struct, kw_only=True):
    """A volunteer's steps, newest first."""

    items: list[StatementItem]
    next_cursor: str | None


@get("/volunteers/{volunteer:str}/account",
     opt=opens_to(Deed.READ_ACCOUNT),
     **READS | {"responses": READS["responses"] | UNCHANGED})  # fmt: skip
def account(request: Call, volunteer: TheVolunteer) -> Response[AccountNow]:
    """Beans, lots and minutes of a volunteer; an unchanged one need not be sent again."""
    caller = caller_of(request)
    ledger = caller.ledger
    check(caller, volunteer)
    position = ledger.tokens.seal(ledger.shelf.position)
    if sure(ledger, lambda: ledger.balances.of(volunteer)) is None:
        raise unknown(volunteer)
    found, lots = _at_once(ledger, volunteer)
    now = _account_now(ledger, found, lots, caller.now())
    # The tag leaves the position out: what others do does not change this account.
    tag = f'W/"{blake2b(msgspec.json.encode(now), digest_size=12).hexdigest()}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if tag in (header(request, b"if-none-match") or "").replace(" ", "").split(","):
        return Response(b"", status_code=304, headers=headers)  # type: ignore[arg-type]
    return Response(msgspec.structs.replace(now, position=position), headers=headers)


def _at_once(ledger: Ledger, volunteer: str) -> tuple[Account, list[Lot]]:
    """The account and its lots as of one moment, though they are two questions."""
    views = ledger.balances
    found = views.of(volunteer)
    for _ in range(GLANCES):
        lots = views.lots_of(volunteer)
        before, found = found, views.of(volunteer)
        if before == found:
            break
    return found, lots


def _account_now(ledger: Ledger, found: Account, lots: list[Lot], now: datetime) -> AccountNow:
    policy = ledger.rules.at(now)
    today = policy.local_date(now).isoformat()
    living = [lot for lot in lots if lot.dies_on > today]
    return AccountNow(
        volunteer=found.volunteer, beans=sum(lot.beans for lot in living) - found.debt,
        held=found.held, minutes=found.minutes, training_minutes=found.training_minutes,
        pending_minutes=ledger.balances.pending_minutes_of(found.volunteer),
        lots=[
            LivingLot(
                beans=lot.beans,
                expires_at=datetime.combine(
                    date.fromisoformat(lot.dies_on), time(), tzinfo=policy.zone
                ),
            )
            for lot in living
        ],
        blocked=bool(found.debt) and policy.reversal.negative_blocks_redemption, position="",
    )  # fmt: skip


@get("/volunteers/{volunteer:str}/statement",
     opt=opens_to(Deed.READ_STATEMENT), **READS)  # fmt: skip
def statement(
    request: Call,
    volunteer: TheVolunteer,
    limit: Limit = USUAL,
    cursor: Cursor = "",
) -> Response[Statement]:
    """What happened to a volunteer's beans and minutes, newest first, explained."""
    caller = caller_of(request)
    ledger = caller.ledger
    check(caller, volunteer)
    if sure(ledger, lambda: ledger.directory.volunteer(volunteer)) is None:
        raise unknown(volunteer)
    lines = ledger.statements.of(volunteer, limit + 1, paging.position_of(ledger, cursor))
    page = paging.cut(ledger, lines, limit, lambda line: line.position)
    language = choose(None, header(request, b"accept-language"))
    disputes = _disputes(caller, volunteer, page.items)
    token = LANGUAGE.set(language)
    confirmers = confirmers_of(caller.house, page.items)
    LANGUAGE.reset(token)
    went = helpers_of(caller.house, page.items)
    items = [
        StatementItem(
            at=line.at, recorded_at=line.recorded_at, kind=line.kind, beans=line.beans,
            balance=line.balance, minutes=line.minutes,
            explanation=explanation(
                line, language, _sum_of(ledger, line), confirmers.get(line.position),
                went.get(line.position),
            ),
            reference=line.reference, grade=(line.details or {}).get("grade"),
            confirmed_by=confirmers.get(line.position), activity=activity_of(line),
            **clause_of(ledger, line)._asdict(), objection=disputes.get(line.reference),
        )
        for line in page.items
    ]  # fmt: skip
    return Response(
        Statement(items=items, next_cursor=page.next_cursor),
        headers={"Content-Language": language, "Vary": "Accept-Language"},
    )


def _disputes(
    caller: Caller, volunteer: str, lines: list[StatementLine]
) -> dict[str | None, Dispute]:
    text, about = caller.house.notes.text, {line.reference for line in lines if line.reference}
    return {
        row.reference: Dispute(
            state=row.state, due_on=row.due_on,
            answer=text(row.answer_note) if row.answer_note else None,
        )
        for row in caller.ledger.objections.of(volunteer, about)
    }  # fmt: skip


def _sum_of(ledger: Ledger, line: StatementLine) -> Sum | None:
    told = line.details or {}
    if line.kind != "service":
        return None
    return sum_of(ledger.rules.named(told.get("policy") or ""), told, line.beans)


ROUTES = [account, statement]
