"""A year's attendance, planned: who comes to which activity, how they check in, who forgets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from operator import attrgetter
from random import Random
from typing import NamedTuple

from api.demo.cast import ADULT_AT_YEARS, NIGHT_SHIFTS_UNTIL_YEARS, TRIES, Cast, Player, Team
from ledger.attendance import CheckIn, CheckOut
from ledger.command import Command
from ledger.confirmations import ConfirmService, Rated
from ledger.revocations import RevokeAttendance
from ledger.subjects.presence import attendance_of
from projections.activity_board import Activity

LONG_SHIFT_MINUTES = 240
NIGHT = "patrol_night"


class Step(NamedTuple):
    """A command somebody sends at a time; steps of one time keep the order they were made in."""

    at: datetime
    command: Command
    actor: str
    role: str


class _Visit(NamedTuple):
    player: Player
    in_at: datetime
    out_at: datetime
    out: str


class Attendances:
    """Plans every visit of the year, with the confirmations some days later."""

    def __init__(self, cast: Cast, staff: str, rng: Random) -> None:
        self._cast = cast
        self._staff = staff
        self._rng = rng
        self.visits = 0

    def steps(self) -> Iterator[Step]:
        """All steps, activity by activity, not in the order of time."""
        # Ids are drawn anew for each demo; the order they are planned in must not hang on them.
        in_order = attrgetter("starts_at", "title", "place")
        for activity in sorted(self._cast.activities, key=in_order):
            team = self._cast.teams.get(activity.organising_team or "")
            if team is not None:
                yield from self._activity(activity, team)

    def _activity(self, activity: Activity, team: Team) -> Iterator[Step]:
        rng = self._rng
        visits = [self._visit(activity, player) for player in self._who_comes(activity, team)]
        self.visits += len(visits)
        for visit in visits:
            yield from self._coming(activity, team, visit)
        confirmed_at = _evening(activity.ends_at, rng.choice((1, 1, 2, 2, 3, 5)), rng)
        rated = []
        for visit in visits:
            if visit.out == "open":
                continue
            if visit.out == "forgotten":
                noticed_at = confirmed_at - timedelta(minutes=rng.randint(3, 9))
                yield self._by_organizer(
                    CheckOut, activity, team, visit, visit.out_at, noticed_at
                )
            rated.append(self._rated(activity, visit.player))
        if rated:
            confirm = ConfirmService(
                activity=activity.activity, rated=tuple(rated), confirmed_by=team.organizer,
                own_volunteers=(team.leader.volunteer,),
            )  # fmt: skip
            yield Step(confirmed_at, confirm, team.organizer, "organizer")
            if rng.randrange(140) == 0:
                taken_back = RevokeAttendance(attendance=rng.choice(rated).attendance)
                yield Step(_evening(confirmed_at, 6, rng), taken_back, self._staff, "staff")

    def _who_comes(self, activity: Activity, team: Team) -> list[Player]:
        rng, capacity = self._rng, activity.capacity or 30
        wanted = min(capacity, 6 + round(capacity * rng.uniform(0.15, 0.46)))
        coming: dict[str, Player] = {}
        for _ in range(wanted + TRIES):
            if len(coming) == wanted:
                break
            crew = team.crew if rng.random() < 0.75 else self._cast.everybody
            player = crew.draw(rng)
            if player is not team.leader and self._can_come(player, activity):
                coming.setdefault(player.volunteer, player)
        for player in coming.values():
            player.busy.append((activity.starts_at, activity.ends_at))
        return list(coming.values())

    @staticmethod
    def _can_come(player: Player, activity: Activity) -> bool:
        age = player.age_on(activity.starts_at.date())
        fit = activity.category != NIGHT or ADULT_AT_YEARS <= age <= NIGHT_SHIFTS_UNTIL_YEARS
        return fit and player.is_free(activity.starts_at, activity.ends_at)

    def _visit(self, activity: Activity, player: Player) -> _Visit:
        rng = self._rng
        in_at = activity.starts_at + timedelta(seconds=rng.randint(-1_200, 700))
        out_at = activity.ends_at + timedelta(seconds=rng.randint(-600, 1_500))
        dice = rng.randrange(1_000)
        out = "open" if dice < 3 else "forgotten" if dice < 60 else "seen"
        return _Visit(player, in_at, activity.ends_at if out == "forgotten" else out_at, out)

    def _coming(self, activity: Activity, team: Team, visit: _Visit) -> Iterator[Step]:
        rng = self._rng
        for command, at in ((CheckIn, visit.in_at), (CheckOut, visit.out_at)):
            if command is CheckOut and visit.out != "seen":
                return
            if rng.random() < 0.9:
                scan = command(
                    activity=activity.activity, volunteer=visit.player.volunteer, means="scan",
                    at=at,
                )  # fmt: skip
                yield Step(at, scan, visit.player.session, "volunteer")
            else:
                written_at = at + timedelta(minutes=rng.randint(1, 12))
                yield self._by_organizer(command, activity, team, visit, at, written_at)

    @staticmethod
    def _by_organizer(
        command: Callable[..., Command],
        activity: Activity,
        team: Team,
        visit: _Visit,
        at: datetime,
        written_at: datetime,
    ) -> Step:
        said = command(
            activity=activity.activity, volunteer=visit.player.volunteer, means="organizer", at=at
        )
        return Step(written_at, said, team.organizer, "organizer")

    def _rated(self, activity: Activity, player: Player) -> Rated:
        rng = self._rng
        minutes = (activity.ends_at - activity.starts_at) // timedelta(minutes=1)
        rests = rng.choice((0, 0, 10, 15, 20)) if minutes >= LONG_SHIFT_MINUTES else 0
        rating = rng.choices((5, 4, 3, 2, 1), weights=(46, 40, 11, 2, 1))[0]
        attendance = attendance_of(activity.activity, player.volunteer)
        return Rated(attendance=attendance, rating=rating, break_minutes=rests)


def _evening(after: datetime, days: int, rng: Random) -> datetime:
    """Some minute of the evening that many days later; shift ends are local, so days are too."""
    evening = after + timedelta(days=days)
    begin = evening.replace(hour=10, minute=0, second=0, microsecond=0)  # 18:00 in the community
    return begin + timedelta(seconds=rng.randint(0, 3 * 3_600))
