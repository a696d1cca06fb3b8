"""The people of Sunny Lane and what they live through, as the book knows them: by id alone."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

from ledger.facts import (
    ISSUANCE,
    ActivityPublished,
    BeansAwarded,
    CheckedIn,
    CheckedOut,
    DonationReceived,
    Fact,
    FundOpened,
    MerchantWelcomed,
    PolicyAdopted,
    RedemptionCodeIssued,
    UnitOpened,
    VolunteerRegistered,
)
from ledger.policy import read_policy
from ledger.states import RULEBOOK
from ledger.subjects.presence import attendance_of
from tests.story import clock

WANG = "volunteer-wang"
"""王秀英, 72, who patrols the lanes with a red armband."""
LI = "volunteer-li"
"""李建国, who organizes, and sees who was there."""
ZHAO = "volunteer-zhao"
"""赵小梅, a student who reads the newspaper to the old."""
CHEN = "merchant-chen"
"""陈师傅's noodle shop at the corner."""
CHARITY = "merchant-charity"
"""The charity supermarket of the street."""

DISTRICT, STREET = "unit-panlong", "unit-tuodong"
SUNNY_LANE = "unit-sunnylane"
FUND, FUND_PAGE = "fund-lane", "page-lane-1"
"""The lane's fund, and the first page of its book of money."""
RED_HATS = "team-redhats"
PATROL, READING = "activity-patrol", "activity-reading"
CODE, OTHER_CODE = "redemption-one", "redemption-two"

DAY = "2026-11-22"
LONG_AGO = clock("2026-01-05 09:00")
POLICY_FILE = Path(__file__).parents[1] / "ledger" / "policy" / "default.toml"
POLICY_TEXT = POLICY_FILE.read_text(encoding="utf-8")


def adopted(text: str = POLICY_TEXT, at: datetime = LONG_AGO) -> PolicyAdopted:
    """These rules are in force."""
    policy = read_policy(text)
    return PolicyAdopted(
        at=at, rulebook=RULEBOOK, policy=policy.name, digest=policy.digest, text=text
    )


def amended(*changes: tuple[str, str], version: int = 2) -> str:
    """The shipped policy with some words changed, each of which stands there once."""
    text = POLICY_TEXT
    for before, after in (*changes, ("\nversion = 2\n", f"\nversion = {version}\n")):
        assert text.count(before) == 1, f"{before!r} must stand exactly once in the policy"
        text = text.replace(before, after)
    return text


RULES = adopted()
DISTRICT_OPEN = UnitOpened(at=LONG_AGO, unit=DISTRICT, kind="district", name="盘龙区")
STREET_OPEN = UnitOpened(
    at=LONG_AGO, unit=STREET, kind="street", name="拓东街道", parent=DISTRICT
)
LANE_OPEN = UnitOpened(
    at=LONG_AGO, unit=SUNNY_LANE, kind="community", name="阳光里社区", parent=STREET
)


def registered(
    volunteer: str, number: str = "1000000001", at: datetime = LONG_AGO
) -> VolunteerRegistered:
    """This person is a volunteer of Sunny Lane."""
    return VolunteerRegistered(
        at=at, volunteer=volunteer, number=number, community=SUNNY_LANE
    )


def welcomed(
    merchant: str = CHEN,
    kind: str = "commercial",
    monthly_cap: int | None = None,
    at: datetime = LONG_AGO,
) -> MerchantWelcomed:
    """This shop takes beans."""
    return MerchantWelcomed(
        at=at, merchant=merchant, name="老陈面馆", community=SUNNY_LANE, kind=kind,
        monthly_cap=monthly_cap,
    )  # fmt: skip


def funded(
    fen: int = 10_000_000, *, fund: str = FUND, unit: str = SUNNY_LANE, purpose: str = "all"
) -> list[Fact]:
    """A community has a fund, and somebody gave it money."""
    page = f"page-{fund.partition('-')[2]}-1"
    opened = FundOpened(
        at=LONG_AGO, fund=fund, unit=unit, name="阳光里金豆基金", holder="盘龙区慈善会",
        purpose=purpose, page=page,
    )  # fmt: skip
    return [opened, given(fen, page=page)] if fen else [opened]


def given(
    fen: int, *, page: str = FUND_PAGE, kind: str = "cash", receipt: str = "A-1"
) -> DonationReceived:
    """Somebody gave this to a fund that had nothing."""
    return DonationReceived(
        at=LONG_AGO, donation=f"donation-{page}-{receipt}", page=page, fen=fen, kind=kind,
        receipt=receipt, free_fen_after=fen if kind == "cash" else 0,
    )  # fmt: skip


def planned(
    starts: str = "2026-11-22 09:00",
    ends: str = "2026-11-22 11:00",
    *,
    activity: str = PATROL,
    category: str = "general",
    at: datetime = LONG_AGO,
) -> ActivityPublished:
    """This activity was announced."""
    return ActivityPublished(
        at=at, activity=activity, title="巷道巡逻", category=category,
        community=SUNNY_LANE, place="东门", starts_at=clock(starts), ends_at=clock(ends),
    )  # fmt: skip


def present(
    came: str,
    left: str | None = None,
    *,
    volunteer: str = WANG,
    activity: str = PATROL,
    means: str = "scan",
) -> list[Fact]:
    """This person came, and left again if a time is named."""
    attendance = attendance_of(activity, volunteer)
    who = {"attendance": attendance, "activity": activity, "volunteer": volunteer, "means": means}
    arrival = CheckedIn(at=clock(came), **who)
    if left is None:
        return [arrival]
    minutes = int((clock(left) - clock(came)).total_seconds()) // 60
    return [arrival, CheckedOut(at=clock(left), minutes_present=minutes, **who)]


def earned(
    beans: int,
    *,
    dies: str = "2029-12-01",
    on: str = "2026-11-20",
    volunteer: str = WANG,
    left: int | None = None,
) -> BeansAwarded:
    """This person earned beans on a day; `left` is the balance when it was not empty before."""
    activity = f"activity-of{on.replace('-', '')}"
    return BeansAwarded(
        at=clock(f"{on} 18:00"), beans=beans, source=ISSUANCE, target=volunteer,
        volunteer=volunteer, attendance=attendance_of(activity, volunteer), activity=activity,
        earned_on=date.fromisoformat(on), lots={dies: beans}, capped_beans=0,
        balance_after=beans if left is None else left, policy="default/2",
    )  # fmt: skip


def code(
    issued: str = "2026-11-22 09:00",
    *,
    redemption: str = CODE,
    volunteer: str = WANG,
    issuer: str = "",
) -> RedemptionCodeIssued:
    """This person shows a code that is valid for a minute; as before there were funds, unless a
    community is named that pays."""
    at = clock(issued)
    return RedemptionCodeIssued(
        at=at, redemption=redemption, volunteer=volunteer, expires_at=at + timedelta(seconds=60),
        issuer=issuer,
    )  # fmt: skip
