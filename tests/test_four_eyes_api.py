"""Four eyes at the API: the same human being in other clothes, the family, a role that is over."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from api.access.roles import Role
from api.access.who import person_of
from api.ledgers import FIRST
from ledger.facts import CommandRefused, ProposalApproved, ServiceConfirmed
from tests.house_open import PHONES, Neighbour, OpenHouse, problem
from tests.office_of_two import (
    LI,
    SUN,
    TwoPeople,
    appointed,
    end,
    program,
)


@pytest.fixture
def two(home: OpenHouse) -> TwoPeople:
    """Li and Sun."""
    return TwoPeople(home)


def yes(asker: Neighbour, proposal: str) -> tuple[int, str]:
    """Somebody agrees; how that went."""
    answer = asker.asks(f"/proposals/{proposal}/approval")
    return problem(answer) if answer.status_code >= 400 else (answer.status_code, "")


def refusals(home: OpenHouse) -> list[tuple[str, str]]:
    """Every attempt that the book remembers."""
    facts = (each.fact for each in home.ledger.book.facts())
    return [(fact.command, fact.refusal) for fact in facts if isinstance(fact, CommandRefused)]


def test_a_second_role_is_the_same_person_and_the_attempt_is_on_record(
    any_home: OpenHouse,
) -> None:
    two = TwoPeople(any_home)
    proposal = two.remembers()
    assert yes(program(any_home, LI), proposal) == (403, "same_person")
    assert refusals(any_home) == [("ApproveSupplement", "same_person")]
    assert yes(two.sun, proposal) == (201, "")


def test_a_program_of_the_proposer_is_the_proposer(two: TwoPeople) -> None:
    office = appointed(two.home, LI)
    first, other = (program(two.home, LI, appointment=office) for _ in range(2))
    proposal = two.remembers(by=first)
    assert yes(first, proposal) == yes(other, proposal) == (403, "same_person")


def test_a_key_made_with_another_key_is_no_second_person(two: TwoPeople) -> None:
    """Whoever came to the desk by a key and made a second one there is still one."""
    keys, lane = two.home.house.keys, {"unit": two.home.lane}
    first = two.home.let_in(Role.STAFF, **lane)
    text, who = keys.create(Role.STAFF, FIRST, made_by=first.who.id, **lane)
    second = Neighbour(two.home.client, two.home._news, text, who)
    assert yes(second, two.remembers(by=first)) == (403, "same_person")
    assert yes(first, two.remembers(by=second)) == (403, "same_person")


def test_a_key_that_acts_as_a_volunteer_is_that_person(two: TwoPeople) -> None:
    zhao = str(two.home.volunteer("赵小梅").who.volunteer)
    key = two.home.let_in(Role.ORGANIZER, unit=two.home.lane, volunteer=zhao)
    proposal = two.remembers(by=key)
    assert yes(program(two.home, person_of(zhao)), proposal) == (403, "same_person")


def test_two_people_with_one_telephone_are_one(two: TwoPeople) -> None:
    """She came for the office twice, under one number."""
    people, once, again = two.home.house.people, "person-zhou1", "person-zhou2"
    for person in (once, again):
        people.introduce(person, "周", "13800000077", FIRST)
    proposal = two.remembers(by=program(two.home, once))
    assert yes(program(two.home, again), proposal) == (403, "same_person")


def test_a_volunteer_who_came_for_the_office_before_is_one_as_well(two: TwoPeople) -> None:
    people = two.home.house.people
    people.introduce("person-zhao1", "赵小梅", PHONES["赵小梅"], FIRST)
    herself = person_of(str(two.home.volunteer("赵小梅").who.volunteer))
    proposal = two.remembers(by=program(two.home, herself))
    assert yes(program(two.home, "person-zhao1"), proposal) == (403, "same_person")


# The family ---------------------------------------------------------------------------------


def mother_of(two: TwoPeople, ward: Neighbour, name: str = "person-mother") -> Neighbour:
    """Somebody of the office who agrees for a minor."""
    appointed(two.home, name, "guardian", volunteer=str(ward.who.volunteer))
    return program(two.home, name)


def test_a_mother_neither_proposes_nor_agrees_for_her_daughter(two: TwoPeople) -> None:
    mother = mother_of(two, two.wang)
    assert yes(mother, two.remembers()) == (403, "own_benefit")
    path = f"/volunteers/{two.wang.who.volunteer}/awards"
    pipe = {"code": "verified_clue", "grade": 5, "reference": "井盖 1"}
    assert problem(mother.asks(path, pipe)) == (403, "own_benefit")


def test_a_daughter_does_not_agree_for_who_stands_up_for_her(two: TwoPeople) -> None:
    """Zhao keeps an office; her father, a volunteer too, agrees for her."""
    zhao = two.home.volunteer("赵小梅")
    office = program(two.home, person_of(str(zhao.who.volunteer)))
    father = person_of(str(two.wang.who.volunteer))
    appointed(two.home, father, "guardian", volunteer=str(zhao.who.volunteer))
    assert yes(office, two.remembers()) == (403, "own_benefit")


def test_who_lives_with_wang_neither_agrees_nor_moves_her_out(two: TwoPeople) -> None:
    zhao = two.home.volunteer("赵小梅")
    office = program(two.home, person_of(str(zhao.who.volunteer)))
    household = two.sun.gets("/households", {"community": two.home.lane})["id"]
    for each in (two.wang, zhao):
        told = {"volunteer": each.who.volunteer}
        two.sun.gets(f"/households/{household}/members", told)
    proposal = two.remembers()
    assert yes(office, proposal) == (403, "same_household")
    leave = f"/households/{household}/members/leave"
    for each in (two.wang, zhao):
        answer = office.asks(leave, {"volunteer": each.who.volunteer})
        assert problem(answer) == (403, "own_benefit")
    assert yes(office, proposal) == (403, "same_household")


# Batches ------------------------------------------------------------------------------------


def test_two_ids_of_one_telephone_share_one_allowance(two: TwoPeople) -> None:
    """A hundred a day each would be two hundred."""
    home, people = two.home, two.home.house.people
    for person in ("person-zhou1", "person-zhou2"):
        people.introduce(person, "周", "13800000077", FIRST)
    rules = home.ledger.rules.current.evidence
    once, again = (program(home, f"person-zhou{number}") for number in (1, 2))
    told = []
    for number in range(rules.batch_people_per_day + 1):
        phone = f"1390000{number:04d}"
        person = {"display_name": "邻居", "phone": phone, "community": home.lane}
        named = home.admin.gets("/volunteers", person)["id"]
        here = f"/activities/{two.activity}"
        for step, at in (("check-ins", "09:00"), ("check-outs", "09:01")):
            at = f"2026-11-22T{at}:00+08:00"
            entered = home.admin.gets(f"{here}/{step}", {"volunteer": named, "at": at})
        told.append({"attendance": entered["attendance"], "rating": 5})
    path = f"/activities/{two.activity}/confirmations"
    once.gets(path, {"attendances": told[:-1]})
    answer = again.asks(path, {"attendances": told[-1:]})
    assert problem(answer) == (422, "second_person_needed")
    assert answer.json()["details"]["people"] == rules.batch_people_per_day + 1


# Between the steps --------------------------------------------------------------------------


def test_a_proposer_who_lost_the_role_has_proposed_nothing(any_home: OpenHouse) -> None:
    two = TwoPeople(any_home)
    proposal = two.remembers()
    end(any_home, two.li)
    assert yes(two.sun, proposal) == (409, "proposer_has_left")
    assert refusals(any_home) == [("ApproveSupplement", "proposer_has_left")]


def test_who_lost_the_role_between_the_steps_is_not_even_let_in(two: TwoPeople) -> None:
    proposal = two.remembers()
    end(two.home, two.sun)
    assert yes(two.sun, proposal) == (401, "unauthorised")
    assert two.waiting(two.home.admin)[0]["proposal"] == proposal


def test_of_many_who_agree_at_once_exactly_one_is_told_so(any_home: OpenHouse) -> None:
    two = TwoPeople(any_home)
    proposal = two.remembers()
    askers = [two.sun, *(program(any_home, f"{SUN}{number}") for number in range(5))]
    with ThreadPoolExecutor(len(askers)) as crowd:
        answers = list(crowd.map(lambda asker: yes(asker, proposal), askers))
    assert sorted(answers) == [(201, "")] + [(409, "proposal_settled")] * 5
    facts = [each.fact for each in any_home.ledger.book.facts()]
    for kind in (ProposalApproved, ServiceConfirmed):
        assert sum(isinstance(fact, kind) for fact in facts) == 1


def test_whoever_confirmed_the_hours_reviews_them_in_no_clothes(two: TwoPeople) -> None:
    home = two.home
    long = home.activity("2026-11-22 12:00", "2026-11-22 22:00")
    attendance = home.presence(two.wang, long, "2026-11-22 12:00", "2026-11-22 22:00")
    rated = {"attendances": [{"attendance": attendance, "rating": 5}]}
    two.li.gets(f"/activities/{long}/confirmations", rated)
    told = {"accepted_minutes": 60}
    path = f"/attendances/{attendance}/review"
    assert problem(program(home, LI).asks(path, told)) == (403, "same_person")
    assert problem(mother_of(two, two.wang).asks(path, told)) == (403, "own_benefit")
    assert problem(two.li.asks(path, told)) == (403, "forbidden")
    assert ("ReviewPending", "same_person") in refusals(home)
    assert two.sun.gets(path, told)["accepted_minutes"] == 60


def test_an_organizer_proposes_and_agrees_to_nothing(two: TwoPeople) -> None:
    proposal = two.remembers(by=two.home.organizer)
    assert yes(two.li, proposal) == (403, "forbidden")
