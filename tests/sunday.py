"""A Sunday on Sunny Lane: service in the morning, noodles at noon, all by real commands."""

from __future__ import annotations

from ledger.redemptions import IssueCode
from ledger.reversals import RefundRedemption
from projections.shelf import Shelf
from projections.statements import StatementLine
from tests.deeds import HERS, comes, confirms, leaves, redeems
from tests.neighbourhood import (
    CHARITY,
    CHEN,
    CODE,
    DISTRICT_OPEN,
    LANE_OPEN,
    RULES,
    STREET_OPEN,
    WANG,
    ZHAO,
    funded,
    planned,
    registered,
    welcomed,
)
from tests.shelves import Desk

SUNDAY = "2026-11-22"


def settle(desk: Desk) -> Desk:
    """Let there be rules, a community, two volunteers, a noodle shop and a charity shop."""
    desk.do("2026-11-01 08:00", RULES, DISTRICT_OPEN, STREET_OPEN, LANE_OPEN)
    desk.do("2026-11-01 08:00", registered(WANG), registered(ZHAO, "1000000002"))
    desk.do("2026-11-01 08:00", welcomed(monthly_cap=900), welcomed(CHARITY, "charity"), *funded())
    return desk


def patrol(lane: Desk) -> None:
    """Wang patrols for two hours, and Li confirms it."""
    lane.do("2026-11-20 12:00", planned())
    lane.do(f"{SUNDAY} 09:00", comes(f"{SUNDAY} 09:00"))
    lane.do(f"{SUNDAY} 11:00", leaves(f"{SUNDAY} 11:00"))
    lane.do(f"{SUNDAY} 11:30", confirms(HERS))


def shows_code(lane: Desk, time: str, code: str) -> None:
    """Wang asks for a code and holds it out."""
    lane.do(time, IssueCode(redemption=code, volunteer=WANG))


def lunch(lane: Desk) -> int:
    """Wang has noodles for twelve beans, gives the egg back for two; returns the position."""
    shows_code(lane, f"{SUNDAY} 12:00", CODE)
    lane.do(f"{SUNDAY} 12:00", redeems(12))
    return lane.do(
        f"{SUNDAY} 12:10", RefundRedemption(redemption=CODE, merchant=CHEN, beans=2)
    ).position


def caught_up(lane: Desk) -> Shelf:
    """The shelf, with everything on it that has happened."""
    shelf = lane.shelf()
    shelf.follow()
    return shelf


def told(line: StatementLine) -> tuple[str, int, int | None, int, str | None]:
    """A line in short."""
    return line.kind, line.beans, line.balance, line.minutes, line.title
