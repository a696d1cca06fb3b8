"""Books: whether programs that we did not write come to the same numbers, and the file for them."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.params import URLEncodedBody
from litestar.response import Redirect, Stream, Template

from api.access.table import Deed, may, opens_to
from api.journals.downloads import Layout, download
from api.journals.layouts import LAYOUTS
from api.pages.office.callers import Pressed, caller_here
from api.pages.visits import Visit, page

_CHECKING = opens_to(Deed.CHECK_BOOK)


@get("/desk/books", opt=_CHECKING, sync_to_thread=True)
def books(request: Visit) -> Template:
    """What each program said last, and what our own verification came to; what exactly was
    complained of is for those who may read the book, for it names accounts from everywhere."""
    caller = caller_here(request)
    checks = caller.ledger.checks
    may_read = may(caller.who, Deed.READ_BOOK)
    return page(
        request, "office/books.html", check=checks.last(), wanted=checks.wanted,
        verified=caller.ledger.verifications.last(),
        layouts=tuple(LAYOUTS) if may_read else (), may_read=may_read,
        has_desk=may(caller.who, Deed.SEE_DESK),
    )  # fmt: skip


@post("/desk/books/check", opt=_CHECKING, status_code=303, sync_to_thread=True)
def check_now(request: Visit, data: URLEncodedBody[Pressed]) -> Response[Any]:
    """Have it checked soon; pressing again while it is awaited changes nothing."""
    caller_here(request).ledger.checks.want()
    return Redirect("/desk/books", status_code=303)


@get("/desk/books/journal", opt=opens_to(Deed.READ_BOOK), sync_to_thread=True)
def journal(request: Visit, layout: Layout = "beancount") -> Stream:
    """The journal, to be checked wherever its reader likes."""
    return download(caller_here(request).ledger, layout)


ROUTES: list[Any] = [books, check_now, journal]
