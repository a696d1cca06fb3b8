"""The pages of spot checks: records drawn by lot, before and after somebody has looked."""

from __future__ import annotations

from typing import Any

from projections.samples import SampledRecord, SampleRow
from tests.second_look_samples import GRANNY_ZHANG, NOON, TITLE, attendance

NOVEMBER = SampleRow(
    sample="sample-1-202611", unit="unit-1", month="2026-11",
    seed="9b1f6b1a2f0c4d7e8a5b3c2d1e0f9a8b", book_position=40_418, policy="default 2",
    confirmed=1_240, drawn=25, checked=3, faulty=1, drawn_at=NOON, position=40_430,
)  # fmt: skip
DONE = SampleRow(
    sample="sample-1-202610", unit="unit-1", month="2026-10", seed="0" * 32, book_position=30_000,
    policy="default 2", confirmed=250, drawn=5, checked=5, drawn_at=NOON, position=30_010,
)  # fmt: skip
PLACE = "金沙社区"


def looked_at(place: int, **found: Any) -> dict[str, Any]:
    """A record that was drawn, and what came of the look."""
    attendance_id = f"attendance-{place}-1"
    look = SampledRecord(sample=NOVEMBER.sample, attendance=attendance_id, place=place, **found)
    return {
        "look": look, "row": attendance(), "title": TITLE, "masked": GRANNY_ZHANG,
        "checked_by": "周**" if found else "", "words": "",
    }  # fmt: skip


FINE = looked_at(0, finding="in_order", checked_by="person-1", checked_at=NOON)
FAULTY = looked_at(
    1, finding="not_in_order", fault="other_times", checked_by="person-1", checked_at=NOON
) | {"words": "十点就走了", "row": attendance("revoked")}
OPEN = looked_at(2)
ONE: dict[str, Any] = {
    "one": {"row": NOVEMBER, "place": PLACE}, "records": [FINE, FAULTY, OPEN, looked_at(3)],
    "may_check": True, "may_open": True, "problem": "", "about": "", "form_key": "form-1",
    "path": "/desk/samples/sample-1-202611",
}  # fmt: skip
LIST: dict[str, Any] = {
    "waiting": [{"row": NOVEMBER, "place": PLACE}], "done": [{"row": DONE, "place": PLACE}],
    "has_desk": True, "path": "/desk/samples",
}  # fmt: skip
WRONG = {"problem": "这条记录已经有人抽查过。", "about": OPEN["look"].attendance}
SPOT_CHECK_PAGES: dict[str, tuple[str, dict[str, Any]]] = {
    "spot checks": ("office/samples.html", LIST),
    "spot checks, nothing drawn yet, for an auditor": (
        "office/samples.html", {**LIST, "waiting": [], "done": [], "has_desk": False},
    ),
    "spot check": ("office/sample.html", ONE),
    "spot check, refused": ("office/sample.html", {**ONE, **WRONG}),
    "spot check, for somebody who looks on": (
        "office/sample.html", {**ONE, "may_check": False, "may_open": False},
    ),
}  # fmt: skip
