"""Calls about households: who lives with whom, and in which building."""

from __future__ import annotations

from collections.abc import Callable

from tests.access.asked import Asked
from tests.access.town import Town

OF_HOUSEHOLDS: dict[str, Callable[[Town], Asked]] = {
    "POST /households": lambda t: Asked("/households", {"community": t.lane}),
    "POST /households/{household}/building": lambda t: Asked(
        f"/households/{t.household}/building", {"building": t.building}
    ),
    "POST /households/{household}/members": lambda t: Asked(
        f"/households/{t.household}/members", {"volunteer": t.wang.who.volunteer}
    ),
    "POST /households/{household}/members/leave": lambda t: Asked(
        f"/households/{t.household}/members/leave", {"volunteer": t.wang.who.volunteer}
    ),
}
