"""Signals: patterns at a shop are shown to staff, block nothing, and are looked at by somebody."""

from __future__ import annotations

from datetime import date

import pytest

from api.signals import redemptions_behind
from ledger.facts import SignalReviewed
from ledger.refusals import OwnSignal, SignalReviewedAlready
from ledger.signals import ReviewSignal
from tests.house_open import OpenHouse
from tests.neighbourhood import CHEN, LI, WANG
from tests.patterns import Street, burst, gave_back, round_trips, took
from tests.story import Story

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
SHARE = "signal-share-chen-wang-202611"


@pytest.fixture
def street(home: OpenHouse) -> Street:
    """The street on a Sunday morning."""
    return Street(home)


# One volunteer's share ----------------------------------------------------------------------


def test_one_volunteer_with_a_large_share_of_a_shops_month_is_a_signal(street: Street) -> None:
    (found,) = street.kept(401, 300, 299).signals()[:1]
    assert (found.kind, found.merchant, found.volunteer) == ("share", street.shop, street.wang)
    assert (found.figure, found.of, found.state) == (401, 1000, "open")
    assert (found.first, found.last) == (NOVEMBER, date(2026, 11, 30))
    assert [one.beans for one in redemptions_behind(street.home.ledger, found)] == [401]


@pytest.mark.parametrize(("shares", "whose"), [((300, 100, 100), 1), ((300, 100, 99), 0)])
def test_a_shop_that_took_little_gives_none(
    street: Street, shares: tuple[int, int, int], whose: int
) -> None:
    assert len(street.kept(*shares).signals()) == whose


def test_three_in_ten_exactly_is_not_above_three_in_ten(street: Street) -> None:
    others = [took(street.shop, f"volunteer-other{n}", 100) for n in range(7)]
    assert street.given(took(street.shop, street.wang, 300), *others).signals() == []
    assert len(street.given(took(street.shop, street.wang, 1)).signals()) == 1


def test_beans_that_came_back_count_for_nobody(street: Street) -> None:
    taken = took(street.shop, street.wang, 400)
    street.given(taken).kept(0, 299, 299)
    assert street.wang in {one.volunteer for one in street.signals()}
    street.given(gave_back(taken, "2026-12-02 10:00", 300))
    assert street.wang not in {one.volunteer for one in street.signals()}
    assert street.signals(DECEMBER) == []


# Round trips --------------------------------------------------------------------------------


def test_three_round_trips_within_thirty_days_are_a_signal(street: Street) -> None:
    assert street.given(*round_trips(street.shop, street.wang, "2026-11-02", 2)).signals() == []
    (found,) = street.given(*round_trips(street.shop, street.wang, "2026-11-20", 1)).signals()
    assert (found.kind, found.figure, found.of, found.beans) == ("trips", 3, 30, 60)
    assert (found.first, found.last) == (date(2026, 11, 2), date(2026, 11, 20))
    behind = redemptions_behind(street.home.ledger, found)
    assert [one.spent_on.day for one in behind] == [20, 7, 2]


def test_the_thirty_days_may_begin_in_the_month_before_and_end_nowhere_later(
    street: Street,
) -> None:
    street.given(*round_trips(street.shop, street.wang, "2026-10-25", 3, days=14))  # until 22 Nov.
    (found,) = street.signals()
    assert (found.first, found.figure) == (date(2026, 10, 25), 3)
    assert street.signals(date(2026, 10, 1)) == street.signals(DECEMBER) == []


def test_three_that_lie_further_apart_are_none(street: Street) -> None:
    street.given(*round_trips(street.shop, street.wang, "2026-10-23", 3, days=15))  # 31 days.
    assert street.signals() == []


def test_a_refund_two_days_later_is_no_round_trip(street: Street) -> None:
    for day, back in ((2, "03 23:59"), (5, "06 08:00"), (9, "11 00:01")):
        taken = took(street.shop, street.wang, 20, f"2026-11-{day:02} 12:00")
        street.given(taken, gave_back(taken, f"2026-11-{back}"))
    assert street.signals() == []


def test_round_trips_of_different_people_or_at_different_shops_do_not_add_up(
    street: Street,
) -> None:
    street.given(*round_trips(street.shop, street.wang, "2026-11-02", 2))
    street.given(*round_trips(street.shop, street.zhao, "2026-11-03", 2))
    street.given(*round_trips("merchant-fang", street.wang, "2026-11-04", 2))
    assert street.signals() == []


# Bursts at closing time ---------------------------------------------------------------------


def test_many_redemptions_in_half_an_hour_of_the_evening_are_a_signal(street: Street) -> None:
    everybody = [street.wang, street.zhao, street.li]
    assert street.given(*burst(street.shop, everybody, "2026-11-19", 9)).signals() == []
    (found,) = street.given(*burst(street.shop, everybody, "2026-11-20", 10)).signals()
    assert (found.kind, found.volunteer, found.first) == ("closing", None, date(2026, 11, 20))
    assert (found.figure, found.of, found.beans) == (10, 30, 50)
    assert len(redemptions_behind(street.home.ledger, found)) == 10


def test_what_is_busy_before_eight_is_no_burst(street: Street) -> None:
    for day, since in (("2026-11-19", "12:00"), ("2026-11-20", "19:50")):
        street.given(*burst(street.shop, [street.wang, street.zhao], day, 10, since))
    assert street.signals() == []


def test_a_burst_on_the_last_evening_of_a_month_belongs_to_that_month(street: Street) -> None:
    everybody = [street.wang, street.zhao, street.li]
    street.given(*burst(street.shop, everybody, "2026-11-30", 12, "23:45"))
    (found,) = street.signals()
    assert found.first == date(2026, 11, 30) and street.signals(DECEMBER) == []


def test_ten_over_the_whole_evening_are_no_burst(street: Street) -> None:
    evenly = [f"2026-11-20 {20 + n // 3}:{n % 3 * 20:02}" for n in range(10)]
    street.given(*(took(street.shop, street.wang, 5, at) for at in evenly))
    assert street.signals() == []


# The look -----------------------------------------------------------------------------------


def test_somebody_looks_once_until_the_signal_grows(story: Story) -> None:
    looks = ReviewSignal(
        signal=SHARE, merchant=CHEN, volunteer=WANG, outcome="dismissed", figure=400,
        reviewer=LI, note="note-1",
    )
    seen = SignalReviewed(
        at=story.now, signal=SHARE, merchant=CHEN, volunteer=WANG, outcome="dismissed",
        figure=400, reviewer=LI, note="note-1",
    )  # fmt: skip
    story.when(looks).then(seen)
    story.when(ReviewSignal(**_fields(looks) | {"outcome": "upheld"}))
    story.then_refused(SignalReviewedAlready)
    grown = {"figure": 401, "outcome": "upheld"}
    story.when(ReviewSignal(**_fields(looks) | grown))
    story.then(SignalReviewed(**_fields(seen) | grown))


@pytest.mark.parametrize("own", [(CHEN,), (WANG,)])
def test_nobody_judges_what_is_about_them_or_their_shop(
    story: Story, own: tuple[str, ...]
) -> None:
    looks = ReviewSignal(
        signal=SHARE, merchant=CHEN, volunteer=WANG, outcome="dismissed", figure=400,
        reviewer=LI, own_parties=own,
    )  # fmt: skip
    story.when(looks).then_refused(OwnSignal)


def _fields(struct: object) -> dict[str, object]:
    return {name: getattr(struct, name) for name in struct.__struct_fields__}  # type: ignore[attr-defined]
