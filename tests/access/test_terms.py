"""A role is held for a term; what is done in it names the person and the role."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest

from api.access.endings import bump
from api.access.key_tags import key_tag
from api.access.roles import Role
from api.access.who import Who
from api.ids import new_id
from api.people.vault import writing
from api.signing_in.proofs import Proof
from ledger.appointments import Appoint, EndAppointment
from ledger.command import By, Command
from tests.access.desk import at_the_desk
from tests.access.pages import visit
from tests.access.town import Town
from tests.house_open import OpenHouse

ZHOU = "person-0000000000000000zh"
SUNDAY = date(2026, 11, 22)


def office(town: Town, command: Command) -> None:
    """The district's office enters something."""
    now = town.home.clock.now()
    by = By("person-office", "district_staff", key_tag("office", new_id("form", now)), "once")
    town.home.ledger.book.record(command, by, now)


def appointed(town: Town, role: Role, since: date, until: date | None, **bound_to: str) -> Who:
    """Zhou takes on a role; returns her in it."""
    appointment = new_id("appointment", town.home.clock.now())
    office(
        town,
        Appoint(
            appointment=appointment, person=ZHOU, role=role, since=since, until=until, **bound_to
        ),
    )  # fmt: skip
    return Who(
        id="session", role=role, ledger=town.home.ledger.name, person=ZHOU,
        appointment=appointment, **bound_to,
    )  # fmt: skip


def opens(town: Town, who: Who, page: str) -> bool:
    """Whether the page is there for her, and not the door."""
    return visit(town, who, page).status_code == 200


@pytest.mark.parametrize(("role", "page"), [
    (Role.STAFF, "GET /desk/people"), (Role.ORGANIZER, "GET /desk"),
])  # fmt: skip
def test_the_day_after_its_term_a_role_gives_nothing(
    any_home: OpenHouse, role: Role, page: str
) -> None:
    town = Town(any_home)
    zhou = appointed(town, role, SUNDAY, SUNDAY + timedelta(days=1), unit=town.lane)
    any_home.it_is("2026-11-23 23:59")
    assert opens(town, zhou, page)
    any_home.it_is("2026-11-24 00:00")
    assert visit(town, zhou, page).headers["Location"].startswith("/sign-in")


def test_before_its_term_it_gives_nothing_either(home: OpenHouse) -> None:
    town = Town(home)
    zhou = appointed(town, Role.STAFF, SUNDAY + timedelta(days=1), None, unit=town.lane)
    assert not opens(town, zhou, "GET /desk/people")
    home.it_is("2026-11-23 00:00")
    assert opens(town, zhou, "GET /desk/people")


def test_a_role_that_was_ended_is_over_at_once(any_home: OpenHouse) -> None:
    town = Town(any_home)
    zhou = appointed(town, Role.STAFF, SUNDAY, None, unit=town.lane)
    assert opens(town, zhou, "GET /desk/people")
    office(town, EndAppointment(appointment=str(zhou.appointment)))
    with writing(any_home.house.vault) as connection:
        bump(connection)
    any_home.house.endings.look()
    assert not opens(town, zhou, "GET /desk/people")


def test_a_role_nobody_gave_is_none(home: OpenHouse) -> None:
    town = Town(home)
    zhou = appointed(town, Role.STAFF, SUNDAY, None, unit=town.lane)
    forged = msgspec.structs.replace(zhou, appointment="appointment-000000000000000000")
    assert not opens(town, forged, "GET /desk/people")


def test_she_may_be_several_things_and_is_each_by_itself(home: OpenHouse) -> None:
    town = Town(home)
    staff = appointed(town, Role.STAFF, SUNDAY, None, unit=town.lane)
    organizer = appointed(town, Role.ORGANIZER, SUNDAY, None, team=town.green)
    held = list(home.house.offices.held_by(ZHOU, home.ledger))
    assert [(who.role, who.unit, who.team) for who in held] == [
        (Role.STAFF, town.lane, None), (Role.ORGANIZER, None, town.green),
    ]  # fmt: skip
    assert opens(town, staff, "GET /desk/people") and not opens(town, organizer, "GET /desk/people")


def test_the_book_names_the_person_and_the_role_she_acted_in(any_home: OpenHouse) -> None:
    town = Town(any_home)
    zhou = appointed(town, Role.STAFF, SUNDAY, None, unit=town.lane)
    begun = any_home.house.gate.sessions.begin(zhou, Proof.SECOND_STEP)
    browser = any_home.client
    browser.cookies.set("session", begun.cookie)
    office_of_li = at_the_desk(town)["appointment"]
    browser.get("/desk/roles")
    token = {"x-csrftoken": browser.cookies.get("csrftoken", "")}
    form = {"form_key": "pressed-by-zhou"}
    browser.post(f"/desk/roles/{office_of_li}/end", data=form, headers=token)
    browser.cookies.clear()
    last = list(any_home.ledger.book.facts())[-1]
    assert (type(last.fact).__name__, last.actor, last.role) == ("AppointmentEnded", ZHOU, "staff")


@pytest.mark.parametrize("second_role", [Role.ORGANIZER, Role.STAFF])
def test_a_second_role_does_not_confirm_ones_own_service(
    home: OpenHouse, second_role: Role
) -> None:
    town = Town(home)
    own = str(town.wang.who.volunteer)
    wang = Who(
        id="session", role=second_role, ledger=home.ledger.name, unit=town.lane,
        person=own.replace("volunteer-", "person-"),
    )  # fmt: skip
    assert wang.own_volunteer == own
