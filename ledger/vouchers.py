"""Vouchers: beans wait on paper for somebody who has no telephone, until a shop takes them.

A voucher opens a redemption as a code does, for days instead of seconds, and holds its beans and
the money behind them from the moment it is printed; so a shop that takes it is always paid.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from ledger.command import Command
from ledger.counting.lots import spend
from ledger.facts import Fact, VoucherPrinted
from ledger.giving_back import release_voucher
from ledger.policy import Policy
from ledger.refusals import (
    AccountBlocked,
    CodeTaken,
    LimitExceeded,
    NotEnoughBeans,
    OwnVoucher,
    VoucherEnded,
    VoucherUnknown,
)
from ledger.states import Rulebook, State
from ledger.subjects.allowance import Limit, blocked
from ledger.subjects.fund import FundPage, Funds
from ledger.subjects.purse import Purse
from ledger.subjects.standing import Volunteer
from ledger.subjects.till import Redemption
from ledger.taking import expired, money_behind


def lapses_at(policy: Policy, now: datetime) -> datetime:
    """The end of the last local day on which a voucher printed now is good; the day of printing
    does not count."""
    after = policy.local_date(now) + timedelta(days=policy.redemption.paper_voucher_valid_days + 1)
    return datetime.combine(after, time(), tzinfo=policy.zone)


class PrintVoucher(Command, frozen=True, kw_only=True):
    """Print so many of this volunteer's beans on paper; its code opens `redemption`.

    `own_volunteers` are those who the one asking is, may be or stands up for.
    """

    redemption: str
    volunteer: str
    beans: int
    own_volunteers: tuple[str, ...] = ()

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The rules, the person and the purse, and whether the code was drawn before."""
        return (
            Rulebook(), Volunteer(self.volunteer), Redemption(self.redemption),
            Purse(self.volunteer),
        )  # fmt: skip

    def asks_further(
        self,
        now: datetime,
        rules: Rulebook,
        volunteer: Volunteer,
        redemption: Redemption,
        purse: Purse,
    ) -> tuple[State, ...]:
        """The funds of where the volunteer is at home."""
        return (Funds(volunteer.community),) if volunteer.registered is not None else ()

    def asks_last(
        self,
        now: datetime,
        rules: Rulebook,
        volunteer: Volunteer,
        redemption: Redemption,
        purse: Purse,
        funds: Funds | None = None,
    ) -> tuple[State, ...]:
        """Their open pages; those that may pay every shop come first, so that a voucher is good
        at as many as it can be."""
        if funds is None:
            return ()
        anywhere = funds.open_to("commercial")
        bound = [page for page in funds.open_to("charity") if page not in anywhere]
        return tuple(map(FundPage, [*anywhere, *bound]))

    def decide(
        self,
        now: datetime,
        rules: Rulebook,
        volunteer: Volunteer,
        redemption: Redemption,
        purse: Purse,
        funds: Funds | None = None,
        *pages: FundPage,
    ) -> Iterator[Fact]:
        """The beans leave the purse and wait; lots whose day has come are gone before."""
        volunteer.must_exist()
        if self.volunteer in self.own_volunteers:
            raise OwnVoucher()
        if redemption.volunteer is not None:
            raise CodeTaken()
        policy = rules.at(now)
        today = policy.local_date(now)
        self._must_be_allowed(policy, now, purse)
        living = sum(purse.living(today).values())
        fen = self.beans * policy.settlement.owed_fen_per_bean
        money = money_behind(now, policy, pages, fen)
        yield from expired(now, purse, today)
        if money.turned:
            yield money.turned
        bound = funds is not None and money.fund and funds.opened[money.fund].purpose
        yield VoucherPrinted(
            at=now, beans=self.beans, source=self.volunteer, target=self.redemption,
            volunteer=self.volunteer, lots=spend(purse.lots, self.beans, today),
            balance_after=living - purse.debt - self.beans, redemption=self.redemption,
            lapses_at=lapses_at(policy, now), policy=policy.name, purpose=bound or "all",
            fen=fen if money.page else 0, page=money.page, paid_by=money.fund,
        )  # fmt: skip

    def _must_be_allowed(self, policy: Policy, now: datetime, purse: Purse) -> None:
        rule = policy.redemption
        if self.beans < rule.min_beans:
            raise LimitExceeded(limit="min_beans", most=rule.min_beans, asked=self.beans)
        Limit("paper_voucher_max_beans", rule.paper_voucher_max_beans).bear(self.beans)
        alive, most = purse.vouchers_at(now), rule.paper_voucher_active_max
        Limit("paper_voucher_active_max", most, alive, times=True).bear(self.beans)
        if blocked(policy, purse):
            raise AccountBlocked(debt=purse.debt)
        living = sum(purse.living(policy.local_date(now)).values())
        if living < self.beans:
            raise NotEnoughBeans(need=self.beans, have=living)


class _Release(Command, frozen=True, kw_only=True):
    """The beans of a voucher go home."""

    redemption: str

    def asks(self, now: datetime) -> tuple[State, ...]:
        """What became of the voucher."""
        return Rulebook(), Redemption(self.redemption)

    def asks_further(
        self, now: datetime, rules: Rulebook, redemption: Redemption
    ) -> tuple[State, ...]:
        """The purse its beans came from, and the fund that would have paid."""
        if redemption.printed is None:
            return ()
        purse, fund = Purse(redemption.printed.volunteer), redemption.paid_by
        return (purse, Funds(fund)) if fund else (purse,)

    def asks_last(
        self,
        now: datetime,
        rules: Rulebook,
        redemption: Redemption,
        purse: Purse | None = None,
        funds: Funds | None = None,
    ) -> tuple[State, ...]:
        """The page of that fund that lies open."""
        return (FundPage(funds.pages[redemption.paid_by]),) if funds is not None else ()


class CancelVoucher(_Release, frozen=True, kw_only=True):
    """The paper is lost, or not wanted: give the beans back, and let no shop take it."""

    own_volunteers: tuple[str, ...] = ()

    def decide(
        self,
        now: datetime,
        rules: Rulebook,
        redemption: Redemption,
        purse: Purse | None = None,
        funds: Funds | None = None,
        page: FundPage | None = None,
    ) -> Iterator[Fact]:
        """The beans go back to their lots, unless the voucher has come to its end before."""
        if redemption.printed is None or purse is None:
            raise VoucherUnknown(voucher=self.redemption)
        if redemption.volunteer in self.own_volunteers:
            raise OwnVoucher()
        if not redemption.on_paper:
            raise VoucherEnded()
        yield from release_voucher(now, rules.at(now), redemption, purse, page, "cancelled")


class LapseVoucher(_Release, frozen=True, kw_only=True):
    """Its days are over; asked by the clock, harmless when asked again."""

    def decide(
        self,
        now: datetime,
        rules: Rulebook,
        redemption: Redemption,
        purse: Purse | None = None,
        funds: Funds | None = None,
        page: FundPage | None = None,
    ) -> Iterator[Fact]:
        """What no shop has taken goes back once the last day is over."""
        if not redemption.on_paper or redemption.printed is None or purse is None:
            return
        if now >= redemption.printed.lapses_at:
            yield from release_voucher(now, rules.at(now), redemption, purse, page, "lapsed")
