"""A past that never was: the facts a real community would have written, as many as are wanted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from api.access.key_tags import key_tag
from api.ids import new_id
from api.ledgers import SHIPPED_POLICY
from ledger.counting.lots import dies_on, spend
from ledger.facts import (
    ISSUANCE,
    ActivityPublished,
    BeansAwarded,
    BeansRedeemed,
    CheckedIn,
    CheckedOut,
    DonationReceived,
    Fact,
    FundOpened,
    MerchantWelcomed,
    PolicyAdopted,
    RedemptionCodeIssued,
    ServiceConfirmed,
    UnitOpened,
    VolunteerRegistered,
)
from ledger.policy import read_policy
from ledger.recorded import Recorded
from ledger.states import RULEBOOK
from ledger.subjects.presence import attendance_of
from ledger.subjects.till import till_of

BEGAN = datetime.fromisoformat("2027-01-04T08:00:00+08:00")
NOW = datetime.fromisoformat("2027-06-01T10:00:00+08:00")
"""When the benchmarks take place: after every past."""
COMMUNITY = "unit-benchmark"
FUND, PAGE = "fund-benchmark", "page-benchmark-1"
ENOUGH_FEN = 10**12
MERCHANTS = 20
AN_ACTIVITY_EVERY = timedelta(minutes=5)
LASTS = timedelta(hours=2)
FIRST_NUMBER = 1_000_000_000
EARNED, SPENT = 100, 20
"""Beans for one attendance, beans for one redemption."""
_LIFTED = {
    "min_beans": 1, "max_per_day": 10**9, "max_transactions_per_day": 10**9, "max_per_month": 10**9,
}  # fmt: skip
"""Limits that would keep a counter from being busy all day."""


def lifted_policy() -> str:
    """The shipped policy without the limits of a day and of a month for redeeming."""
    before, title, rules = SHIPPED_POLICY.read_text(encoding="utf-8").partition("[redemption]")
    for name, beans in _LIFTED.items():
        rules, found = re.subn(rf"(?m)^{name} = .*$", f"{name} = {beans}", rules, count=1)
        assert found, f"the shipped policy has no {name}"
    return before + title + rules


class Past:
    """Told command by command, each a list of facts; `now` moves forward with every activity."""

    def __init__(self) -> None:
        self.now = BEGAN
        self.merchants = [new_id("merchant", BEGAN) for _ in range(MERCHANTS)]
        self.volunteers: list[str] = []
        self._purses: dict[str, dict[str, int]] = {}
        self._policy = read_policy(lifted_policy())
        self._told = 0

    def founding(self) -> Iterator[list[Fact]]:
        """The rules, the community, the shops."""
        text, policy = lifted_policy(), self._policy
        yield [
            PolicyAdopted(
                at=self.now, rulebook=RULEBOOK, policy=policy.name, digest=policy.digest, text=text
            )
        ]
        yield [UnitOpened(at=self.now, unit=COMMUNITY, kind="community", name="阳光里社区")]
        yield [
            FundOpened(
                at=self.now, fund=FUND, unit=COMMUNITY, name="金豆基金", holder="慈善会", page=PAGE
            ),
            DonationReceived(
                at=self.now, donation="donation-benchmark", page=PAGE, fen=ENOUGH_FEN,
                kind="cash", receipt="A-1", free_fen_after=ENOUGH_FEN,
            ),
        ]
        for number, merchant in enumerate(self.merchants):
            yield [
                MerchantWelcomed(
                    at=self.now, merchant=merchant, name=f"{number} 号面馆", community=COMMUNITY,
                    kind="charity",
                )
            ]  # fmt: skip

    def registering(self, volunteers: int) -> Iterator[list[Fact]]:
        """So many people become volunteers."""
        for _ in range(volunteers):
            volunteer = new_id("volunteer", self.now)
            number = str(FIRST_NUMBER + len(self.volunteers))
            self.volunteers.append(volunteer)
            yield [
                VolunteerRegistered(
                    at=self.now, volunteer=volunteer, number=number, community=COMMUNITY
                )
            ]

    def activity(self, people: Sequence[str], redeeming: int = 0) -> Iterator[list[Fact]]:
        """These people come, serve and are confirmed; the first few of them go shopping."""
        activity = new_id("activity", self.now)
        yield from self.served(activity, people)
        confirmed = (self._confirmed(activity, each) for each in people)
        yield [fact for one in confirmed for fact in one]
        for volunteer in people[:redeeming]:
            yield from self.shopping(volunteer, self.merchants[self._told % MERCHANTS])
        self.now += AN_ACTIVITY_EVERY

    def served(self, activity: str, people: Sequence[str]) -> Iterator[list[Fact]]:
        """These people come to an activity and leave again."""
        starts, ends = self.now, self.now + LASTS
        yield [
            ActivityPublished(
                at=starts, activity=activity, title="巷道巡逻", category="emergency",
                community=COMMUNITY, place="东门", starts_at=starts, ends_at=ends,
            )
        ]  # fmt: skip
        who = [(each, attendance_of(activity, each)) for each in people]
        for volunteer, attendance in who:
            told = {"attendance": attendance, "activity": activity, "volunteer": volunteer}
            yield [CheckedIn(at=starts, means="scan", **told)]
        for volunteer, attendance in who:
            told = {"attendance": attendance, "activity": activity, "volunteer": volunteer}
            minutes = LASTS // timedelta(minutes=1)
            yield [CheckedOut(at=starts, means="scan", minutes_present=minutes, **told)]

    def code(self, volunteer: str) -> RedemptionCodeIssued:
        """Somebody asks for a code."""
        return RedemptionCodeIssued(
            at=self.now, redemption=new_id("redemption", self.now), volunteer=volunteer,
            expires_at=self.now + timedelta(seconds=60),
        )  # fmt: skip

    def _confirmed(self, activity: str, volunteer: str) -> Iterator[Fact]:
        day, policy = self.now.date(), self._policy
        attendance = attendance_of(activity, volunteer)
        dies = dies_on(policy, day).isoformat()
        purse = self._purses.setdefault(volunteer, {})
        purse[dies] = purse.get(dies, 0) + EARNED
        yield ServiceConfirmed(
            at=self.now, attendance=attendance, activity=activity, volunteer=volunteer,
            category="emergency", rating=5, break_minutes=0, minutes=LASTS // timedelta(minutes=1),
            pending_minutes=0, training_minutes=0, grade="A", service_day=day,
            started_at=self.now, ended_at=self.now + LASTS, policy=policy.name,
        )  # fmt: skip
        yield BeansAwarded(
            at=self.now, beans=EARNED, source=ISSUANCE, target=volunteer, volunteer=volunteer,
            lots={dies: EARNED}, balance_after=sum(purse.values()), attendance=attendance,
            activity=activity, earned_on=day, capped_beans=0, policy=policy.name,
        )  # fmt: skip

    def shopping(self, volunteer: str, merchant: str) -> Iterator[list[Fact]]:
        """Somebody asks for a code and spends beans at that shop."""
        issued, purse, day = self.code(volunteer), self._purses[volunteer], self.now.date()
        lots = spend(purse, SPENT, day)
        for lot, beans in lots.items():
            purse[lot] -= beans
        yield [issued]
        yield [
            BeansRedeemed(
                at=self.now, beans=SPENT, source=volunteer, target=merchant, volunteer=volunteer,
                lots=lots, balance_after=sum(purse.values()), redemption=issued.redemption,
                till=till_of(merchant, day), spent_on=day, policy=self._policy.name,
                fen=SPENT * self._policy.settlement.fen_per_bean,
            )
        ]  # fmt: skip

    def recorded(self, commands: Iterator[list[Fact]]) -> Iterator[Recorded]:
        """The facts in their envelopes, one key for what one command wrote."""
        for facts in commands:
            self._told += 1
            key = key_tag("benchmark", str(self._told))
            for fact in facts:
                yield Recorded(
                    fact=fact, recorded_at=fact.at, actor="volunteer-benchmark", role="organizer",
                    key=key, fingerprint=key.ljust(32, "0"),
                )  # fmt: skip
