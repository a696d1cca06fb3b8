"""What the people of Sunny Lane ask of the book, and the facts it answers with."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from ledger.attendance import CheckIn, CheckOut
from ledger.confirmations import ConfirmService, Rated
from ledger.facts import (
    EXPIRED,
    ISSUANCE,
    BeansAwarded,
    BeansExpired,
    BeansHeld,
    BeansRedeemed,
    BeansReturned,
    HoldReleased,
    ServiceConfirmed,
)
from ledger.funds import OpenFund, ReceiveDonation
from ledger.redemptions import RedeemBeans
from ledger.subjects.presence import attendance_of
from ledger.subjects.till import till_of
from tests.neighbourhood import CHEN, CODE, DAY, PATROL, WANG
from tests.story import clock

HERS = attendance_of(PATROL, WANG)
"""Wang's attendance at the patrol."""

# Giving -------------------------------------------------------------------------------------


def a_fund(community: str, fen: int = 100_000_000) -> tuple[OpenFund, ReceiveDonation]:
    """A community opens a fund, and it is given money."""
    fund = f"fund-of{community.partition('-')[2]}"
    return (
        OpenFund(fund=fund, community=community, name="金豆基金", holder="慈善会"),
        ReceiveDonation(
            donation=f"donation-{fund}", fund=fund, fen=fen, kind="cash", receipt="A-1"
        ),
    )


# Serving ------------------------------------------------------------------------------------


def comes(at: str, means: str = "scan", activity: str = PATROL) -> CheckIn:
    """Wang arrives."""
    return CheckIn(activity=activity, volunteer=WANG, means=means, at=clock(at))


def leaves(at: str, means: str = "scan", activity: str = PATROL) -> CheckOut:
    """Wang goes home."""
    return CheckOut(activity=activity, volunteer=WANG, means=means, at=clock(at))


def confirms(
    *attendances: str,
    activity: str = PATROL,
    rating: int = 5,
    rest: int = 0,
    **more: tuple[str, ...],
) -> ConfirmService:
    """These people were there and served."""
    rated = (Rated(attendance=one, rating=rating, break_minutes=rest) for one in attendances)
    return ConfirmService(activity=activity, rated=tuple(rated), **more)


def confirmed(
    at: datetime, span: str, minutes: int, *, pending: int = 0, training: int = 0,
    rating: int = 5, rest: int = 0, grade: str = "A", category: str = "general",
    volunteer: str = WANG,
) -> ServiceConfirmed:  # fmt: skip
    """The patrol of that day, counted from `09:00–11:00`, became minutes."""
    started, ended = span.split("–")
    return ServiceConfirmed(
        at=at, attendance=attendance_of(PATROL, volunteer), activity=PATROL, volunteer=volunteer,
        category=category, rating=rating, break_minutes=rest, minutes=minutes,
        pending_minutes=pending, training_minutes=training, grade=grade,
        service_day=date.fromisoformat(DAY), started_at=clock(f"{DAY} {started}"),
        ended_at=clock(f"{DAY} {ended}"), policy="default/2",
    )  # fmt: skip


def awarded(
    at: datetime, beans: int, *, capped: int = 0, left: int | None = None, volunteer: str = WANG
) -> BeansAwarded:
    """The patrol of that day earned beans; `left` is the balance when it was not empty before."""
    return BeansAwarded(
        at=at, beans=beans, source=ISSUANCE, target=volunteer, volunteer=volunteer,
        attendance=attendance_of(PATROL, volunteer), activity=PATROL,
        earned_on=date.fromisoformat(DAY), lots={"2029-12-01": beans},
        balance_after=beans if left is None else left, capped_beans=capped, policy="default/2",
    )  # fmt: skip


# Spending -----------------------------------------------------------------------------------


def redeems(beans: int, redemption: str = CODE, merchant: str = CHEN, **more) -> RedeemBeans:
    """The shop takes the code and so many beans."""
    return RedeemBeans(redemption=redemption, merchant=merchant, beans=beans, **more)


def redeemed(
    at: datetime, beans: int, lots: dict[str, int], *, left: int, redemption: str = CODE,
    source: str = WANG, merchant: str = CHEN, bill_fen: int | None = None,
) -> BeansRedeemed:  # fmt: skip
    """The shop has the beans, and is owed ten fen for each."""
    return BeansRedeemed(
        at=at, beans=beans, source=source, target=merchant, volunteer=WANG, lots=lots,
        balance_after=left, redemption=redemption, till=till_of(merchant, at.date()),
        spent_on=at.date(), fen=beans * 10, bill_fen=bill_fen, policy="default/2",
    )  # fmt: skip


def held(at: datetime, beans: int, lots: dict[str, int], *, left: int) -> BeansHeld:
    """The beans wait two minutes for the shop to confirm."""
    return BeansHeld(
        at=at, beans=beans, source=WANG, target=CODE, volunteer=WANG, lots=lots,
        balance_after=left, redemption=CODE, till=till_of(CHEN, at.date()), held_for=CHEN,
        spent_on=at.date(), lapses_at=at + timedelta(seconds=120), policy="default/2",
    )  # fmt: skip


def released(
    at: datetime, lots: dict[str, int], *, left: int, reason: str, on: str = DAY, debt: int = 0
) -> HoldReleased:
    """Held beans came home."""
    day = date.fromisoformat(on)
    return HoldReleased(
        at=at, beans=sum(lots.values()) + debt, source=CODE, target=WANG, volunteer=WANG,
        lots=lots, debt=debt, balance_after=left, redemption=CODE, till=till_of(CHEN, day),
        spent_on=day, reason=reason,
    )  # fmt: skip


def returned(
    at: datetime, lots: dict[str, int], *, left: int, reason: str, on: str = DAY, debt: int = 0
) -> BeansReturned:
    """The shop gave beans back and is owed nothing for them; they leave this month's till."""
    beans = sum(lots.values()) + debt
    return BeansReturned(
        at=at, beans=beans, source=CHEN, target=WANG, volunteer=WANG, lots=lots, debt=debt,
        balance_after=left, redemption=CODE, till=till_of(CHEN, at.date()),
        spent_on=date.fromisoformat(on), fen=beans * 10, reason=reason,
    )  # fmt: skip


def expired(at: datetime, lots: dict[str, int], *, left: int) -> BeansExpired:
    """The day of these lots came."""
    return BeansExpired(
        at=at, beans=sum(lots.values()), source=WANG, target=EXPIRED, volunteer=WANG, lots=lots,
        balance_after=left,
    )  # fmt: skip
