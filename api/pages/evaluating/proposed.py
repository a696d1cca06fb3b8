"""Proposed: a policy that nobody adopted yet, tried on a list; who would gain by it, and who lose.

The text is checked as one that is to be adopted, looked at, and forgotten: the book hears nothing.
"""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.datastructures import UploadFile

from api.access.table import Deed, opens_to
from api.evaluating import KINDS, Evaluated, evaluated
from api.pages.evaluating.lists import (
    PERIOD,
    UNITS,
    AnyPeriod,
    AnyUnit,
    Kind,
    own_unit,
    period_meant,
    periods_shown,
)
from api.pages.evaluating.telling import Shown, shown_list
from api.pages.language import LANGUAGE
from api.pages.office.callers import caller_here, catch_up, must_reach_here
from api.pages.office.finding import units_within
from api.pages.visits import Visit, page
from api.problems import Stop
from api.v1.asking import Caller
from api.v1.words import UNIT
from ledger.counting.evaluations import EvaluationKind, Judged
from ledger.facts import Fact, PolicyAdopted
from ledger.policy import Policy, PolicyFault, read_policy
from ledger.states import RULEBOOK, State

MOST_BYTES = 256_000
"""Ten times the policy that is shipped."""
_MOST_REQUEST_BYTES = 3 * MOST_BYTES
_TRYING = opens_to(Deed.READ_EVALUATIONS)


class _Adopted(State):
    """How was the policy worded that was adopted last?"""

    __slots__ = ("text",)
    listens = (PolicyAdopted,)

    def __init__(self) -> None:
        super().__init__(RULEBOOK)
        self.text = ""

    def evolve(self, fact: Fact) -> None:
        """One more was adopted."""
        if isinstance(fact, PolicyAdopted):
            self.text = fact.text


class Choice(msgspec.Struct, kw_only=True):
    """The list on which a policy is tried."""

    kind: EvaluationKind = "monthly"
    unit: Annotated[str, msgspec.Meta(pattern=f"^$|{UNIT}")] = ""
    period: Annotated[str, msgspec.Meta(pattern=PERIOD)] = ""


@get("/desk/evaluations/proposed", opt=_TRYING, sync_to_thread=True)
def wording(
    request: Visit, kind: Kind = "monthly", unit: AnyUnit = "", period: AnyPeriod = ""
) -> Response[Any]:
    """The policy that was adopted last, to be changed and tried."""
    caller = caller_here(request)
    choice = Choice(kind=kind, unit=unit, period=period)
    return _page(request, caller, choice, text=caller.ledger.book.look(_Adopted()).text)


@post(
    "/desk/evaluations/proposed", opt=_TRYING, status_code=200,
    request_max_body_size=_MOST_REQUEST_BYTES,
)  # fmt: skip
async def try_out(request: Visit) -> Response[Any]:
    """Check a policy, typed or in a file, and show its list beside the present one."""
    form = await request.form()
    told = {name: form[name] for name in Choice.__struct_fields__ if name in form}
    try:
        choice = msgspec.convert(told, Choice)
    except msgspec.ValidationError:
        raise Stop("malformed") from None
    content = await _content(form.get("file"), form.get("text"))
    return await sync_to_thread(_tried, request, choice, content)


async def _content(sent: Any, typed: Any) -> bytes:
    """A file counts before what is typed; browsers send an empty one where none was chosen."""
    if isinstance(sent, UploadFile) and (content := await sent.read(MOST_BYTES + 1)):
        return content
    # A form breaks lines as telegrams did.
    return typed.replace("\r\n", "\n").encode() if isinstance(typed, str) else b""


def _tried(request: Visit, choice: Choice, content: bytes) -> Response[Any]:
    caller, text = caller_here(request), content[:MOST_BYTES].decode("utf-8", "replace")
    try:
        policy = _policy_in(content)
    except PolicyFault as fault:
        return _page(request, caller, choice, text=text, fault=fault)
    return _page(request, caller, choice, text=text, policy=policy)


def _policy_in(content: bytes) -> Policy:
    """Raises PolicyFault for what may not be adopted."""
    if len(content) > MOST_BYTES:
        most = MOST_BYTES // 1000
        raise PolicyFault(
            "", f"A policy is no longer than {most} kB.", f"政策文件不超过 {most} kB。"
        )
    try:
        return read_policy(content.decode("utf-8"))
    except UnicodeDecodeError:
        raise PolicyFault(
            "", "The file is not in UTF-8.", "文件不是 UTF-8 编码。"
        ) from None


def _page(
    request: Visit,
    caller: Caller,
    choice: Choice,
    *,
    text: str,
    fault: PolicyFault | None = None,
    policy: Policy | None = None,
) -> Response[Any]:
    catch_up(caller)
    units, when = units_within(caller, UNITS), period_meant(caller, choice.kind, choice.period)
    if not units:
        raise Stop("not_found")
    near = must_reach_here(caller, choice.unit or own_unit(caller, [one.unit for one in units]))
    shown = then = None
    if policy is not None:
        shown = shown_list(caller, choice.kind, near, when)
        at = shown.found.position
        then = evaluated(caller.ledger.eligibility, policy, choice.kind, near, when, at)
    said = fault and (fault.chinese if LANGUAGE.get() == "zh" else fault.english)
    return page(
        request, "evaluating/proposed.html", 422 if fault else 200, kind=choice.kind, kinds=KINDS,
        unit=near, units=units, period=when.name, periods=periods_shown(caller, choice.kind),
        text=text, said=said, pointer=fault.pointer if fault else "", now=shown and shown.found,
        then=then, lines=_lines(caller, shown, then) if shown and then else [],
    )  # fmt: skip


def _lines(caller: Caller, shown: Shown, then: Evaluated) -> list[dict[str, Any]]:
    """Whom it makes a difference for: first who would gain, then who would lose."""
    others: dict[str, Judged] = {each.volunteer: each for each in then.items}
    both = [(each, others.get(each.volunteer, each)) for each in shown.found.items]
    changed = [pair for pair in both if _standing(pair[0]) != _standing(pair[1])]
    changed.sort(key=lambda pair: _standing(pair[0]) > _standing(pair[1]))
    names = caller.house.people.masked_names(before.volunteer for before, _ in changed)
    return [
        {"masked": names[before.volunteer], "now": before, "then": after,
         "gains": _standing(after) > _standing(before)}
        for before, after in changed
    ]  # fmt: skip


def _standing(judged: Judged) -> tuple[bool, bool, int]:
    return judged.chosen, judged.eligible, judged.star


ROUTES: list[Any] = [wording, try_out]
