"""Helping elsewhere for a day: whom an organizer may enter, and whom only the office."""

from __future__ import annotations

from api.access.roles import Role
from tests.house_open import Neighbour, OpenHouse, problem

UNKNOWN = (404, "volunteer_unknown")


def entered(who: Neighbour, activity: str, volunteer: Neighbour) -> tuple[int, str]:
    """What the door says when somebody enters another's arrival; nothing when it is let be."""
    told = {"volunteer": volunteer.who.volunteer}
    answer = who.asks(f"/activities/{activity}/check-ins", told)
    return (201, "") if answer.status_code == 201 else problem(answer)


def test_a_neighbour_from_beyond_the_river_is_entered_by_the_office(home: OpenHouse) -> None:
    zhao, sweeping = home.volunteer("赵小梅", home.beyond), home.activity()
    street = home.let_in(Role.STAFF, unit=home.street)
    facts = home.facts()
    for near in (home.organizer, street):  # The river is the border of the street, too.
        assert entered(near, sweeping, zhao) == UNKNOWN
    assert home.facts() == facts
    office = home.let_in(Role.STAFF)
    assert entered(office, sweeping, zhao) == (201, "")


def test_a_badge_from_beyond_the_river_says_no_more_than_the_id(home: OpenHouse) -> None:
    told = {"display_name": "赵小梅", "phone": "13800000002", "community": home.beyond}
    number = home.admin.gets("/volunteers", told)["number"]
    here = f"/activities/{home.activity()}/check-ins"
    assert problem(home.organizer.asks(here, {"badge": number})) == UNKNOWN
    assert home.admin.asks(here, {"badge": number}).status_code == 201


def test_who_came_by_an_own_scan_is_let_go_by_the_organizer(home: OpenHouse) -> None:
    zhao, sweeping = home.volunteer("赵小梅", home.beyond), home.activity()
    told, gone = {"volunteer": zhao.who.volunteer}, f"/activities/{sweeping}/check-outs"
    assert problem(home.organizer.asks(gone, told)) == UNKNOWN
    zhao.gets("/check-ins", {"code": home.shown(sweeping)})
    home.later(hours=1)
    assert home.organizer.gets(gone, told)["minutes_present"] == 60


def test_a_teams_organizer_enters_members_and_people_of_the_lane(home: OpenHouse) -> None:
    red = home.admin.gets("/teams", {"name": "红袖标", "kind": "k", "community": home.lane})["id"]
    li, sweeping = home.let_in(Role.ORGANIZER, team=red), home.activity(team=red)
    wang, zhao = home.volunteer(), home.volunteer("赵小梅", home.beyond)
    assert entered(li, sweeping, wang) == (201, "")
    assert entered(li, sweeping, zhao) == UNKNOWN
    home.admin.gets(f"/teams/{red}/members", {"volunteer": zhao.who.volunteer})
    assert entered(li, sweeping, zhao) == (201, "")
