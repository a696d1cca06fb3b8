"""Random months: a small town whose people all meet, and hypothesis decides what they do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from ledger.activities import PublishActivity
from ledger.attendance import CheckIn, CheckOut
from ledger.command import By
from ledger.confirmations import ConfirmService, Rated
from ledger.redemptions import IssueCode, RedeemBeans
from ledger.subjects.presence import attendance_of
from tests.double_entry import DoubleEntry, Store
from tests.later_wishes import LATER_WISHES, a_plea, an_approval
from tests.neighbourhood import amended
from tests.shop_wishes import SHOP_WISHES
from tests.story import clock
from tests.wishes import (
    CATEGORIES,
    LANE,
    PEOPLE,
    SHOPS,
    WISHES,
    Town,
    Wish,
    a_redemption,
    settled,
)

STEPS = (
    *(timedelta(seconds=seconds) for seconds in (1, 30, 64, 66, 119, 121)),
    *(timedelta(minutes=minutes) for minutes in (29, 31, 60, 240)),
    *(timedelta(days=days) for days in (1, 8, 31, 1_218)),
)
"""How time goes on; the longest step is forty months."""
STRICT = (
    ("max_per_transaction = 1000", "max_per_transaction = 90"),
    ("max_per_day = 1000", "max_per_day = 120"),
    ("max_per_month = 2000", "max_per_month = 200"),
    ("max_transactions_per_day = 3", "max_transactions_per_day = 2"),
    ("paper_voucher_max_beans = 100", "paper_voucher_max_beans = 60"),
    ("paper_voucher_active_max = 1", "paper_voucher_active_max = 2"),
)
"""Limits so low that three people reach them."""

small = st.integers(0, 11)
wishes = st.tuples(st.sampled_from((*WISHES, *LATER_WISHES, *SHOP_WISHES)), small, small, small)
later = st.tuples(st.sampled_from(LATER_WISHES), small, small, small)
desks = st.integers(0, 1)
Asking = tuple[Wish, int, int, int]


class Months(RuleBasedStateMachine):
    """What people may do to a store."""

    def __init__(
        self, store: Store, *, rebuild_always: bool = False, ask_outside: bool = False
    ) -> None:
        super().__init__()
        self._store, self._rebuild_always = store, rebuild_always
        self._ask_outside = ask_outside
        self._books: DoubleEntry | None = None
        self._town = Town(clock("2026-11-02 08:00"))

    @initialize(
        months=st.sampled_from((36, 1)), kept=st.sampled_from((20_000, 3)),
        share=st.sampled_from((1000, 650)),
    )  # fmt: skip
    def the_town_settles(self, months: int, kept: int, share: int) -> None:
        """Beans that live long or not, books that remember much or next to nothing, and shops
        that give a part of each bean themselves, or nothing."""
        policy = amended(
            *STRICT, ("\nmonths = 36 ", f"\nmonths = {months} "),
            ("fund_share_permille = 1000", f"fund_share_permille = {share}"),
        )  # fmt: skip
        self._books = DoubleEntry(
            self._store, policy, self._town.now, states_kept=kept,
            rebuild_always=self._rebuild_always, ask_outside=self._ask_outside,
        )  # fmt: skip
        for command in settled():
            self._ask(0, command)
        for _ in range(2):
            self._town.now += timedelta(days=26)
            self._serve(PEOPLE, "professional", 3)

    def _ask(self, desk: int, *commands: object) -> None:
        assert self._books is not None
        self._books.ask(desk, self._town.now, *commands)

    @rule(wish=wishes, desk=desks)
    def somebody_asks(self, wish: Asking, desk: int) -> None:
        """One wish, whatever comes of it."""
        ask, *numbers = wish
        self._ask(desk, ask(self._town, *numbers))

    @rule(rush=st.lists(wishes, min_size=2, max_size=6), desk=desks)
    def many_ask_at_once(self, rush: list[Asking], desk: int) -> None:
        """Several wishes, decided together and committed together."""
        self._ask(desk, *(ask(self._town, *numbers) for ask, *numbers in rush))

    @rule(
        who=st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=3), what=small,
        hours=st.integers(1, 9), break_minutes=st.sampled_from((0, 0, 0, 20, 600)),
    )  # fmt: skip
    def people_serve(self, who: list[str], what: int, hours: int, break_minutes: int) -> None:
        """An activity from its announcement to its beans; a list may name somebody twice."""
        self._serve(who, CATEGORIES[what % 5], hours, break_minutes)

    def _serve(self, who: Sequence[str], category: str, hours: int, rest: int = 0) -> None:
        town, people = self._town, sorted(set(who))
        town.activities.append(f"activity-{len(town.activities) + 1}")
        here = {"activity": town.activities[-1], "means": "scan"}
        starts, ends = town.now, town.now + timedelta(hours=hours)
        plan = PublishActivity(
            activity=town.activities[-1], title="活动", category=category, community=LANE,
            place="东门", starts_at=starts, ends_at=ends,
        )  # fmt: skip
        self._ask(0, plan, *(CheckIn(volunteer=name, at=starts, **here) for name in people))
        town.now = ends
        leave = [CheckOut(volunteer=name, at=ends, **here) for name in people]
        seen = [attendance_of(town.activities[-1], name) for name in who]
        rated = tuple(Rated(attendance=name, rating=5, break_minutes=rest) for name in seen)
        self._ask(1, *leave, ConfirmService(activity=town.activities[-1], rated=rated))

    @rule(
        who=st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=2), hours=st.integers(1, 13),
        spent=st.sampled_from((0, 10, 60)), looks=st.lists(later, min_size=2, max_size=6),
        desk=desks,
    )  # fmt: skip
    def a_second_look(
        self, who: list[str], hours: int, spent: int, looks: list[Asking], desk: int
    ) -> None:
        """People serve, perhaps longer than counts at once, spend some of it; and then it turns
        out otherwise."""
        self._serve(who, CATEGORIES[hours % 4], hours)
        if spent:
            code = f"redemption-{len(self._town.codes) + 1}"
            self._town.codes.append(code)
            self._ask(desk, IssueCode(redemption=code, volunteer=who[0]))
            self._ask(desk, RedeemBeans(redemption=code, merchant=SHOPS[1], beans=spent))
        for place, (ask, _, other, which) in enumerate(looks):
            served = PEOPLE.index(who[place % len(who)])
            self._ask((desk + place) % 2, ask(self._town, served, other, which))
        if self._books is not None and self._books.reckoning.people[who[0]].debt:
            self._ask(desk, a_plea(self._town, PEOPLE.index(who[0]), 0, 0))
            self._ask(1 - desk, an_approval(self._town, 0, 1, 0))

    @rule(back=st.lists(small, min_size=1, max_size=4), same=st.booleans(), desk=desks)
    def keys_come_again(self, back: list[int], same: bool, desk: int) -> None:
        """Earlier requests are sent once more, as they were or with other words."""
        assert self._books is not None
        history = self._books.history
        again = [history[-1 - which % len(history)] for which in back]
        if not same:
            other = a_redemption(self._town, *(*back, 1, 2, 3)[:3])
            again = [(other, By("", "", by.key, "other words")) for _, by in again]
        self._books.hold(desk, self._town.now, again)

    @rule(step=st.sampled_from(STEPS))
    def time_passes(self, step: timedelta) -> None:
        """A second, a minute, an hour, a month, or so long that every bean is dead."""
        self._town.now += step

    @rule(desk=desks)
    def a_book_is_opened_anew(self, desk: int) -> None:
        """A process ends and starts again."""
        assert self._books is not None
        self._books.reopen(desk)

    def log(self) -> list[tuple[str, bytes, list[str]]]:
        """What the store holds after all this."""
        assert self._books is not None
        return self._books.log()

    def teardown(self) -> None:
        """When nothing went wrong, make the views anew once more; and close what is open."""
        if self._books is not None:
            self._books.close()
