"""A street reads its hours, goes down to a community and its people; others see nothing."""

from __future__ import annotations

from api.access.roles import Role
from tests.house_open import OpenHouse, problem

NOVEMBER = "2026-11"


def test_a_district_goes_down_to_a_person_and_every_level_adds_up(home: OpenHouse) -> None:
    wang, zhao = home.volunteer("王秀英"), home.volunteer("赵小梅")
    building = home.opens("building", "3号楼", home.lane)
    office = home.let_in(Role.STAFF, unit=home.lane)
    house = office.gets("/households", {"community": home.lane, "building": building})["id"]
    office.gets(f"/households/{house}/members", {"volunteer": wang.who.volunteer})
    home.serves(wang)
    home.serves(zhao)
    last = home.admin.asks("/volunteers", {
        "display_name": "孙会计", "phone": "13900009999", "community": home.lane
    }).headers["Ledger-Position"]  # fmt: skip

    whole = home.admin.sees("/hours", period=NOVEMBER, at_least=last)
    assert whole["total"]["sessions"] == 2 and whole["unit"] is None
    unit, minutes = None, whole["total"]["minutes"]
    assert minutes == 240 and whole["total"]["training_minutes"] == 0
    while unit != home.lane:
        asked = {"period": NOVEMBER} | ({"unit": unit} if unit else {})
        level = home.admin.sees("/hours", **asked)
        assert level["total"]["minutes"] == minutes == sum(i["minutes"] for i in level["items"])
        unit = level["items"][0]["of"]
    lane = office.sees("/hours", period=NOVEMBER)
    assert (lane["unit"], lane["directly"]["minutes"]) == (home.lane, 120)
    assert [(item["of"], item["minutes"]) for item in lane["items"]] == [(building, 120)]
    inside = office.sees("/hours", unit=building, by="person", period="2026-W47")
    assert [item["of"] for item in inside["items"]] == [wang.who.volunteer]
    homes = office.sees("/hours", by="household", period="2026")
    assert {item["of"]: item["minutes"] for item in homes["items"]} == {house: 120, "": 120}


def test_nobody_reads_what_is_not_theirs_or_what_is_no_period(home: OpenHouse) -> None:
    beyond = home.opens("community", "河对岸")
    office = home.let_in(Role.STAFF, unit=home.lane)
    assert problem(office.looks("/hours", unit=beyond)) == (404, "unit_unknown")
    organizer = home.let_in(Role.ORGANIZER, unit=home.lane)
    assert organizer.sees("/hours", by="category")["items"] == []
    for by in ("person", "household"):
        assert problem(organizer.looks("/hours", by=by)) == (403, "forbidden")
    assert problem(home.volunteer().looks("/hours")) == (403, "forbidden")
    for period in ("2026-W54", "2026-13"):
        assert problem(office.looks("/hours", period=period)) == (400, "malformed")
    assert problem(home.admin.looks("/hours", by="person")) == (422, "hours_of_a_community")
