"""Samples of boards: the lane's November, frozen, and where Granny Zhang stands in it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from api.boards import Line, Near, OwnRank
from api.together import GroupLine
from projections.frozen import FrozenRow
from projections.tree import Unit

SHANGHAI = ZoneInfo("Asia/Shanghai")
LANE = Unit("unit-lane", "community", "阳光里社区", date(2026, 1, 1))
STREET = Unit("unit-street", "street", "拓东街道", date(2026, 1, 1))
BUILDING = Unit("unit-3", "building", "3 号楼", date(2026, 1, 1))
PERIODS = ("2026-W49", "2026-12", "2026-Q4", "2026", "all")
FROZEN = FrozenRow(
    "list-1", "leaderboard", "unit-lane", "2026-11", 41_207, "default/2", "5f" * 32, 2, "clock",
    datetime(2026, 12, 3, 0, 10, tzinfo=SHANGHAI), 41_300,
)  # fmt: skip
BOARD: dict[str, Any] = {
    "base": "/boards", "desk": False, "place": LANE, "period": "2026-11", "of": "person",
    "first": date(2026, 11, 1), "last": date(2026, 11, 30), "groups": [], "periods": PERIODS,
    "lines": [
        Line(rank=1, volunteer="volunteer-1", name_masked="王**", minutes=1_275),
        Line(rank=3, volunteer="volunteer-3", name_masked="欧阳**", minutes=960,
             adjusted_minutes=-90),
    ],
    "frozen": FROZEN, "earlier": "2026-10", "above": [STREET], "below": [BUILDING], "size": 20,
    "least": 10, "min_age": 18,
}  # fmt: skip
GROUPS = [
    GroupLine(rank=1, group="team-1", name="红马甲应急队", people=24, minutes=9_120,
              minutes_per_head=380),
]  # fmt: skip
RANK: dict[str, Any] = {
    "place": LANE, "places": [LANE, STREET], "period": "2026-W48", "periods": PERIODS,
    "form_key": "form-1",
    "found": OwnRank(
        rank=41, minutes=260, people=812, shown=True,
        near=[
            Near(rank=40, name_masked=None, minutes=None, oneself=False),
            Near(rank=41, name_masked="张**", minutes=260, oneself=True),
            Near(rank=42, name_masked="李**", minutes=255, oneself=False),
        ],
    ),
}  # fmt: skip
NOWHERE = OwnRank(rank=None, minutes=0, people=0, shown=False, near=[])
BOARD_PAGES: dict[str, tuple[str, dict[str, Any]]] = {
    "board frozen": ("boards.html", BOARD),
    "board of all time at the desk": (
        "boards.html",
        {**BOARD, "base": "/desk/boards", "desk": True, "lines": [], "frozen": None,
         "period": "all", "last": None, "earlier": None, "above": []},
    ),
    "board of teams": (
        "boards.html",
        {**BOARD, "of": "team", "lines": [], "groups": GROUPS, "frozen": None,
         "period": "2026-Q3", "below": []},
    ),
    "my rank": ("own/rank.html", RANK),
    "my rank, not served yet": (
        "own/rank.html", {**RANK, "found": NOWHERE, "period": "2026"},
    ),
}  # fmt: skip
