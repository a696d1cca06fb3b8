"""The golden vectors that the API can show, lived through over HTTP from the first scan on.

The sessions have a story of their own (`test_api_sessions`); quorum and policy guard are no calls
of the API.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from api.signing_in.proofs import Proof
from api.signing_in.sessions import SESSION_COOKIE
from tests.house_open import Neighbour, OpenHouse, moment, open_house, problem
from tests.neighbourhood import amended
from tests.story import clock


def serves(home: OpenHouse, who: Neighbour, began: str, minutes: int, **more: str) -> str:
    """So many minutes of service from `2027-01-15 09:00` on, confirmed; returns the attendance."""
    until = clock(began) + timedelta(minutes=minutes)
    ends = f"{until:%Y-%m-%d %H:%M}"
    home.it_is(began)
    activity = home.activity(began, ends, **more)
    home.it_is(ends)
    attendance = home.presence(who, activity, began, ends)
    rated = {"attendances": [{"attendance": attendance, "rating": 5}]}
    home.admin.gets(f"/activities/{activity}/confirmations", rated)
    return attendance


def account(home: OpenHouse, who: Neighbour) -> dict[str, int]:
    """What the volunteer has."""
    return home.admin.sees(f"/volunteers/{who.who.volunteer}/account")


def lots(home: OpenHouse, who: Neighbour) -> dict[str, int]:
    """Beans by the local day from whose first moment they are gone."""
    told = home.admin.sees(f"/volunteers/{who.who.volunteer}/account")["lots"]
    return {f"{moment(lot['expires_at']).astimezone(clock('2030-01-01').tzinfo):%Y-%m-%d %H:%M}":
            lot["beans"] for lot in told}  # fmt: skip


def redeems(home: OpenHouse, who: Neighbour, shop: Neighbour, beans: int) -> str:
    """A code is shown and taken at once; returns the redemption."""
    told = {"code": who.gets("/redemption-codes")["code"], "beans": beans, "capture": True}
    return str(shop.gets("/redemptions", told)["id"])


def refused(who: Neighbour, shop: Neighbour, beans: int) -> tuple[int, str]:
    """Why the shop is told no."""
    told = {"code": who.gets("/redemption-codes")["code"], "beans": beans, "capture": True}
    return problem(shop.asks("/redemptions", told))


# Expiry -------------------------------------------------------------------------------------


def test_beans_earned_in_january_2027_die_at_the_first_moment_of_february_2030(
    home: OpenHouse,
) -> None:
    wang, shop = home.volunteer(), home.merchant()
    serves(home, wang, "2027-01-15 09:00", 120)
    assert lots(home, wang) == {"2030-02-01 00:00": 20}
    home.it_is("2030-01-31 23:59")
    redeems(home, wang, shop, 10)
    home.it_is("2030-02-01 00:00")
    assert refused(wang, shop, 10) == (422, "not_enough_beans")


# Spending order -----------------------------------------------------------------------------


@pytest.fixture
def two_lots(home: OpenHouse) -> tuple[Neighbour, Neighbour]:
    """Wang with lot A of 30 beans and lot B of 50, and a shop."""
    wang, shop = home.volunteer(), home.merchant()
    serves(home, wang, "2027-01-15 09:00", 180)
    serves(home, wang, "2027-02-15 09:00", 300)
    assert lots(home, wang) == {"2030-02-01 00:00": 30, "2030-03-01 00:00": 50}
    return wang, shop


def test_the_lot_that_dies_first_is_spent_first_and_comes_back_with_its_own_date(
    home: OpenHouse, two_lots: tuple[Neighbour, Neighbour]
) -> None:
    wang, shop = two_lots
    home.it_is("2030-01-20 10:00")
    redemption = redeems(home, wang, shop, 40)
    assert lots(home, wang) == {"2030-03-01 00:00": 40}
    home.admin.gets(f"/redemptions/{redemption}/refund", {"beans": 40})
    assert lots(home, wang) == {"2030-02-01 00:00": 30, "2030-03-01 00:00": 50}


def test_beans_of_a_lot_that_died_meanwhile_come_back_with_thirty_days(
    home: OpenHouse, two_lots: tuple[Neighbour, Neighbour]
) -> None:
    wang, shop = two_lots
    home.it_is("2030-01-20 10:00")
    redemption = redeems(home, wang, shop, 40)
    home.it_is("2030-02-10 10:00")
    home.admin.gets(f"/redemptions/{redemption}/refund", {"beans": 40})
    assert lots(home, wang) == {"2030-03-01 00:00": 50, "2030-03-12 00:00": 30}


# Claw-back ----------------------------------------------------------------------------------


def test_beans_spent_and_taken_back_are_a_debt_that_later_service_repays(home: OpenHouse) -> None:
    wang, shop = home.volunteer(), home.merchant()
    attendance = serves(home, wang, "2026-11-23 09:00", 120)
    redeems(home, wang, shop, 15)
    home.admin.gets(f"/attendances/{attendance}/revocation", {"reason": "误记"})
    after = account(home, wang)
    assert (after["minutes"], after["beans"], after["blocked"]) == (0, -15, True)
    assert refused(wang, shop, 10) == (422, "account_blocked")

    serves(home, wang, "2026-11-24 09:00", 120)
    repaid = account(home, wang)
    assert (repaid["minutes"], repaid["beans"], repaid["blocked"]) == (120, 5, False)
    assert refused(wang, shop, 10) == (422, "not_enough_beans")
    serves(home, wang, "2026-11-25 09:00", 30)
    redeems(home, wang, shop, 10)
    assert account(home, wang)["beans"] == 0


# Stars --------------------------------------------------------------------------------------


def stars(home: OpenHouse, who: Neighbour) -> str:
    """The five stars on the volunteer's own page."""
    browser, cookie = home.client, home.house.gate.sessions.begin(who.who, Proof.SECOND_STEP)
    browser.cookies.set(SESSION_COOKIE, cookie.cookie)
    page = browser.get("/me").text
    browser.cookies.clear()
    return page.partition('class="stars" aria-hidden="true">')[2][:5]


def test_the_first_star_comes_with_the_hundredth_hour_and_no_redemption_takes_it(
    home: OpenHouse,
) -> None:
    wang, shop = home.volunteer(), home.merchant()
    for day in range(1, 13):  # Twelve days of eight hours, then one minute less than four hours.
        serves(home, wang, f"2026-12-{day:02d} 08:00", 480)
    serves(home, wang, "2026-12-13 08:00", 239)
    assert (account(home, wang)["minutes"], stars(home, wang)) == (5_999, "☆☆☆☆☆")
    serves(home, wang, "2026-12-14 08:00", 1)
    assert (account(home, wang)["minutes"], stars(home, wang)) == (6_000, "★☆☆☆☆")

    beans = account(home, wang)["beans"]
    assert beans == 600, "the month's cap"
    redeems(home, wang, shop, beans)
    assert (account(home, wang)["beans"], stars(home, wang)) == (0, "★☆☆☆☆")


# Working days -------------------------------------------------------------------------------


@pytest.fixture
def home_with_five_days(tmp_path: Path) -> Iterator[OpenHouse]:
    """A community that has five working days to confirm, as the golden terms have."""
    rules = tmp_path / "policy.toml"
    five = ("confirm_within_working_days = 10 ", "confirm_within_working_days = 5 ")
    rules.write_text(amended(five, version=3), encoding="utf-8")
    with open_house(tmp_path / "data", GOLDENBEAN_POLICY=str(rules)) as opened:
        yield opened


@pytest.mark.parametrize(
    ("ended", "golden", "plain"),
    [
        ("2026-09-28", date(2026, 10, 10), date(2026, 10, 5)),
        ("2026-02-12", date(2026, 2, 26), date(2026, 2, 19)),
    ],
)
def test_terms_know_the_holidays_and_the_saturdays_that_make_up_for_them(
    home_with_five_days: OpenHouse, ended: str, golden: date, plain: date
) -> None:
    home = home_with_five_days
    starts, ends = clock(f"{ended} 09:00"), clock(f"{ended} 11:00")
    told = {
        "title": "楼道清洁", "category": "general", "community": home.lane, "place": "3 号楼",
        "starts_at": starts.isoformat(), "ends_at": ends.isoformat(),
    }  # fmt: skip
    home.it_is(f"{ended} 08:00")
    made = home.admin.gets("/activities", told)
    assert date.fromisoformat(made["confirm_by"]) == golden != plain
    assert made["confirm_by_is_provisional"] is False
    wang = home.volunteer()
    home.it_is(f"{ended} 11:00")
    home.presence(wang, made["id"], f"{ended} 09:00", f"{ended} 11:00")
    (due,) = home.admin.sees("/deadlines")["items"]
    assert date.fromisoformat(due["confirm_by"]) == golden


def test_the_statutory_ten_days_step_over_the_same_holidays(home: OpenHouse) -> None:
    for ended, last in (("2026-09-28", "2026-10-16"), ("2026-02-12", "2026-03-04")):
        ends = datetime.fromisoformat(f"{ended}T11:00:00+08:00")
        told = {
            "title": "楼道清洁", "category": "general", "community": home.lane, "place": "3 号楼",
            "starts_at": (ends - timedelta(hours=2)).isoformat(), "ends_at": ends.isoformat(),
        }  # fmt: skip
        assert home.admin.gets("/activities", told)["confirm_by"] == last
