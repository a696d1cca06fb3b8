"""The pages on which badges are printed, as Zhou meets them."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from api.pages.office.badge_sheets import Printed

QR = Markup('<svg viewBox="0 0 9 9"><path d="M1 1h3v3h-3z"/></svg>')
PLACES = [("unit-1", "金沙社区", ""), ("team-1", "环保志愿者队", "金沙社区")]
WANTED: dict[str, Any] = {
    "places": PLACES, "problem": None, "most_sheets": 5, "form_key": "form-1",
    "path": "/desk/badges",
}  # fmt: skip
ONE_SHEET = [
    Printed(
        number=f"100000000{number}", code="GBB 0D3GX 5W7QK 2M9P4 T6RCB", pin="274951", qr_svg=QR
    )
    for number in range(10)
]

BADGE_PAGES: dict[str, tuple[str, dict[str, Any]]] = {
    "badges wanted": ("office/badges_wanted.html", WANTED),
    "badges wanted, for nobody": ("office/badges_wanted.html", {**WANTED, "problem": "nobody"}),
    "badges wanted, for whom": ("office/badges_wanted.html", {**WANTED, "problem": "whose"}),
    "badges on a sheet": (
        "office/badge_sheets.html", {"sheets": [ONE_SHEET], "path": "/desk/badges"}
    ),
    "badges sent twice": ("office/badge_sheets.html", {"sheets": None, "path": "/desk/badges"}),
}
