"""Doors left ajar: what an old link, a key of one's own or a second name must not open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert, update

from api.access.roles import Role
from api.access.who import person_of
from api.ledgers import FIRST
from api.people.persons import PERSONS, VOLUNTEERS
from api.people.vault import writing
from ledger.command import By
from ledger.subjects.agreement import Agreement
from ledger.units import OpenUnit
from ledger.volunteers import RegisterVolunteer
from tests.doorstep import WANG
from tests.neighbourhood import SUNNY_LANE
from tests.office_day import SUN, SUNS_PHONE, ZHOU, OfficeDay, found_in

STREET, BAO = "unit-tuodong", "volunteer-bao000000000000000"
LI_MING = "person-liming00000000000"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeDay]:
    """The office of the lane, and a street above it."""
    day = OfficeDay(tmp_path)
    day.happens(OpenUnit(unit=STREET, kind="street", name="拓东街道"))
    yield day
    day.close()


def test_a_link_from_before_a_promotion_opens_no_higher_desk(office: OfficeDay) -> None:
    """Zhou hands Li Ming a link and keeps a copy; then Li Ming is called to the street."""
    office.house.people.introduce(LI_MING, "李明", "13900000009")
    organizer = office.appoint(LI_MING, Role.ORGANIZER, unit=SUNNY_LANE)
    zhou, chief, thief = office.at_desk(), office.admin(), office.stranger()
    zhou.open(f"/desk/roles/{organizer}")
    link = found_in(zhou.press(f"/desk/roles/{organizer}/invitation"), r"(/in/[\w-]+)")
    assert "/in/" in thief.open(link)

    chief.open(f"/desk/roles/new?role=street_staff&person={LI_MING}")
    chief.press("/desk/roles/new", role="street_staff", bound=STREET)
    thief.open(link)
    assert thief.page.status_code == 410


def test_a_key_knows_the_office_in_which_it_was_made(office: OfficeDay) -> None:
    zhou = office.at_desk()
    zhou.open("/desk/keys/new?role=staff")
    told = {"role": "staff", "bound": SUNNY_LANE, "verbs": ["read_units"], "label": "报表"}
    text = found_in(zhou.press("/desk/keys/new", days="365", **told), r"(gb_[0-9A-Za-z]{36})")
    who = office.house.keys.check(text)
    assert who and who.made_by == ZHOU and str(who.appointment).startswith("appointment-staff")


def test_one_telephone_is_one_person_on_both_sides_of_the_river(office: OfficeDay) -> None:
    """As a second person Sun could confirm what she has done as the first."""
    zhou = office.at_desk()
    zhou.open("/desk/roles/new?role=organizer")
    told = {"role": "organizer", "bound": SUNNY_LANE, "display_name": "孙莉"}
    zhou.press("/desk/roles/new", named=SUNS_PHONE, **told)
    assert zhou.page.status_code == 422


def test_nobody_is_handed_the_way_to_a_purse_across_the_river(office: OfficeDay) -> None:
    """Sun organizes here and lives there: a link of Zhou's would open her purse, too."""
    organizer = office.appoint(person_of(SUN), Role.ORGANIZER, unit=SUNNY_LANE)
    zhou = office.at_desk()
    zhou.open("/desk")
    form = zhou.form("/sign-out")
    form.action = f"/desk/roles/{organizer}/invitation"
    zhou.submit(form, form_key="a-link-for-sun")
    assert zhou.page.status_code == 403


@pytest.mark.parametrize("wish", ["invitation", "badge"])
def test_one_who_was_forgotten_is_handed_nothing(office: OfficeDay, wish: str) -> None:
    office.house.erasing.erase(FIRST, WANG, By(ZHOU, "staff", "key-forget", ""))
    zhou = office.at_desk()
    zhou.open("/desk")
    form = zhou.form("/sign-out")
    form.action = f"/desk/people/{WANG}/{wish}"
    zhou.submit(form, form_key="for-nobody")
    assert zhou.page.status_code == 403


def test_nobody_gives_themselves_a_role_by_a_key_of_their_own(office: OfficeDay) -> None:
    text, _ = office.house.keys.create(Role.STAFF, FIRST, unit=SUNNY_LANE, made_by=ZHOU)
    program = office.stranger()
    program.open("/sign-in")
    program.press("/sign-in", key=text)
    program.open(f"/desk/roles/new?role=organizer&person={ZHOU}")
    program.press("/desk/roles/new", role="organizer", bound=SUNNY_LANE)
    assert program.page.status_code == 422


def test_nobody_signs_for_a_minor_who_has_no_guardian(office: OfficeDay) -> None:
    office.house.people.enrol(BAO, FIRST, "宝宝", "13800000099")
    minor = {"number": "3000000009", "community": SUNNY_LANE, "minor": True}
    office.happens(RegisterVolunteer(volunteer=BAO, **minor))
    zhou = office.at_desk()
    zhou.open(f"/desk/people/{BAO}")
    zhou.press(f"/desk/people/{BAO}/consents", purpose="serving", answer="yes")
    assert zhou.page.status_code == 403
    assert not office.ledger.book.look(Agreement(BAO)).standing


# Forgotten this very moment -----------------------------------------------------------------


def test_who_was_forgotten_a_moment_ago_asks_in_vain(office: OfficeDay) -> None:
    """The vault has forgotten her, and her telephone has not heard of it yet."""
    phone = office.phone_of(WANG)
    phone.open("/me/data")
    form = phone.form("/me/requests")
    with writing(office.house.vault) as connection:
        gone = PERSONS.c.person == person_of(WANG)
        connection.execute(update(PERSONS).where(gone).values(wrapped_key=None))
    phone.submit(form, wish="请改我的姓")
    assert phone.page.status_code == 404
    assert office.house.requests.of(WANG) == []


def test_a_volunteer_of_another_ledger_is_not_forgotten_as_a_clerk(office: OfficeDay) -> None:
    office.house.people.introduce(LI_MING, "李明", "13900000009")
    office.appoint(LI_MING, Role.ORGANIZER, unit=SUNNY_LANE)
    desk = office.admin()
    desk.open(f"/desk/people/{LI_MING}/erase")
    form = desk.form(f"/desk/people/{LI_MING}/erase")
    with writing(office.house.vault) as connection:
        row = {"volunteer": "volunteer-elsewhere", "person": LI_MING, "ledger": "lucheng"}
        connection.execute(insert(VOLUNTEERS).values(row))
    desk.submit(form, sure="yes")
    assert desk.page.status_code == 404
    assert office.house.people.display_name(LI_MING) == "李明"
    assert [who.role for who in office.house.offices.held_by(LI_MING, office.ledger)] == [
        Role.ORGANIZER
    ]
