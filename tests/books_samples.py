"""The page of the outside check, before the first one and after good and bad ones."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from api.journals.checks import Check
from api.journals.outside import Verdict
from api.pages.reading import SHANGHAI
from api.verifying.apart import Found
from api.verifying.difference import between
from api.verifying.nights import Verified

NIGHT = datetime(2026, 11, 23, 2, 0, 12, tzinfo=SHANGHAI)
AGREES = Verdict(program="beancount", outcome="ok")
ABSENT = Verdict(program="beancount", outcome="not_installed")
HLEDGER_ABSENT = Verdict(program="hledger", outcome="not_installed")
DIFFERS = Verdict(
    program="hledger", outcome="differs",
    complaint=(
        "hledger: Error: balance assertion: home.journal:78:46",
        "account: Assets:Volunteers:V-06dbrb1103t2rjat54", "calculated: 48", "asserted: 49",
    ),
)  # fmt: skip
FINE = Verified(
    at=NIGHT.replace(hour=3), found=Found(facts=40_418, position=40_520, differences=0, first=())
)
WRONG = Verified(
    at=NIGHT.replace(hour=3),
    found=Found(
        facts=40_418, position=40_520, differences=2,
        first=(between("account", "volunteer-1", (21, 0), (20, 0)),),
    ),
)  # fmt: skip
UNENDED = Verified(at=NIGHT.replace(hour=3), found=None)
STUCK = Verdict(program="hledger", outcome="unfinished", complaint=("ShelfFault",))


def checked(*verdicts: Verdict, **more: Any) -> tuple[str, dict[str, Any]]:
    """The page after this was said."""
    check = Check(at=NIGHT, position=40_418, verdicts=verdicts)
    return "office/books.html", {**FIRST, "check": check, **more}


FIRST: dict[str, Any] = {
    "check": None, "verified": None, "wanted": False, "layouts": (), "may_read": False,
    "has_desk": True, "path": "/desk/books",
}  # fmt: skip
AUDITOR = {"layouts": ("beancount", "hledger"), "may_read": True, "has_desk": False}
BOOKS_PAGES = {
    "books, before the first check": ("office/books.html", FIRST),
    "books, agreed": checked(AGREES, HLEDGER_ABSENT, verified=FINE),
    "books, a check was asked for": checked(AGREES, HLEDGER_ABSENT, wanted=True),
    "books, a difference, for staff": checked(AGREES, DIFFERS, verified=WRONG),
    "books, a difference, for an auditor": checked(
        AGREES, DIFFERS, verified=WRONG, **AUDITOR
    ),
    "books, nobody to ask": checked(ABSENT, HLEDGER_ABSENT),
    "books, not finished": checked(AGREES, STUCK, verified=UNENDED, **AUDITOR),
}
