"""The pages about records of another book: what waits, what came in, and what was taken back."""

from __future__ import annotations

from typing import Any

from api.access.table import Deed
from api.pages.second_looks.outcomes import PROGRAM, Outcome
from projections.certified import Brought
from tests.second_look_samples import ABOUT, GRANNY_ZHANG, NOON, ONE, PROPOSAL, SAID, TODAY

BROUGHT = PROPOSAL | {
    "kind": "import", "title": "", "starts_at": None, "people": 2, "proof": "", "records": 3,
}  # fmt: skip
ELSEWHERE = {
    "masked": GRANNY_ZHANG, "title": "敬老院陪护", "service_day": "2026-03-08", "minutes": 120,
    "training_minutes": 30, "recorder": "河对岸社区居民委员会",
}  # fmt: skip
FOREIGN = Outcome("volunteer-1", GRANNY_ZHANG, minutes=120, training_minutes=30, grade="D")
FOREIGN_ROW, GONE = (
    Brought(
        imported="imported-1", volunteer="volunteer-1", title="敬老院陪护", day=TODAY,
        recorder="河对岸社区居民委员会", minutes=minutes, training_minutes=minutes // 4, beans=0,
        digest="5a7c" * 16, actor="person-1", approved_by="person-2", at=NOON,
        standing=int(minutes > 0), position=7,
    )
    for minutes in (120, 0)
)  # fmt: skip
TAKEN_OVER: dict[str, Any] = ABOUT | {
    "row": FOREIGN_ROW, "actor": "周**", "approver": "吴**", "may": {deed.value for deed in Deed},
}
BROUGHT_PAGES: dict[str, tuple[str, dict[str, Any]]] = {
    "proposals, of records": (
        "office/proposals.html", {"proposals": [BROUGHT], "next_cursor": None},
    ),
    "proposal, of records": (
        "office/proposal.html",
        ONE | {"one": BROUGHT, "people": [], "records": [ELSEWHERE], "happens": [FOREIGN]},
    ),
    "service, of records": (
        "office/service.html", ABOUT | {"records": [], "brought": [FOREIGN_ROW]},
    ),
    "brought in": ("office/brought.html", TAKEN_OVER),
    "brought in, taken back": (
        "office/brought.html", TAKEN_OVER | {"row": GONE, "actor": PROGRAM, "approver": ""} | SAID
    ),
}
