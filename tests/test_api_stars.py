"""Wang has a hundred hours: a star in two steps, and nothing she does with beans changes it."""

from __future__ import annotations

from typing import Any

import pytest

from api.access.roles import Role
from ledger.accounts import ExpireBeans
from ledger.command import By
from ledger.facts import ISSUANCE, BeansClawedBack
from ledger.subjects.presence import attendance_of
from tests.deeds import confirmed
from tests.house_open import Neighbour, OpenHouse, problem
from tests.neighbourhood import PATROL, earned
from tests.patterns import happened
from tests.story import clock

NUMBER = "金民志〔2026〕12号"


@pytest.fixture
def wang(home: OpenHouse) -> Neighbour:
    """Wang, who has served a hundred hours, and has a hundred and twenty beans."""
    wang = home.volunteer("王秀英")
    whose = wang.who.volunteer
    happened(
        home, confirmed(clock("2026-11-22 09:00"), "09:00–11:00", 6000, volunteer=whose),
        earned(40, volunteer=whose, dies="2026-12-01"), earned(80, volunteer=whose),
    )  # fmt: skip
    return wang


def what_service_gave(home: OpenHouse, wang: Neighbour) -> dict[str, Any]:
    """Her minutes, stars, conditions and benefits, and the hours of her lane, as anybody sees."""
    home.ledger.shelf.wait_for(home.facts())
    lane = home.admin.sees("/hours", unit=home.lane, by="person", period="2026")
    return {
        "stars": wang.sees(f"/volunteers/{wang.who.volunteer}/stars"),
        "minutes": wang.sees(f"/volunteers/{wang.who.volunteer}/account")["minutes"],
        "lane": [lane["total"], lane["items"]],
    }


def test_redeeming_changes_no_minute_no_star_and_no_eligibility(
    home: OpenHouse, wang: Neighbour
) -> None:
    whose, shop = wang.who.volunteer, home.merchant()
    before = what_service_gave(home, wang)
    assert (before["minutes"], before["stars"]["eligible_star"]) == (6000, 1)
    assert before["lane"][0]["minutes"] == 6000

    def redeems(beans: int, capture: bool) -> str:
        code = wang.gets("/redemption-codes")["code"]
        told = {"code": code, "beans": beans, "capture": capture}
        return shop.gets("/redemptions", told)["id"]

    shop.gets(f"/redemptions/{redeems(20, False)}/void")
    held = redeems(20, False)
    assert what_service_gave(home, wang) == before
    shop.gets(f"/redemptions/{held}/capture")
    shop.gets(f"/redemptions/{redeems(60, True)}/refund", {"beans": 10})
    assert what_service_gave(home, wang) == before
    left = wang.sees(f"/volunteers/{whose}/account")["beans"]
    happened(home, earned(9, volunteer=whose, dies="2026-12-01", left=left + 9))
    home.it_is("2026-12-01 00:05")
    gone = By("clock", "system", "key-expiry", "")
    expired = home.ledger.book.record(ExpireBeans(volunteer=whose), gone, home.clock.now())
    assert home.ledger.shelf.wait_for(home.facts()) and len(expired.facts) == 1
    lots = {lot.dies_on: lot.beans for lot in home.ledger.balances.lots_of(whose)}
    happened(home, BeansClawedBack(
        at=home.clock.now(), beans=sum(lots.values()) + 7, source=whose, target=ISSUANCE,
        volunteer=whose, lots=lots, debt=7, balance_after=-7, activity=PATROL,
        attendance=attendance_of(PATROL, whose), earned_on=home.clock.now().date(),
        policy="default/1",
    ))  # fmt: skip
    account = wang.sees(f"/volunteers/{whose}/account")
    assert (account["beans"], account["blocked"]) == (-7, True)
    assert what_service_gave(home, wang) == before


def test_two_people_enter_a_star_and_she_reads_what_is_missing_to_the_next(
    home: OpenHouse, wang: Neighbour
) -> None:
    here = f"/volunteers/{wang.who.volunteer}"
    office = home.let_in(Role.STAFF, unit=home.lane)
    assert problem(office.asks(f"{here}/stars", {"star": 1})) == (422, "reference_missing")
    asked = office.gets(f"{here}/stars", {"star": 1, "reference": NUMBER})["proposal"]
    (waiting,) = office.sees("/proposals")["items"]
    assert (waiting["kind"], waiting["star"], waiting["reference"]) == ("star", 1, NUMBER)
    assert problem(office.asks(f"/proposals/{asked}/approval")) == (403, "same_person")
    home.admin.gets(f"/proposals/{asked}/approval")
    found = wang.sees(f"{here}/stars")
    assert (found["granted"]["star"], found["granted"]["level"]) == (1, "county")
    assert (found["next_star"], found["minutes_missing"]) == (2, 200 * 60)
    assert [each["ok"] for each in found["conditions"]] == [False, True, True]
    reached = [each["code"] for each in found["benefits"] if not each["minutes_missing"]]
    assert reached == ["welcome_badge", "venue_priority", "ticket_discount_10"]
    (holder,) = office.sees("/stars", limit=1)["items"]
    assert (holder["volunteer"], holder["star"]) == (wang.who.volunteer, 1)
    beyond = home.let_in(Role.STAFF, unit=home.beyond)
    assert beyond.sees("/stars") == {"items": [], "next_cursor": None}
    again = office.asks(f"{here}/stars", {"star": 1, "reference": NUMBER})
    assert problem(again) == (409, "star_held")


def test_a_decision_bars_the_star_until_another_annuls_it(
    home: OpenHouse, wang: Neighbour
) -> None:
    here = f"/volunteers/{wang.who.volunteer}"
    office = home.let_in(Role.STAFF, unit=home.lane)
    entered = office.gets(f"{here}/violations", {"kind": "fraud", "reference": "3号"})
    barred = wang.sees(f"{here}/stars")
    assert (barred["eligible_star"], barred["barred_until"]) == (0, "2027-11-22")
    asked = {"star": 1, "reference": NUMBER}
    assert problem(office.asks(f"{here}/stars", asked)) == (422, "condition_unmet")
    annulment, why = f"{here}/violations/{entered['id']}/annulment", {"reference": "9号"}
    assert problem(office.asks(annulment, why)) == (403, "same_person")
    assert home.admin.gets(annulment, why)["annulled"] is True
    (seen,) = wang.sees(f"{here}/violations")["items"]
    assert (seen["kind"], seen["annulled"]) == ("fraud", True)
    assert wang.sees(f"{here}/stars")["eligible_star"] == 1
