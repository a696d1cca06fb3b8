"""Records that were wrong, here or in another book, and the calls that are about one of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from api.ids import new_id
from ledger.command import By
from ledger.facts import ToldRecord
from ledger.imports import ImportRecord
from tests.access.asked import Asked

if TYPE_CHECKING:
    from tests.access.town import Town


def brought_in(town: Town) -> str:
    """Somebody elsewhere wrote down that Wang had served; one more record each time."""
    now, book = town.home.clock.now(), town.home.ledger.book
    told = ToldRecord(
        imported=new_id("imported", now), volunteer=str(town.wang.who.volunteer), minutes=2,
        title="敬老院陪护", recorder="河对岸社区", service_day=date(2026, 3, 8),
    )  # fmt: skip
    by = By("import", "system", f"key-{told.imported}", "told once")
    book.record(ImportRecord(told=told, digest="5a7c"), by, now)
    return told.imported


OF_RECORDS: dict[str, Callable[[Town], Asked]] = {
    "POST /records": lambda t: Asked("/records", {"csv": "姓名,手机号码\n"}, {"dry_run": "true"}),
    "GET /records": lambda t: Asked("/records", None, {"purpose": "other", "reference": "A-1"}),
    "POST /attendances/{attendance}/revocation": lambda t: Asked(
        f"/attendances/{t.attendance}/revocation", {"reason": "误记"}, {"dry_run": "true"}
    ),
    "POST /attendances/{attendance}/correction": lambda t: Asked(
        f"/attendances/{t.attendance}/correction", {"rating": 4, "reason": "误记"},
        {"dry_run": "true"},
    ),
    "POST /activities/{activity}/revocation": lambda t: Asked(
        f"/activities/{t.activity}/revocation", {"reason": "误记"}, {"dry_run": "true"}
    ),
    "POST /records/{imported}/correction": lambda t: Asked(
        f"/records/{brought_in(t)}/correction", {"minutes": 1, "reason": "多写了"}
    ),
    "POST /records/{imported}/revocation": lambda t: Asked(
        f"/records/{brought_in(t)}/revocation", {"reason": "没有的事"}, {"dry_run": "true"}
    ),
}
