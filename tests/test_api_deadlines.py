"""What waits for its confirmation, as the office sees it over HTTP, day after working day."""

from __future__ import annotations

from typing import Any

import pytest

from api.access.roles import Role
from api.errands.running import Errands
from tests.house_open import Neighbour, OpenHouse, problem

ENDS = "2026-11-22 11:00"
"""A Sunday; the eighth working day after it is Wednesday 2 December, the tenth Friday the 4th."""


def came(
    home: OpenHouse, who: Neighbour, day: str = "2026-11-22", left: bool = True, **more: Any
) -> str:
    """Somebody comes to an activity of that morning and perhaps leaves; returns the activity."""
    activity = home.activity(f"{day} 09:00", f"{day} 11:00", **more)
    home.it_is(f"{day} 11:00")
    told = {"volunteer": who.who.volunteer}
    here = f"/activities/{activity}"
    home.admin.gets(f"{here}/check-ins", {**told, "at": f"{day}T09:00:00+08:00"})
    if left:
        home.admin.gets(f"{here}/check-outs", {**told, "at": f"{day}T11:00:00+08:00"})
    return activity


def listed(asker: Neighbour, **query: Any) -> list[tuple[str, str]]:
    """What an asker is told, as activity and stage."""
    items = asker.sees("/deadlines", **query)["items"]
    return [(item["activity"], item["stage"]) for item in items]


def test_the_list_tells_what_waits_until_when_and_who_has_not_left(any_home: OpenHouse) -> None:
    home = any_home
    activity = came(home, home.volunteer("王秀英"))
    zhao = {"volunteer": home.volunteer("赵小梅").who.volunteer}
    home.admin.gets(
        f"/activities/{activity}/check-ins", {**zhao, "at": "2026-11-22T09:30:00+08:00"}
    )
    (told,) = home.organizer.sees("/deadlines")["items"]
    assert told == {
        "activity": activity, "title": "楼道清洁", "community": home.lane,
        "ends_at": "2026-11-22T03:00:00Z", "confirm_by": "2026-12-04", "provisional": False,
        "stage": "open", "waiting": 2, "open": 1,
    }  # fmt: skip
    assert Errands(home.house).remind_check_outs() == 0
    home.it_is("2026-11-22 11:15")
    assert Errands(home.house).remind_check_outs() == 1


@pytest.mark.parametrize(
    ("now", "stage"),
    [
        ("2026-12-01 23:59", "open"),
        ("2026-12-02 00:00", "escalated"),
        ("2026-12-03 23:59", "escalated"),
        ("2026-12-04 00:00", "overdue"),
        ("2027-01-04 09:00", "overdue"),
    ],
)
def test_the_stage_follows_the_working_days(home: OpenHouse, now: str, stage: str) -> None:
    activity = came(home, home.volunteer())
    home.it_is(now)
    assert listed(home.admin) == [(activity, stage)]
    assert listed(home.admin, stage=stage) == [(activity, stage)]
    others = {"open", "escalated", "overdue"} - {stage}
    assert [listed(home.admin, stage=other) for other in others] == [[], []]


def test_what_is_confirmed_leaves_the_list_and_is_never_told(home: OpenHouse) -> None:
    wang = home.volunteer()
    home.serves(wang)
    assert listed(home.admin) == []
    home.it_is("2026-12-04 09:00")
    assert Errands(home.house).escalate_confirmations() == 0


def test_what_was_confirmed_and_taken_back_does_not_wait_again(home: OpenHouse) -> None:
    served = home.serves(home.volunteer()).json()["results"][0]["attendance"]
    home.admin.gets(f"/attendances/{served}/revocation", {"reason": "误记"})
    assert listed(home.admin) == []


def test_the_most_urgent_comes_first_and_pages_leave_nothing_out(home: OpenHouse) -> None:
    wang = home.volunteer()
    days = ["2026-11-24", "2026-11-22", "2026-11-25", "2026-11-23"]
    by_day = {day: came(home, wang, day) for day in sorted(days)}
    twin = home.activity("2026-11-23 10:00", "2026-11-23 11:00")
    told = {"volunteer": wang.who.volunteer, "at": "2026-11-23T10:00:00+08:00"}
    home.admin.gets(f"/activities/{twin}/check-ins", told)
    wanted = [by_day["2026-11-22"], by_day["2026-11-23"], twin]
    wanted += [by_day["2026-11-24"], by_day["2026-11-25"]]

    found, cursor = [], ""
    for _ in range(9):
        page = home.admin.sees("/deadlines", limit=1, cursor=cursor)
        found += [item["activity"] for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert found == wanted


def test_everybody_sees_what_is_theirs(home: OpenHouse) -> None:
    wang = home.volunteer()
    team = home.admin.gets(
        "/teams", {"name": "红帽子", "kind": "patrol", "community": home.lane}
    )["id"]
    other = home.admin.gets(
        "/teams", {"name": "绿丝带", "kind": "choir", "community": home.lane}
    )["id"]
    reds, choir = came(home, wang, team=team), came(home, wang, "2026-11-23", team=other)
    far = came(home, wang, "2026-11-24", community=home.beyond)

    def sees(role: Role, **bound: str) -> list[str]:
        return [activity for activity, _ in listed(home.let_in(role, **bound))]

    assert sees(Role.ADMIN) == [reds, choir, far]
    assert sees(Role.STAFF, unit=home.lane) == [reds, choir]
    assert sees(Role.STREET_STAFF, unit=home.street) == [reds, choir]
    assert sees(Role.ORGANIZER, team=team) == [reds]
    assert sees(Role.SUPERVISOR, unit=home.lane, line="choir") == [choir]
    assert sees(Role.ORGANIZER, unit=home.beyond) == [far]
    assert [activity for activity, _ in listed(home.admin, unit=home.street)] == [reds, choir]
    assert [activity for activity, _ in listed(home.admin, unit=home.beyond)] == [far]


def test_a_place_out_of_reach_a_stage_nobody_knows_and_a_made_up_cursor_are_refused(
    home: OpenHouse,
) -> None:
    assert problem(home.organizer.looks("/deadlines", unit=home.beyond)) == (404, "unit_unknown")
    assert problem(home.admin.looks("/deadlines", stage="late")) == (400, "malformed")
    assert problem(home.admin.looks("/deadlines", cursor="f" * 32)) == (400, "cursor_malformed")
    assert problem(home.volunteer().looks("/deadlines")) == (403, "forbidden")


def test_the_clock_tells_once_and_the_book_remembers_who_it_was(home: OpenHouse) -> None:
    activity = came(home, home.volunteer())
    errands = Errands(home.house)
    for now, told in (("2026-12-02 00:01", 1), ("2026-12-03 08:00", 0), ("2026-12-04 00:01", 1)):
        home.it_is(now)
        assert errands.escalate_confirmations() == told
    facts = home.auditor.sees("/ledger/facts", limit=100)["items"]
    stages = [
        (fact["data"]["stage"], fact["data"]["waiting"], fact["actor"])
        for fact in facts
        if fact["type"] == "ConfirmationEscalated" and fact["data"]["activity"] == activity
    ]
    assert stages == [("escalated", 1, "clock"), ("overdue", 1, "clock")]


def test_a_year_not_published_makes_the_deadline_provisional(home: OpenHouse) -> None:
    home.it_is("2029-12-20 08:00")
    wang = home.volunteer()
    came(home, wang, "2029-12-20")
    (told,) = home.admin.sees("/deadlines")["items"]
    assert (told["confirm_by"], told["provisional"]) == ("2030-01-03", True)


def test_the_open_list_of_an_activity_names_who_forgot_and_when_they_were_reminded(
    home: OpenHouse,
) -> None:
    activity = came(home, home.volunteer("王秀英"))
    zhao = {"volunteer": home.volunteer("赵小梅").who.volunteer}
    here = f"/activities/{activity}"
    home.admin.gets(f"{here}/check-ins", {**zhao, "at": "2026-11-22T09:30:00+08:00"})
    home.it_is("2026-11-22 11:15")
    Errands(home.house).remind_check_outs()
    home.ledger.shelf.follow()

    (forgot,) = home.organizer.sees(f"{here}/attendances", state="arrived")["items"]
    assert (forgot["volunteer"], forgot["reminded_at"]) == (
        zhao["volunteer"], "2026-11-22T03:15:00Z",
    )  # fmt: skip
    assert (forgot["minutes"], forgot["out_at"]) == (0, None), "no hours by themselves"
    (left,) = home.organizer.sees(f"{here}/attendances", state="left")["items"]
    assert left["reminded_at"] is None
    assert len(home.organizer.sees(f"{here}/attendances")["items"]) == 2
    assert home.organizer.sees(f"{here}/attendances", state="confirmed")["items"] == []
    wrong = home.organizer.looks(f"{here}/attendances", state="gone")
    assert problem(wrong) == (400, "malformed")


def test_an_open_attendance_is_closed_by_a_person_and_only_then_confirmed(home: OpenHouse) -> None:
    wang = home.volunteer()
    activity = came(home, wang, left=False)
    home.it_is("2026-12-04 09:00")
    here = f"/activities/{activity}"
    (forgot,) = home.organizer.sees(f"{here}/attendances", state="arrived")["items"]
    rated = {"attendances": [{"attendance": forgot["attendance"], "rating": 5}]}
    too_soon = home.organizer.asks(f"{here}/confirmations", rated)
    assert problem(too_soon) == (409, "not_checked_out")
    end = {"volunteer": wang.who.volunteer, "at": "2026-11-22T10:30:00+08:00"}
    home.organizer.gets(f"{here}/check-outs", end)
    (told,) = home.organizer.gets(f"{here}/confirmations", rated)["results"]
    assert told["minutes"] == 90
    assert listed(home.admin) == []
