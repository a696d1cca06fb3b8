"""One telephone: whoever came for a role and registers later is still not their own judge."""

from __future__ import annotations

from datetime import timedelta

import pytest

from api.access.roles import Role
from api.access.who import person_of
from api.ids import new_id
from api.ledgers import FIRST
from ledger.appointments import Appoint
from ledger.command import By
from tests.house_open import MORNING, PHONES, Neighbour, OpenHouse, problem
from tests.test_borrowed_powers import a_key_of_the_office

ZHAO, NOON = "person-zhao0000000000000", "2026-11-22 11:00"
"""赵小梅, who keeps the office, and as whom the office has known her from her first day."""


def comes_for_the_office(home: OpenHouse, person: str = ZHAO) -> Neighbour:
    """She is introduced with her telephone, becomes staff, and makes a key for her program."""
    home.house.people.introduce(person, "赵小梅", PHONES["赵小梅"], FIRST)
    return a_key_of_the_office(home, person)[0]


def confirms(program: Neighbour, home: OpenHouse, who: Neighbour) -> tuple[int, str]:
    """The program says that somebody served two hours; how that went."""
    activity = home.activity(MORNING, NOON)
    home.it_is(NOON)
    attendance = home.presence(who, activity, MORNING, NOON)
    rated = {"attendances": [{"attendance": attendance, "rating": 5}]}
    answer = program.asks(f"/activities/{activity}/confirmations", rated)
    return problem(answer) if answer.status_code >= 400 else (answer.status_code, "")


def test_who_registers_after_coming_for_a_role_confirms_others_alone(any_home: OpenHouse) -> None:
    program = comes_for_the_office(any_home)
    herself, wang = any_home.volunteer("赵小梅"), any_home.volunteer()
    assert herself.who.volunteer != "volunteer-zhao0000000000000"
    assert confirms(program, any_home, herself) == (403, "own_service")
    any_home.it_is(MORNING)
    assert confirms(program, any_home, wang) == (201, "")


def test_a_new_telephone_makes_nobody_a_stranger_to_herself(home: OpenHouse) -> None:
    program, herself = comes_for_the_office(home), home.volunteer("赵小梅")
    policy = home.ledger.rules.current
    home.house.particulars.keep(
        str(herself.who.volunteer), {"phone": "13900000078"}, policy, FIRST
    )
    assert confirms(program, home, herself) == (403, "own_service")


def guards(home: OpenHouse, person: str, ward: Neighbour, days: int | None = None) -> None:
    """Somebody is to agree for a minor; for so many days, or until further notice."""
    now = home.clock.now()
    today = home.ledger.rules.current.local_date(now)
    command = Appoint(
        appointment=new_id("appointment", now), person=person, role=Role.GUARDIAN.value,
        volunteer=ward.who.volunteer, since=today,
        until=None if days is None else today + timedelta(days),
    )  # fmt: skip
    by = By("person-street", "street_staff", "key-guardian", "told once")
    home.ledger.book.record(command, by, now)


@pytest.mark.parametrize("mother", [ZHAO, "person-mother00000000000"])
def test_a_mother_confirms_no_service_of_her_daughter(home: OpenHouse, mother: str) -> None:
    """Under whichever of her ids: as a guardian she was introduced once more."""
    program, daughter = comes_for_the_office(home), home.volunteer()
    home.house.people.introduce(mother, "赵小梅", PHONES["赵小梅"], FIRST)
    guards(home, mother, daughter)
    assert confirms(program, home, daughter) == (403, "own_service")


def test_who_was_a_guardian_once_judges_like_anybody(home: OpenHouse) -> None:
    program, grown_up = comes_for_the_office(home), home.volunteer()
    guards(home, ZHAO, grown_up, days=0)
    home.it_is("2026-11-23 08:00")
    activity = home.activity("2026-11-23 09:00", "2026-11-23 11:00")
    home.it_is("2026-11-23 11:00")
    came, left = "2026-11-23 09:00", "2026-11-23 11:00"
    rated = {"attendance": home.presence(grown_up, activity, came, left), "rating": 5}
    program.gets(f"/activities/{activity}/confirmations", {"attendances": [rated]})


def test_who_was_sent_away_or_forgotten_is_nobodys_double(home: OpenHouse) -> None:
    people, herself = home.house.people, home.volunteer("赵小梅")
    own = str(herself.who.volunteer)
    people.introduce(ZHAO, "赵小梅", PHONES["赵小梅"], FIRST)
    assert people.alike(FIRST, ZHAO).volunteers == (own,)
    assert people.alike("lucheng", ZHAO).volunteers == ()
    people.send_away(ZHAO)
    assert people.alike(FIRST, ZHAO).volunteers == ()
    assert people.alike(FIRST, person_of(own)).persons == (person_of(own),)
    people.introduce(ZHAO, "赵小梅", PHONES["赵小梅"], FIRST)
    home.house.erasing.erase_person(ZHAO)
    assert people.alike(FIRST, person_of(own)).persons == (person_of(own),)


def test_staff_give_no_beans_back_to_their_own_purse(home: OpenHouse) -> None:
    shop, herself = home.merchant(), home.volunteer("赵小梅")
    home.it_is(MORNING)
    assert home.serves(herself).status_code == 201
    code = herself.gets("/redemption-codes")["code"]
    taken = shop.gets("/redemptions", {"code": code, "beans": 10, "capture": True})["id"]
    own = str(herself.who.volunteer)
    office = home.let_in(Role.STAFF, unit=home.lane, made_by=person_of(own))
    for step in ("void", "refund"):
        assert problem(office.asks(f"/redemptions/{taken}/{step}", {})) == (403, "own_redemption")
    colleague = home.let_in(Role.STAFF, unit=home.lane, made_by="person-zhou0000000000000")
    assert colleague.gets(f"/redemptions/{taken}/refund")["beans"] == 10
