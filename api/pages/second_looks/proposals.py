"""Proposals: what waits for a second person, the first one first, as far as somebody reaches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated, Any

from litestar import get
from litestar.params import QueryParameter
from litestar.response import Template

from api.access.reach import reaches
from api.access.table import Deed, opens_to
from api.pages.office.callers import caller_here, catch_up
from api.pages.second_looks.kept_words import text_of
from api.pages.second_looks.outcomes import name_of
from api.pages.visits import Visit, page
from api.tokens import PATTERN
from api.v1.asking import Caller
from api.v1.paging import cut, position_of
from projections.proposals import Proposal

A_PAGE = 20
AT_ONCE = 100
"""How many are read together while those within reach are picked out."""

After = Annotated[str, QueryParameter(pattern=f"^$|{PATTERN}")]


@get("/desk/proposals", opt=opens_to(Deed.READ_PROPOSALS), sync_to_thread=True)
def proposals(request: Visit, after: After = "") -> Template:
    """Everything that waits, some at a time."""
    caller = caller_here(request)
    catch_up(caller)
    start = position_of(caller.ledger, after) or 0
    found = list(first_within(caller, waiting(caller), start, A_PAGE + 1))
    rows = cut(caller.ledger, found, A_PAGE, lambda row: row.position)
    return page(
        request, "office/proposals.html", next_cursor=rows.next_cursor,
        proposals=[told(caller, row) for row in rows.items],
    )  # fmt: skip


def waiting(caller: Caller) -> Callable[[int], list[Proposal]]:
    """What waits behind a position, page by page."""
    return lambda after: caller.ledger.proposals.in_state("waiting", AT_ONCE, after)


def first_within(
    caller: Caller, some: Callable[[int], list[Any]], after: int, most: int
) -> Iterator[Any]:
    """The first `most` rows behind a position whose subject lies within reach."""
    left = most
    while left and (rows := some(after)):
        for row in rows:
            if left and reaches(caller, row.subject):
                left -= 1
                yield row
        after = rows[-1].position


def told(caller: Caller, row: Proposal) -> dict[str, Any]:
    """A proposal in the words of the page: who asks, for whom, how much, on which proof."""
    plan = caller.ledger.activity_board.activity(row.activity) if row.activity else None
    return {
        "proposal": row.proposal, "kind": row.kind, "state": row.state, "people": row.people,
        "proposer": name_of(caller, row.proposer), "proposed_at": row.proposed_at,
        "activity": row.activity, "title": plan.title if plan else "",
        "starts_at": plan.starts_at if plan else None, "volunteer": row.volunteer or "",
        "masked": _whom(caller, row), "code": row.details.get("code", ""),
        "beans": row.details.get("grade") or row.details.get("beans") or 0,
        "records": len(row.details.get("records", ())), "star": row.details.get("star"),
        "reference": row.details.get("reference", ""),
        "honour": row.details.get("honour", ""), "period": row.details.get("period", ""),
        "proof": text_of(caller, row.note), "answer": text_of(caller, row.answer),
        "settled_by": name_of(caller, row.settled_by), "settled_at": row.settled_at,
    }  # fmt: skip


def _whom(caller: Caller, row: Proposal) -> str:
    """Whom or what it is about, if it is about no activity."""
    if row.subject.startswith("unit-"):
        return caller.ledger.units.name_of(row.subject)
    people = [row.volunteer] if row.volunteer else row.details.get("members", ())
    names = caller.house.people.masked_names(people)
    return "、".join(names[each] for each in people)


ROUTES: list[Any] = [proposals]
