"""Fixed awards: beans for a deed that has no hours, such as a hazard that was reported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from ledger.agreeing import Approval
from ledger.command import Command
from ledger.counting.lots import dies_on
from ledger.counting.service_time import within_caps
from ledger.facts import ISSUANCE, BeansGranted, Fact, FixedAwardProposed
from ledger.policy import Policy
from ledger.policy.earning import FixedAward
from ledger.refusals import AwardUnknown, LimitExceeded, TopGradeNeedsTwo
from ledger.states import Rulebook, State
from ledger.subjects.awards import Award, AwardsOf
from ledger.subjects.purse import Purse, month_of, year_of
from ledger.subjects.second_person import Second, asked_of_one, must_be_free
from ledger.subjects.standing import Volunteer

TOP_GRADE = 50
"""What the policy calls `fixed_award_50`: a grade that one person does not give."""


def needs_two(policy: Policy, grade: int) -> bool:
    """Whether this grade takes two people: the highest there is, and whatever is worth as much
    as the policy's own name for it says."""
    highest = max((one for kind in policy.beans.fixed for one in kind.grades), default=0)
    ruled = "fixed_award_50" in policy.integrity.maker_checker
    return ruled and grade >= min(highest, TOP_GRADE)


class GiveAward(Command, frozen=True, kw_only=True):
    """This deed deserves so many beans. The award's id is made of its code and its reference.

    Nobody rewards themselves, or somebody they live with.
    """

    award: str
    volunteer: str
    code: str
    grade: int
    giver: Second

    def asks(self, now: datetime) -> tuple[State, ...]:
        """Whether the case is new, what the volunteer has earned, and who gives."""
        who = asked_of_one((self.volunteer,), self.giver)
        return Rulebook(), *_about(self.award, self.volunteer), *who

    def decide(
        self,
        now: datetime,
        rules: Rulebook,
        award: Award,
        volunteer: Volunteer,
        given: AwardsOf,
        purse: Purse,
        *who: State,
    ) -> Iterator[Fact]:
        """Beans, inside the limits of the award and the caps of the day, month and year."""
        policy = rules.at(now)
        volunteer.must_exist()
        kind = _kind(policy, self.code, self.grade)
        if needs_two(policy, self.grade):
            raise TopGradeNeedsTwo(grade=self.grade)
        must_be_free((self.volunteer,), self.giver, rules.current.local_date(now), who)
        award.must_be_new()
        yield _granted(now, policy, award, kind, self.grade, given, purse)


class ProposeAward(Command, frozen=True, kw_only=True):
    """This deed deserves the highest grade; let a second person agree. `note` tells the case.

    Nobody proposes what they or their household gain by.
    """

    proposal: str
    award: str
    volunteer: str
    code: str
    grade: int
    proposer: Second
    note: str | None = None

    def asks(self, now: datetime) -> tuple[State, ...]:
        """Whether the case is new, and who proposes."""
        who = asked_of_one((self.volunteer,), self.proposer)
        return Rulebook(), *_about(self.award, self.volunteer), *who

    def decide(
        self,
        now: datetime,
        rules: Rulebook,
        award: Award,
        volunteer: Volunteer,
        given: AwardsOf,
        purse: Purse,
        *who: State,
    ) -> Iterator[Fact]:
        """It waits for a second person; what could not be given today is not proposed."""
        policy = rules.at(now)
        volunteer.must_exist()
        kind = _kind(policy, self.code, self.grade)
        must_be_free((self.volunteer,), self.proposer, rules.current.local_date(now), who)
        award.must_be_new()
        _granted(now, policy, award, kind, self.grade, given, purse)
        yield FixedAwardProposed(
            at=now, proposal=self.proposal, proposer=self.proposer.answers,
            appointment=self.proposer.appointment, note=self.note, award=self.award,
            volunteer=self.volunteer, code=self.code, grade=self.grade,
        )  # fmt: skip


class ApproveAward(Approval, frozen=True, kw_only=True):
    """I have looked at the case, and agree."""

    agrees_to = FixedAwardProposed

    def about(self, made: FixedAwardProposed) -> Iterable[State]:
        """The case and the purse as they stand now."""
        return _about(made.award, made.volunteer)

    def happens(
        self,
        now: datetime,
        rules: Rulebook,
        made: FixedAwardProposed,
        award: Award,
        volunteer: Volunteer,
        given: AwardsOf,
        purse: Purse,
        *who: State,
    ) -> Iterator[Fact]:
        """Beans, inside the limits as they stand on the day of the approval."""
        volunteer.must_exist()
        award.must_be_new()
        policy = rules.at(now)
        kind = _kind(policy, made.code, made.grade)
        yield _granted(now, policy, award, kind, made.grade, given, purse)


def _about(award: str, volunteer: str) -> tuple[State, ...]:
    return Award(award), Volunteer(volunteer), AwardsOf(volunteer), Purse(volunteer)


def _kind(policy: Policy, code: str, grade: int) -> FixedAward:
    for kind in policy.beans.fixed:
        if kind.code == code and grade in kind.grades:
            return kind
    raise AwardUnknown(code=code, grade=grade)


def _granted(
    now: datetime,
    policy: Policy,
    award: Award,
    kind: FixedAward,
    grade: int,
    given: AwardsOf,
    purse: Purse,
) -> BeansGranted:
    """The movement; a debt is repaid first. Raises `AwardLimit`, and `LimitExceeded` where the
    caps leave nothing at all."""
    today = policy.local_date(now)
    given.must_have_room(kind, today, grade)
    beans, limit = within_caps(
        policy, grade, purse.earned.of(today.isoformat()),
        purse.earned_long.of(month_of(today)), purse.earned_long.of(year_of(today)),
    )  # fmt: skip
    if not beans:
        most = getattr(policy.beans, f"max_per_{limit}")
        raise LimitExceeded(limit=f"earned_per_{limit}", most=most, asked=grade)
    repaid, volunteer = min(purse.debt, beans), purse.tags[0]
    lot = dies_on(policy, today).isoformat()
    return BeansGranted(
        at=now, beans=beans, source=ISSUANCE, target=volunteer, volunteer=volunteer,
        lots={lot: beans - repaid} if beans > repaid else {}, debt=repaid,
        balance_after=purse.balance + beans, award=award.tags[0], code=kind.code, grade=grade,
        earned_on=today, capped_beans=grade - beans, policy=policy.name,
    )  # fmt: skip
