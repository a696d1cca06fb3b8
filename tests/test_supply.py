"""Where the beans of a community are, what shops still take, and whether money is behind it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from api.access.roles import Role
from api.supply import cover_permille, cover_state
from ledger.accounts import ExpireBeans
from ledger.facts import MerchantHalted, MerchantTermsChanged, UnitOpened, VolunteerMoved
from ledger.policy import read_policy
from ledger.reversals import RefundRedemption
from projections.supply import Sums, Supply
from projections.trial_balance import TrialBalance
from tests.deeds import redeems
from tests.house_open import Neighbour, OpenHouse, problem
from tests.neighbourhood import (
    CHEN,
    CODE,
    LONG_AGO,
    OTHER_CODE,
    POLICY_TEXT,
    STREET,
    SUNNY_LANE,
    WANG,
    ZHAO,
    code,
    earned,
)
from tests.patterns import happened
from tests.shelves import KINDS, Desk, empty_desk
from tests.story import clock
from tests.sunday import SUNDAY, caught_up, settle

BEYOND = "unit-beyond"
TODAY = date(2026, 11, 22)


@pytest.fixture(params=KINDS)
def lane(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """A settled lane, with a place for its views, and another community beyond the river."""
    with empty_desk(request, tmp_path) as opened:
        settle(opened)
        opened.do(
            "2026-11-01 08:00",
            UnitOpened(at=LONG_AGO, unit=BEYOND, kind="community", name="河对岸", parent=STREET),
        )
        yield opened


def a_sunday(lane: Desk) -> None:
    """Wang has a hundred beans, buys noodles for thirty, gives ten back, and has twenty held;
    Zhao has forty that die in February."""
    lane.do("2026-11-20 18:00", earned(100), earned(40, volunteer=ZHAO, dies="2027-02-01"))
    lane.do(f"{SUNDAY} 12:00", code(f"{SUNDAY} 12:00"), redeems(30))
    lane.do(f"{SUNDAY} 12:10", RefundRedemption(redemption=CODE, merchant=CHEN, beans=10))
    lane.do(f"{SUNDAY} 18:00", code(f"{SUNDAY} 18:00", redemption=OTHER_CODE))
    lane.do(f"{SUNDAY} 18:00", redeems(20, OTHER_CODE, capture=False))


def sums(**told: int) -> Sums:
    """These sums; what is not told is nought."""
    return Sums(**dict.fromkeys(Sums._fields, 0) | told)


def test_every_bean_of_the_lane_is_somewhere(lane: Desk) -> None:
    a_sunday(lane)
    shelf = caught_up(lane)
    beans = Supply(shelf).of([SUNNY_LANE], TODAY, 90)
    assert beans == sums(issued=140, spent=20, held=20, outstanding=100, expiring=40)
    assert beans == Supply(shelf).of(None, TODAY, 90)
    trial = TrialBalance(shelf).of()
    assert (trial["volunteers"], trial["held"], trial["merchants"]) == (100, 20, 20)
    assert Supply(shelf).of([BEYOND], TODAY, 90) == sums()
    assert Supply(shelf).of([], TODAY, 90) == sums()


def test_beans_that_die_within_the_days_are_told_and_later_ones_are_not(lane: Desk) -> None:
    a_sunday(lane)
    supply = Supply(caught_up(lane))
    assert supply.of([SUNNY_LANE], date(2026, 11, 2), 90).expiring == 0  # 31 January
    assert supply.of([SUNNY_LANE], date(2026, 11, 3), 90).expiring == 40


def test_a_dead_lot_is_expired_whether_or_not_the_clock_has_been_there(lane: Desk) -> None:
    a_sunday(lane)
    shelf = caught_up(lane)
    new_year = sums(issued=140, spent=20, held=20, expired=40, outstanding=60)
    assert Supply(shelf).of([SUNNY_LANE], date(2027, 2, 1), 90) == new_year

    lane.do("2027-02-01 03:00", ExpireBeans(volunteer=ZHAO))
    shelf.follow()

    assert Supply(shelf).of([SUNNY_LANE], date(2027, 2, 1), 90) == new_year
    assert TrialBalance(shelf).of()["expired"] == 40


def test_whoever_moves_takes_all_of_it_along(lane: Desk) -> None:
    a_sunday(lane)
    shelf = caught_up(lane)
    lane.do(
        f"{SUNDAY} 20:00",
        VolunteerMoved(at=clock(f"{SUNDAY} 20:00"), volunteer=WANG, community=BEYOND),
    )
    shelf.follow()
    supply = Supply(shelf)
    assert supply.of([BEYOND], TODAY, 90) == sums(issued=100, spent=20, held=20, outstanding=60)
    assert supply.of([SUNNY_LANE], TODAY, 90) == sums(issued=40, outstanding=40, expiring=40)


# Cover --------------------------------------------------------------------------------------


THE_LANES_OWN_FEN = 100_000_000
"""What an open house gives to the lane from the beginning."""


class Grove:
    """A community beside the lane whose fund was given so much, and where Wang lives."""

    def __init__(self, home: OpenHouse, fen: int) -> None:
        self.home, self.unit = home, home.opens("community", "槐树里", home.street)
        home.gives_to(self.unit, fen)
        self.wang = home.volunteer(community=self.unit)
        home.serves(self.wang)  # Twenty beans, at ten fen each.

    def shop(self, **more: object) -> Neighbour:
        """A supermarket is welcomed there."""
        told = {"name": "小方超市", "community": self.unit, "kind": "commercial"}
        made = self.home.admin.gets("/merchants", told | more)["id"]
        return self.home.let_in(Role.MERCHANT, merchant=made)

    def supply(self) -> dict[str, object]:
        """What the admin sees of it."""
        return self.home.admin.sees("/supply", unit=self.unit)


@pytest.mark.parametrize(
    ("permille", "state"),
    [(None, "covered"), (1000, "covered"), (999, "warned"), (500, "warned"), (499, "frozen")],
)
def test_the_policy_says_from_where_on_it_warns_and_freezes(
    permille: int | None, state: str
) -> None:
    assert cover_state(read_policy(POLICY_TEXT).fund, permille) == state


@pytest.mark.parametrize(
    ("fen", "permille", "state"),
    [(200, 1000, "covered"), (199, 995, "warned"), (99, 495, "frozen")],
)
def test_cover_is_the_free_money_over_what_the_beans_are_worth(
    home: OpenHouse, fen: int, permille: int, state: str
) -> None:
    grove = Grove(home, fen)
    seen = grove.supply()
    assert (seen["free_fen"], seen["worth_fen"]) == (fen, 200)
    assert (seen["cover_permille"], seen["cover"]) == (permille, state)
    assert cover_permille(home.ledger, grove.unit, home.clock.now()) == permille


def test_where_no_bean_is_out_there_is_nothing_to_cover(home: OpenHouse) -> None:
    home.serves(home.volunteer())
    seen = home.admin.sees("/supply", unit=home.beyond)
    assert (seen["outstanding_beans"], seen["cover_permille"]) == (0, None)
    assert seen["cover"] == "covered"
    assert cover_permille(home.ledger, home.beyond, home.clock.now()) is None


def test_the_street_sees_the_sum_of_its_communities_and_each_its_own(home: OpenHouse) -> None:
    grove = Grove(home, 500)
    grove.shop(monthly_cap=300)
    home.merchant()
    street = home.let_in(Role.STREET_STAFF, unit=home.street)
    keeper = home.let_in(Role.FUND_KEEPER, unit=grove.unit)
    seen, own = street.sees("/supply"), keeper.sees("/supply")
    assert (seen["unit"], seen["issued_beans"]) == (home.street, 20)
    assert seen["free_fen"] == 500 + THE_LANES_OWN_FEN
    assert (seen["capacity_left_beans"], seen["merchants_with_cap"]) == (300, 1)
    assert (seen["merchants_without_cap"], own["merchants_without_cap"]) == (1, 0)
    assert (own["unit"], own["free_fen"]) == (grove.unit, 500) and own == grove.supply()
    assert home.auditor.sees("/supply")["issued_beans"] == 20
    elsewhere = home.let_in(Role.STAFF, unit=home.lane)
    assert problem(elsewhere.looks("/supply", unit=grove.unit)) == (404, "unit_unknown")
    assert problem(home.organizer.looks("/supply")) == (403, "forbidden")


def test_what_a_shop_took_this_month_is_room_it_no_longer_has(home: OpenHouse) -> None:
    grove = Grove(home, 500)
    shop = grove.shop(monthly_cap=300)
    drawn = grove.wang.gets("/redemption-codes")["code"]
    shop.gets("/redemptions", {"code": drawn, "beans": 12, "capture": True})
    seen = grove.supply()
    assert (seen["capacity_left_beans"], seen["spent_beans"], seen["free_fen"]) == (288, 12, 380)
    assert (seen["outstanding_beans"], seen["cover_permille"]) == (8, 4750)
    home.it_is("2026-12-01 09:00")
    assert grove.supply()["capacity_left_beans"] == 300


def test_a_shop_that_is_suspended_takes_nothing_and_new_terms_count_at_once(
    home: OpenHouse,
) -> None:
    grove = Grove(home, 500)
    first, second = (str(grove.shop(monthly_cap=cap).who.merchant) for cap in (300, 200))
    happened(
        home,
        MerchantHalted(at=home.clock.now(), merchant=first, reason="complaint"),
        MerchantTermsChanged(
            at=home.clock.now(), merchant=second, monthly_cap=80, cap_per_transaction=None,
            cap_per_day=None,
        ),
    )  # fmt: skip
    seen = grove.supply()
    assert (seen["capacity_left_beans"], seen["merchants_with_cap"]) == (80, 1)
