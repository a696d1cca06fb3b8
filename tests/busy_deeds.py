"""What people do in a busy month, told as facts: served, corrected, redeemed, given."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from ledger import facts
from ledger.subjects.presence import attendance_of
from ledger.subjects.till import till_of
from tests.neighbourhood import (
    FUND_PAGE,
    PATROL,
)
from tests.story import clock

LOT = "2029-12-01"
_numbers = iter(range(10**6))


def on(day: str) -> datetime:
    """Six in the evening of a day, or the moment that is told."""
    return clock(day if " " in day else f"{day} 18:00")


def served(
    day: str, minutes: int, who: str, activity: str = PATROL, *, known: str = "", training: int = 0
) -> facts.ServiceConfirmed:
    """So many minutes on that day, `known` that day unless another is told."""
    at = clock(f"{day} 09:00")
    return facts.ServiceConfirmed(
        at=on(known or day),
        attendance=attendance_of(activity, who),
        activity=activity,
        volunteer=who,
        category="general",
        rating=5,
        break_minutes=0,
        minutes=minutes,
        pending_minutes=0,
        training_minutes=training,
        grade="A",
        service_day=at.date(),
        started_at=at,
        ended_at=at + timedelta(minutes=minutes),
        policy="default/2",
    )


def corrected(
    record: facts.ServiceConfirmed, known: str, day: str, minutes: int
) -> facts.ServiceCorrected:
    """The record was of that day, and so long."""
    told = {name: getattr(record, name) for name in record.__struct_fields__}
    told |= {"at": on(known), "minutes": minutes, "service_day": date.fromisoformat(day)}
    return facts.ServiceCorrected(
        **told,
        minutes_before=record.minutes,
        pending_before=0,
        training_before=0,
        day_before=record.service_day,
    )


def purse(
    kind: type, at: str, beans: int, who: str, *, into: bool, debt: int = 0, **more: Any
) -> Any:
    """A movement of a purse, towards it or out of it."""
    lots = {LOT: beans - debt} if beans > debt else {}
    ends = {"source": more.pop("outside", facts.ISSUANCE), "target": who}
    if not into:
        ends = {"source": who, "target": ends["source"]}
    return kind(
        at=on(at),
        beans=beans,
        volunteer=who,
        lots=lots,
        debt=debt,
        balance_after=0,
        **ends,
        **more,
    )


def awarded(
    day: str, beans: int, who: str, activity: str = PATROL, known: str = ""
) -> facts.BeansAwarded:
    """Beans for the service of that day."""
    return purse(
        facts.BeansAwarded,
        known or day,
        beans,
        who,
        into=True,
        activity=activity,
        attendance=attendance_of(activity, who),
        earned_on=date.fromisoformat(day),
        capped_beans=0,
        policy="default/2",
    )


def clawed_back(
    at: str, day: str, beans: int, who: str, activity: str = PATROL, *, debt: int = 0
) -> facts.BeansClawedBack:
    """Beans for the service of that day were taken back."""
    return purse(
        facts.BeansClawedBack, at, beans, who, into=False, debt=debt, activity=activity,
        attendance=attendance_of(activity, who), earned_on=date.fromisoformat(day),
        policy="default/2",
    )  # fmt: skip


def reviewed(at: str, day: str, minutes: int, who: str) -> facts.PendingReviewed:
    """So many minutes that had waited are recorded."""
    return facts.PendingReviewed(
        at=on(at), attendance=attendance_of(PATROL, who), activity=PATROL, volunteer=who,
        accepted_minutes=minutes, declined_minutes=0, service_day=date.fromisoformat(day),
        reviewed_by="person-x",
    )  # fmt: skip


def redeemed(at: str, beans: int, who: str, shop: str, page: str = FUND_PAGE) -> list[facts.Fact]:
    """The shop took beans; the money is reserved."""
    moment, number = on(at), f"redemption-n{next(_numbers)}"
    return [purse(
        facts.BeansRedeemed, at, beans, who, into=False, outside=shop, redemption=number,
        till=till_of(shop, moment.date()), spent_on=moment.date(), fen=beans * 10, page=page,
        paid_by=f"fund-{page.split('-')[1]}", policy="default/2",
    )]  # fmt: skip


def given_back(at: str, beans: int, who: str, shop: str) -> facts.BeansReturned:
    """The shop gave beans back, and the money is free."""
    moment = on(at)
    return purse(
        facts.BeansReturned,
        at,
        beans,
        who,
        into=True,
        outside=shop,
        redemption="redemption-n0",
        till=till_of(shop, moment.date()),
        spent_on=moment.date(),
        fen=beans * 10,
        page=FUND_PAGE,
        paid_by="fund-lane",
        reason="refunded",
    )


def held_and_taken(day: str, who: str, shop: str, held: int, taken: int) -> list[facts.Fact]:
    """Beans wait for the shop, which takes some of them; the rest comes home."""
    at = f"{day} 12:00"
    moment, number = clock(at), f"redemption-h{next(_numbers)}"
    about = {
        "redemption": number, "till": till_of(shop, moment.date()), "spent_on": moment.date()
    }  # fmt: skip
    money = {"outside": number, "page": FUND_PAGE}
    return [
        purse(
            facts.BeansHeld, at, held, who, into=False, held_for=shop, lapses_at=moment,
            fen=held * 10, policy="default/2", **about, **money,
        ),
        facts.BeansRedeemed(
            at=moment, beans=taken, source=number, target=shop, volunteer=who, lots={LOT: taken},
            balance_after=0, fen=taken * 10, policy="default/2", **about,
        ),
        purse(
            facts.HoldReleased, at, held - taken, who, into=True, reason="not_captured",
            fen=(held - taken) * 10, **about, **money,
        ),
    ]  # fmt: skip


def on_paper(day: str, who: str, beans: int) -> list[facts.Fact]:
    """A voucher that lapsed, and another that is still out."""
    lost, out = (f"redemption-v{next(_numbers)}" for _ in range(2))
    told = {"lapses_at": clock(f"{day} 09:00"), "policy": "default/2", "purpose": "all"}
    money = {"fen": beans * 10, "page": FUND_PAGE}
    return [
        purse(
            facts.VoucherPrinted,
            day,
            beans,
            who,
            into=False,
            outside=lost,
            redemption=lost,
            **told,
            **money,
        ),
        purse(
            facts.VoucherReleased,
            day,
            beans,
            who,
            into=True,
            outside=lost,
            redemption=lost,
            reason="lapsed",
            **money,
        ),
        purse(
            facts.VoucherPrinted,
            day,
            beans,
            who,
            into=False,
            outside=out,
            redemption=out,
            **told,
            **money,
        ),
    ]


def donation(at: str, fen: int, page: str, kind: str = "cash") -> facts.DonationReceived:
    """Somebody gave this to the fund of that page."""
    number = f"{page}-{next(_numbers)}"
    return facts.DonationReceived(
        at=on(at),
        donation=f"donation-{number}",
        page=page,
        fen=fen,
        kind=kind,
        receipt=number,
        free_fen_after=fen,
    )
