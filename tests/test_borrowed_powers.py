"""Borrowed powers: what nobody may do for themselves, no ward, key or link does for them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from api.access.endings import bump
from api.access.roles import Role
from api.access.table import Deed
from api.access.who import Who, person_of
from api.ids import new_id
from api.ledgers import FIRST
from api.people.vault import writing
from api.signing_in.sessions import guest
from ledger.appointments import Appoint, EndAppointment
from ledger.command import By
from tests.doorstep import SWEEPING, WANG, Doorstep
from tests.house_open import MORNING, Neighbour, OpenHouse
from tests.ways_in import appoint, stands_at


@pytest.fixture
def lane(tmp_path: Path) -> Iterator[Doorstep]:
    """Sunny Lane on a Sunday morning at nine."""
    lane = Doorstep(tmp_path)
    yield lane
    lane.close()


# A ward, a narrow key -----------------------------------------------------------------------


def test_a_mother_cannot_serve_in_her_daughters_place(lane: Doorstep) -> None:
    mother = lane.signed_in(guest(Role.GUARDIAN, FIRST, volunteer=WANG, person="person-mother"))
    before = lane.ledger.book.head()
    scanned = mother.open(f"/a/{lane.code_on_screen()}")
    assert "/sign-in?next=" in scanned and 'name="scan"' not in scanned
    assert lane.ledger.book.head() == before

    daughter = lane.phone_of(WANG)
    at = f"/a/{lane.code_on_screen()}"
    daughter.open(at)
    form = daughter.form(at)
    mother.open("/")
    form["_csrf_token"] = mother.form("/preferences")["_csrf_token"]
    mother.submit(form)
    assert mother.page.status_code == 401 and lane.ledger.book.head() == before


def test_a_key_for_reading_an_account_checks_nobody_in(lane: Doorstep) -> None:
    keys, phone = lane.house.keys, lane.stranger()
    narrow, _ = keys.create(Role.VOLUNTEER, FIRST, volunteer=WANG, verbs=[Deed.READ_ACCOUNT])
    phone.open("/sign-in")
    phone.press("/sign-in", key=narrow)
    assert 'name="scan"' not in phone.open(f"/a/{lane.code_on_screen(SWEEPING)}")


# A link -------------------------------------------------------------------------------------


def test_a_volunteers_link_opens_no_desk_though_she_keeps_one(lane: Doorstep) -> None:
    person = lane.house.people.person_of(WANG)
    appoint(lane, person, Role.STAFF)
    finder = lane.phone_of(WANG)
    page = finder.open("/roles")
    assert f"appointment-staff-{person.partition('-')[2]}" not in page
    finder.open("/me")
    form = finder.form("/sign-out")
    form.action = "/roles"
    finder.submit(form, role=f"appointment-staff-{person.partition('-')[2]}")
    assert finder.page.status_code == 403
    assert finder.open("/me") and stands_at(finder) == "/me"


# Keys ---------------------------------------------------------------------------------------


def a_key_of_the_office(home: OpenHouse, made_by: str, **until: int) -> tuple[Neighbour, str]:
    """Somebody becomes staff of the lane and makes a key there for a program of the office's."""
    now = home.clock.now()
    today = home.ledger.rules.current.local_date(now)
    command = Appoint(
        appointment=new_id("appointment", now), person=made_by, role="staff", unit=home.lane,
        since=today, until=today + timedelta(**until) if until else None,
    )  # fmt: skip
    tell(home, command)
    text, who = home.house.keys.create(
        Role.ORGANIZER, FIRST, unit=home.lane, made_by=made_by, appointment=command.appointment,
    )  # fmt: skip
    return Neighbour(home.client, [], text, who), command.appointment


def tell(home: OpenHouse, command: Appoint | EndAppointment) -> None:
    """The street's office writes it down."""
    name = type(command).__name__
    by = By("person-street", "street_staff", f"key-street{name}", "told once")
    home.ledger.book.record(command, by, home.clock.now())
    with writing(home.house.vault) as connection:
        bump(connection)
    home.house.endings.look()


def test_nobody_confirms_their_own_service_by_a_key_that_they_made(any_home: OpenHouse) -> None:
    home, wang = any_home, any_home.volunteer()
    zhao = home.volunteer("赵小梅")
    home.it_is(MORNING)
    program, _ = a_key_of_the_office(home, person_of(str(wang.who.volunteer)))
    activity = home.activity(MORNING, "2026-11-22 11:00")
    home.it_is("2026-11-22 11:00")
    own, hers = (
        home.presence(who, activity, MORNING, "2026-11-22 11:00") for who in (wang, zhao)
    )
    rated = [{"attendance": own, "rating": 5}]
    answer = program.asks(f"/activities/{activity}/confirmations", {"attendances": rated})
    assert answer.status_code == 403 and answer.json()["code"] == "own_service"
    rated = [{"attendance": hers, "rating": 5}]
    program.gets(f"/activities/{activity}/confirmations", {"attendances": rated})


def test_a_key_is_over_when_the_role_it_was_made_in_ends(any_home: OpenHouse) -> None:
    program, appointment = a_key_of_the_office(any_home, "person-zhou0000000000000")
    assert program.looks("/org-units").status_code == 200
    tell(any_home, EndAppointment(appointment=appointment))
    assert program.looks("/org-units").status_code == 401


def test_a_key_is_over_the_day_after_the_term_of_its_maker(home: OpenHouse) -> None:
    home.it_is("2026-11-22 08:00")
    program, _ = a_key_of_the_office(home, "person-zhou0000000000000", days=1)
    home.it_is("2026-11-23 23:59")
    assert program.looks("/org-units").status_code == 200
    home.it_is("2026-11-24 00:00")
    assert program.looks("/org-units").status_code == 401


def test_a_browser_that_came_in_by_a_key_leaves_with_it(lane: Doorstep) -> None:
    noon = lane.clock.now() + timedelta(hours=3)
    text, _ = lane.house.keys.create(Role.VOLUNTEER, FIRST, volunteer=WANG, expires_at=noon)
    phone = lane.stranger()
    phone.open("/sign-in")
    phone.press("/sign-in", key=text)
    lane.later(hours=2, minutes=59)
    assert phone.open("/me") and stands_at(phone) == "/me"
    lane.later(minutes=1)
    assert phone.open("/me") and stands_at(phone) == "/sign-in"


def test_whose_own_service_it_is_goes_by_the_person_behind() -> None:
    told = {"id": "key-1", "role": Role.ORGANIZER, "ledger": FIRST}
    assert Who(**told, made_by="person-wang").own_volunteer == "volunteer-wang"
    assert Who(**told, person="person-wang", made_by="person-li").own_volunteer == "volunteer-wang"
    assert Who(**told, made_by="key-0", volunteer="volunteer-li").own_volunteer == "volunteer-li"
    assert Who(**told).own_volunteer is None
