"""Journals over HTTP: the whole book as an accounting program that is not ours reads it."""

from __future__ import annotations

from litestar import get
from litestar.response import Stream

from api.access.table import Deed, opens_to
from api.journals.downloads import Layout, download
from api.v1.asking import Call, caller_of
from api.v1.documents import READS


@get(
    "/ledger/journal", opt=opens_to(Deed.READ_BOOK), **READS,
    media_type="text/plain; charset=utf-8",
)  # fmt: skip
def journal(request: Call, layout: Layout) -> Stream:
    """Every movement of beans and of what is owed, and the balances that the views show."""
    return download(caller_of(request).ledger, layout)


ROUTES = [journal]
