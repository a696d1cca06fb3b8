"""A fortnight at random over five levels of units, and what of it was counted by hand."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from ledger.facts import (
    ActivityCancelled,
    ActivityPublished,
    AttendanceRevoked,
    BeansAwarded,
    BeansClawedBack,
    BeansGranted,
    BeansRedeemed,
    BeansReturned,
    CheckedIn,
    ConfirmationEscalated,
    Fact,
    Figures,
    ImportCorrected,
    ImportRevoked,
    MerchantWelcomed,
    NoShowExcused,
    NoShowMarked,
    ObjectionAnswered,
    ObjectionRaised,
    ServiceConfirmed,
    ServiceCorrected,
    ServiceImported,
    VolunteerMoved,
    VolunteerRegistered,
)
from tests.neighbourhood import LONG_AGO
from tests.story import clock

TREE = {
    "unit-d": ("district", None),
    "unit-s1": ("street", "unit-d"), "unit-s2": ("street", "unit-d"),
    "unit-c1": ("community", "unit-s1"), "unit-c2": ("community", "unit-s1"),
    "unit-c3": ("community", "unit-s2"), "unit-c4": ("community", "unit-d"),
    "unit-g1": ("group", "unit-c1"), "unit-g2": ("group", "unit-c3"),
    "unit-b1": ("building", "unit-g1"), "unit-b2": ("building", "unit-c2"),
}  # fmt: skip
"""Five levels; one community has no street above it, and people and activities are everywhere."""
DAYS = [date(2026, 11, 23) + timedelta(days=number) for number in range(14)]


MOVING_DAY = DAYS[7]


class Town:
    """A fortnight at random; `counted` is what happened at each place and day, told by hand."""

    def __init__(self, seed: int) -> None:
        self._dice = Random(seed)
        self.facts: list[Fact] = []
        self.counted: dict[tuple[str, date], Counter[str]] = {}
        self._homes: dict[str, str] = {}
        for number, unit in enumerate(TREE):
            for who in (f"volunteer-{number}a", f"volunteer-{number}b"):
                self._homes[who] = unit
                self.facts.append(
                    VolunteerRegistered(at=LONG_AGO, volunteer=who, number=who, community=unit)
                )
        self._later = dict(zip(self._dice.sample(list(self._homes), 6), TREE, strict=False))
        self.facts += [
            VolunteerMoved(at=clock(f"{MOVING_DAY} 20:00"), volunteer=who, community=unit)
            for who, unit in self._later.items()
        ]
        self.facts.append(
            MerchantWelcomed(
                at=LONG_AGO, merchant="merchant-1", name="面馆", community="unit-c3",
                kind="commercial",
            )
        )  # fmt: skip
        for number in range(60):
            self._happens(number)
            self._does(number)

    def _count(self, unit: str, day: date, **more: int) -> None:
        self.counted.setdefault((unit, day), Counter()).update(more)

    def _happens(self, number: int) -> None:
        dice, place = self._dice, self._dice.choice(list(TREE))
        day, who = dice.choice(DAYS), dice.choice(list(self._homes))
        at, activity = clock(f"{day} 09:00"), f"activity-{number}"
        self.facts.append(
            ActivityPublished(
                at=LONG_AGO, activity=activity, title="巡逻", category="patrol", community=place,
                place="门口", starts_at=at, ends_at=at + timedelta(hours=2),
            )
        )  # fmt: skip
        if dice.random() < 0.2:
            self.facts.append(ActivityCancelled(at=LONG_AGO, activity=activity))
            self._count(place, day, activities_cancelled=1)
            return
        self._count(place, day, activities_held=1)
        if dice.random() < 0.3:
            self.facts.append(NoShowMarked(at=at, activity=activity, volunteer=who, on=day))
            if dice.random() < 0.5:
                self.facts.append(NoShowExcused(at=at, activity=activity, volunteer=who, on=day))
            else:
                self._count(place, day, no_shows=1)
            return
        named = {"attendance": f"attendance-{number}", "activity": activity, "volunteer": who}
        self.facts.append(CheckedIn(at=at, means="scan", **named))
        self._count(place, day, arrivals=1)
        if dice.random() < 0.2:
            told = ConfirmationEscalated(at=at, activity=activity, stage="overdue", waiting=1)
            self.facts.append(told)
            self._count(place, day, people_not_confirmed=1, activities_overdue=1)
        else:
            self._serves(named, place, day)

    def _serves(self, named: dict[str, str], place: str, day: date) -> None:
        dice, who, at = self._dice, named["volunteer"], clock(f"{day} 09:00")
        minutes, grade = dice.randrange(1, 200), dice.choice("ABC")
        record = dict(
            at=at, category="patrol", rating=5, break_minutes=0, pending_minutes=0,
            training_minutes=7, service_day=day, started_at=at,
            ended_at=at + timedelta(hours=3), policy="default/2", **named,
        )  # fmt: skip
        self.facts.append(ServiceConfirmed(minutes=minutes, grade=grade, **record))
        award = {"at": at, "earned_on": day, "lots": {"2029-12-01": 20}, "beans": 20}
        award["policy"] = "default/2"
        purse = {"source": "issuance", "target": who, "balance_after": 20}
        self.facts.append(BeansAwarded(capped_beans=0, **award, **purse, **named))
        self._count(place, day, awarded_beans=20)
        fate = dice.random()
        if fate < 0.2:
            self.facts += [
                AttendanceRevoked(
                    at=at, minutes=minutes, training_minutes=7, service_day=day, **named
                ),
                BeansClawedBack(**award, source=who, target="issuance", balance_after=0, **named),
            ]
            self._count(place, day, revocations=1, clawed_back_beans=20)
            return
        if fate < 0.5:  # The record is made anew, on the next day and with less evidence.
            before = {"minutes_before": minutes, "pending_before": 0, "training_before": 7}
            minutes, grade = minutes + 1, "C"
            record["service_day"] = day + timedelta(days=1)
            told = ServiceCorrected(
                minutes=minutes, grade=grade, day_before=day, **before, **record
            )
            self.facts.append(told)
            self._count(place, day, corrections=1)
        served_on = record["service_day"]
        self._count(
            self._home(who, served_on), served_on, sessions=1, service_minutes=minutes,
            training_minutes=7, **{f"sessions_of_grade_{grade.lower()}": 1},
        )  # fmt: skip

    def _does(self, number: int) -> None:
        """Somebody reports a danger, buys noodles, or says that a line is wrong."""
        dice, day = self._dice, self._dice.choice(DAYS)
        who, at = dice.choice(list(self._homes)), clock(f"{day} 23:59")
        home, said = self._home(who, day), f"objection-{number}"
        purse = {"at": at, "volunteer": who, "lots": {"2029-12-01": 5}, "beans": 5}
        purse |= {"policy": "default/2", "balance_after": 5}
        bought = {"redemption": f"redemption-{number}", "till": "till-1-202611", "spent_on": day}
        match dice.randrange(5):
            case 0:
                self.facts.append(
                    BeansGranted(
                        award=f"award-{number}", code="verified_clue", grade=5, earned_on=day,
                        capped_beans=0, source="issuance", target=who, **purse,
                    )
                )  # fmt: skip
                self._count(home, day, granted_beans=5)
            case 1:
                shop = {"source": who, "target": "merchant-1", "fen": 50}
                self.facts.append(BeansRedeemed(**purse, **bought, **shop))
                self._count("unit-c3", day, redemptions=1, redeemed_beans=5)
                if dice.random() < 0.5:
                    back = {"source": "merchant-1", "target": who, "fen": 50, "reason": "refunded"}
                    del purse["policy"]
                    self.facts.append(BeansReturned(**purse, **bought, **back))
                    self._count("unit-c3", day, returned_beans=5)
            case 2:
                told = {"objection": said, "volunteer": who, "reference": "attendance-1"}
                self.facts.append(ObjectionRaised(at=at, due_on=day, **told))
                answered = dice.random() < 0.5
                if answered:
                    self.facts.append(ObjectionAnswered(at=at, outcome="upheld", **told))
                self._count(home, day, objections_raised=1, objections_open=int(not answered))
            case 3:
                brought = {"title": "扫雪", "recorder": "五华区", "digest": "f", "beans": 0}
                brought |= {"policy": "default/2", "minutes": 45, "training_minutes": 0}
                told = {"imported": f"imported-{number}", "volunteer": who, "service_day": day}
                self.facts.append(ServiceImported(at=at, **told, **brought))
                self._changes(told, home, at, minutes=45)

    def _changes(self, told: dict[str, Any], home: str, at: datetime, minutes: int) -> None:
        """A record that was brought in stands, is shortened, or is taken back."""
        day, fate = told["service_day"], self._dice.random()
        before = {"day_before": day, "minutes_before": minutes, "training_before": 0}
        made = told | before | {"at": at, "beans_before": 0, "beans": 0, "policy": "default/2"}
        made |= {"training_minutes": 0}
        if fate < 0.3:
            self.facts.append(ImportRevoked(minutes=0, **made))
            self._count(home, day, revocations=1)
            return
        if fate < 0.6:
            minutes -= 15
            self.facts.append(ImportCorrected(minutes=minutes, corrected_by="person-1", **made))
            self._count(home, day, corrections=1)
        self._count(home, day, sessions=1, sessions_of_grade_d=1, service_minutes=minutes)

    def _home(self, who: str, day: date) -> str:
        """Where somebody is at home in the evening."""
        return self._later.get(who, self._homes[who]) if day >= MOVING_DAY else self._homes[who]

    def of(self, units: set[str], first: date, last: date) -> Figures:
        """What was counted in these units, one by one."""
        total: Counter[str] = Counter()
        for (unit, day), more in self.counted.items():
            if unit in units and first <= day <= last:
                total.update(more)
        return Figures(**total)


def below(unit: str) -> set[str]:
    """A unit, and everything that lies in it."""
    return {unit}.union(*(below(each) for each, (_, parent) in TREE.items() if parent == unit))
