"""Bringing in: a roster, a list of merchants or a plan is sent from the desk, and looked at first.

Nothing is kept between looking and carrying out: the file is sent again, and a sealed digest
says that it is the one which was looked at.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from functools import partial
from hashlib import blake2b
from typing import Annotated, Any, get_args

from litestar import Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.params import QueryParameter
from litestar.response import Template

from api.access.own import answers_for
from api.access.reach import unlimited
from api.access.table import Deed, opens_to
from api.codes import Seal, SealBroken, SealExpired
from api.guarding.sheets import XLSX_TYPE, attachment, xlsx_of
from api.guarding.uploads import MOST_REQUEST_BYTES, content_of
from api.importing.fingerprints import Kind
from api.importing.refused import FileRefused
from api.importing.report import RowResult
from api.importing.tables import Table, table_of
from api.intake.at_a_door import desk_for, leave_a_trace, near
from api.intake.bringing_in import Brought, bring_in_table
from api.intake.refused_rows import known_as, refused_rows
from api.pages.language import LANGUAGE, translate
from api.pages.second_looks.outcomes import name_of
from api.pages.visits import Visit, house_of, known_visitor, ledger_of, page
from api.problems import Stop
from api.v1.asking import Caller
from projections.certificates import BroughtTable

KINDS = tuple(kind for kind in get_args(Kind) if kind != "balances")
"""Purses are opened at the machine itself alone: nobody makes beans from a desk."""
ROWS_SHOWN = 200
TABLES_SHOWN = 20
TIME_TO_CARRY_OUT = timedelta(hours=1)
_BRINGING = opens_to(Deed.BRING_IN)
_KIND = f"^({'|'.join(KINDS)})?$"


@get("/desk/import", opt=_BRINGING, sync_to_thread=True)
def choose(request: Visit, kind: Annotated[str, QueryParameter(pattern=_KIND)] = "") -> Template:
    """What to bring in, and from which file."""
    return _page(request, kind)


@post(
    "/desk/import", opt=_BRINGING, status_code=200, request_max_body_size=MOST_REQUEST_BYTES
)
async def bring(request: Visit) -> Response[Any]:
    """Look at a file and say what would become of every row; or carry it out; or give the rows
    back that were refused."""
    form = await request.form()
    kind, wish = form.get("kind"), form.get("wish")
    if kind not in KINDS or wish not in ("look", "carry_out", "refused_rows"):
        raise Stop("malformed")
    try:
        content = await content_of(form.get("file"))
        if wish == "carry_out" and not _was_looked_at(request, kind, content, form):
            raise FileRefused(
                "not_looked_at",
                "This is not the file that was checked just now. Please check it first.",
                "这不是刚才检查过的文件，请先检查。",
            )
        return await sync_to_thread(_brought, request, kind, wish, content)
    except FileRefused as refused:
        sentence = refused.chinese if LANGUAGE.get() == "zh" else refused.english
        return _page(request, kind, status=422, sentence=sentence)


def _brought(request: Visit, kind: Kind, wish: str, content: bytes) -> Response[Any]:
    table = table_of(content)
    caller = _caller(request)
    desk = desk_for(caller, kind, dry=wish != "carry_out")
    brought = bring_in_table(desk, kind, table, moved=lambda row: near(caller, desk, row))
    leave_a_trace(desk, kind, wish, brought.results)
    if wish == "refused_rows":
        rows = refused_rows(table, brought.results)
        return attachment("refused-rows.xlsx", XLSX_TYPE, xlsx_of(rows))
    if not desk.dry:
        caller.ledger.shelf.follow()  # Whoever looks next, looks at what was brought in.
    looked_at = _seal(request).seal(_digest(request, kind, content), _until(caller))
    return _page(request, kind, brought=brought, table=table, looked_at=looked_at, dry=desk.dry)


def _page(
    request: Visit,
    kind: str,
    *,
    status: int = 200,
    sentence: str | None = None,
    brought: Brought | None = None,
    table: Table | None = None,
    looked_at: str = "",
    dry: bool = True,
) -> Template:
    results = brought.results if brought else ()
    refused = [result for result in results if result.state == "refused"]
    names = known_as(table) if table else {}
    return page(
        request, "bringing.html", status, kind=kind, sentence=sentence, looked_at=looked_at,
        done=bool(brought) and not dry, counts=_counts(results), founded=brought.founded if brought
        else (), refused=[_line(result, names) for result in refused[:ROWS_SHOWN]],
        more=len(refused) - ROWS_SHOWN, looked=brought is not None,
        tables=_tables(request) if kind == "records" else [],
    )  # fmt: skip


def _tables(request: Visit) -> list[tuple[str, str, BroughtTable]]:
    """What was brought in lately, by whom, and who agreed; who does not reach everything reads
    their own."""
    caller = _caller(request)
    caller.ledger.shelf.follow()
    own = None if unlimited(caller.who) else answers_for(caller.who)
    rows = caller.ledger.certificates.tables_brought(TABLES_SHOWN, own)
    named = partial(name_of, caller)
    return [(named(row.actor), named(row.approved_by), row) for row in rows]


def _counts(results: Any) -> list[tuple[str, int]]:
    words = {
        "would import": translate("new"), "imported": translate("taken in"),
        "would wait": translate("new"), "waiting": translate("wait for a second person"),
        "unchanged": translate("known already"), "refused": translate("refused"),
    }  # fmt: skip
    found = Counter(result.state for result in results)
    return [(word, found[state]) for state, word in words.items() if found[state]]


def _line(result: RowResult, names: dict[int, str]) -> dict[str, Any]:
    chinese = LANGUAGE.get() == "zh"
    reasons = [
        f"{problem.column} {problem.chinese if chinese else problem.english}".strip()
        for problem in result.problems
    ]
    return {"number": result.row, "named": names.get(result.row, ""), "reasons": reasons}


def _caller(request: Visit) -> Caller:
    who = known_visitor(request)
    return Caller(who, ledger_of(request, who), house_of(request))


def _was_looked_at(request: Visit, kind: str, content: bytes, form: Any) -> bool:
    try:
        sealed = _seal(request).open(str(form.get("looked_at")), house_of(request).clock.now())
    except (SealBroken, SealExpired):
        return False
    return sealed == _digest(request, kind, content)


def _digest(request: Visit, kind: str, content: bytes) -> str:
    said = f"{known_visitor(request).actor}\n{kind}\n".encode()
    return blake2b(said + content, digest_size=16).hexdigest()


def _until(caller: Caller) -> Any:
    return caller.house.clock.now() + TIME_TO_CARRY_OUT


def _seal(request: Visit) -> Seal:
    return Seal(house_of(request).settings.derived_secret("imports"), "looked at")


ROUTES: list[Any] = [choose, bring]
