"""A busy November on two lanes, where everything happens that a report of the month tells."""

from __future__ import annotations

from datetime import date
from typing import Any

from ledger import facts
from ledger.households import FormHousehold, JoinHousehold
from ledger.subjects.presence import attendance_of
from tests.busy_deeds import (
    awarded,
    clawed_back,
    corrected,
    donation,
    given_back,
    held_and_taken,
    on,
    on_paper,
    purse,
    redeemed,
    reviewed,
    served,
)
from tests.neighbourhood import (
    CHEN,
    FUND_PAGE,
    LI,
    PATROL,
    READING,
    SUNNY_LANE,
    WANG,
    ZHAO,
    planned,
)
from tests.shelves import Desk
from tests.tree import AUTUMN, BUILDING, MOONLIGHT, grow

SUN = "volunteer-sun"
"""孙会计, who lives in Moonlight, and came with records and beans of another book."""
BAKERY = "merchant-bakery"
"""月光里的面包房."""
MOON_FUND, MOON_PAGE = "fund-moon", "page-moon-1"


def _people() -> list[Any]:
    return [
        facts.VolunteerRegistered(
            at=on("2026-10-01"), volunteer=SUN, number="1000000007", community=MOONLIGHT
        ),
        facts.MerchantWelcomed(
            at=on("2026-10-01"),
            merchant=BAKERY,
            name="=面包房",
            community=MOONLIGHT,
            kind="charity",
        ),
        facts.FundOpened(
            at=on("2026-10-01"),
            fund=MOON_FUND,
            unit=MOONLIGHT,
            name="月光基金",
            holder="慈善会",
            page=MOON_PAGE,
        ),
        planned(activity=READING, category="care"),
        planned(activity=PATROL, category="patrol"),
        FormHousehold(household="household-nine", community=SUNNY_LANE, building=BUILDING),
        JoinHousehold(household="household-nine", volunteer=WANG),
    ]


def _october() -> list[facts.Fact]:
    return [
        served("2026-10-20", 60, LI),
        awarded("2026-10-20", 40, LI),
        served("2026-10-30", 30, WANG),
        awarded("2026-10-30", 100, WANG),
        *redeemed("2026-10-31", 5, WANG, CHEN),
        donation("2026-10-10", 50_000, MOON_PAGE),
    ]


def _service() -> list[facts.Fact]:
    wrong = served("2026-11-23", 120, ZHAO)
    return [
        served("2026-11-25", 90, WANG), awarded("2026-11-25", 15, WANG),
        reviewed("2026-11-28", "2026-11-25", 33, WANG),
        wrong, awarded("2026-11-23", 20, ZHAO), corrected(wrong, "2026-11-26", "2026-11-22", 100),
        clawed_back("2026-11-26", "2026-11-23", 5, ZHAO),
        served("2026-11-10", 30, LI, READING, training=15), awarded("2026-11-10", 6, LI, READING),
        served("2026-11-29", 45, ZHAO, READING, known="2026-12-02"),
        awarded("2026-11-29", 8, ZHAO, READING, known="2026-12-02"),
    ]  # fmt: skip


def _taken_back() -> list[facts.Fact]:
    false = served("2026-11-24", 60, SUN, READING)
    return [
        false, awarded("2026-11-24", 12, SUN, READING),
        facts.AttendanceRevoked(
            at=on("2026-11-27"), minutes=60, training_minutes=0, service_day=date(2026, 11, 24),
            attendance=false.attendance, activity=READING, volunteer=SUN,
        ),
        clawed_back("2026-11-27", "2026-11-24", 12, SUN, READING, debt=4),
        purse(facts.DebtForgiven, "2026-11-28", 4, SUN, into=True, debt=4, proposal="proposal-one"),
    ]  # fmt: skip


def _brought_in() -> list[facts.Fact]:
    told = {"digest": "d", "policy": "default/2"}
    record = {"imported": "imported-one", **told}
    day = date(2026, 11, 2)
    return [
        facts.ServiceImported(
            at=on("2026-11-05"), volunteer=SUN, title="扫雪", recorder="北街", service_day=day,
            minutes=70, training_minutes=0, beans=0, **record,
        ),
        purse(facts.BeansImported, "2026-11-05", 10, SUN, into=True, earned_on=day, **record),
        purse(facts.BeansImported, "2026-11-05", 50, SUN, into=True, **told),
        purse(facts.BeansImported, "2026-11-05", 7, SUN, into=False, debt=7, **told),
    ]  # fmt: skip


def _beans() -> list[facts.Fact]:
    return [
        purse(
            facts.BeansGranted, "2026-11-12", 20, ZHAO, into=True, award="award-one",
            code="verified_clue", grade=20, earned_on=date(2026, 11, 12), capped_beans=0,
            policy="default/2",
        ),
        *redeemed("2026-11-13", 30, WANG, CHEN), given_back("2026-11-14", 10, WANG, CHEN),
        *redeemed("2026-11-15", 12, LI, BAKERY, MOON_PAGE), *redeemed("2026-11-28", 3, LI, CHEN),
        *held_and_taken("2026-11-16", WANG, BAKERY, 20, 15), *on_paper("2026-11-17", WANG, 10),
        purse(facts.BeansExpired, "2026-11-01", 9, WANG, into=False, outside=facts.EXPIRED),
    ]  # fmt: skip


def _money() -> list[facts.Fact]:
    return [
        donation("2026-11-03", 20_000, FUND_PAGE),
        donation("2026-11-03", 7_000, MOON_PAGE, "in_kind"),
        facts.DonationCorrected(
            at=on("2026-11-04"), donation="donation-x", page=MOON_PAGE, kind="cash",
            fen_before=50_000, fen=40_000, reason="mistyped", free_fen_after=0,
        ),
        facts.SettlementPaid(
            at=on("2026-11-16"), payment="payment-one", settlement="settlement-one",
            merchant=CHEN, page=FUND_PAGE, paid_by="fund-lane", fen=50, reference="B-1",
        ),
    ]  # fmt: skip


def _words() -> list[facts.Fact]:
    line = {"settlement": "settlement-one", "merchant": CHEN, "line": "redemption-n0"}
    told = {"volunteer": WANG, "reference": attendance_of(PATROL, WANG)}
    return [
        facts.ObjectionRaised(
            at=on("2026-11-06"), objection="objection-one", due_on=date(2026, 11, 13), **told
        ),
        facts.ObjectionAnswered(
            at=on("2026-11-09"), objection="objection-one", outcome="upheld", **told
        ),
        facts.ObjectionRaised(
            at=on("2026-11-30"), objection="objection-two", due_on=date(2026, 12, 7), **told
        ),
        facts.ObjectionAnswered(
            at=on("2026-12-01"), objection="objection-two", outcome="declined", **told
        ),
        facts.StatementObjected(at=on("2026-11-06"), reason="not_ours", **line),
        facts.ObjectionToLineAnswered(
            at=on("2026-11-07"),
            outcome="upheld",
            fen=-20,
            page=FUND_PAGE,
            paid_by="fund-lane",
            **line,
        ),
    ]


def busy_november(desk: Desk) -> Desk:
    """Let all of this have happened, and some of December; Li moved to Sunny Lane on the 25th."""
    grow(desk)
    moved = facts.VolunteerMoved(at=on("2026-11-25"), volunteer=LI, community=SUNNY_LANE)
    served_so = [*_october(), *_service(), *_taken_back(), *_brought_in()]
    told = [*served_so, *_beans(), *_money(), *_words(), moved]
    later = [*redeemed("2026-12-02", 2, WANG, CHEN), donation("2026-12-03", 99, FUND_PAGE)]
    desk.do(AUTUMN, *_people())
    desk.together("2026-12-05 08:00", *sorted([*told, *later], key=lambda fact: fact.at))
    return desk
