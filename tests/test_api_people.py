"""Names and phones: they go to the vault, come back to nobody, and leave with a refusal."""

from __future__ import annotations

import secrets
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from api.access.roles import Role
from api.ids import is_volunteer_number
from ledger.command import By
from ledger.volunteers import RegisterVolunteer
from tests.house_open import OpenHouse, problem

ZHAO = {"display_name": "赵小梅", "phone": "13800000002", "birth_date": "2004-05-06"}


def enrolled(home: OpenHouse) -> int:
    """How many people the vault knows."""
    with home.house.vault.connect() as connection:
        return connection.scalar(text("SELECT count(*) FROM volunteers"))


def test_a_volunteer_has_a_number_to_say_aloud_and_an_id_that_says_nothing(
    home: OpenHouse,
) -> None:
    zhao = home.organizer.gets("/volunteers", ZHAO | {"community": home.lane})
    assert is_volunteer_number(zhao["number"]) and zhao["id"].startswith("volunteer-")
    assert home.house.people.display_name(zhao["id"]) == "赵小梅"
    fact = home.auditor.sees("/ledger/facts", after=home.facts() - 1)["items"][0]
    assert fact["data"] == {
        "volunteer": zhao["id"], "number": zhao["number"], "community": home.lane, "minor": False,
    }  # fmt: skip


def test_the_number_on_the_badge_serves_the_organizer_as_well_as_the_id(home: OpenHouse) -> None:
    zhao = home.organizer.gets("/volunteers", ZHAO | {"community": home.lane})
    here = f"/activities/{home.activity()}/check-ins"
    entered = home.organizer.gets(here, {"badge": zhao["number"]})
    assert entered["attendance"].endswith(zhao["id"].split("-")[1])
    other = "1000000000" if zhao["number"] != "1000000000" else "1000000001"
    answer = home.organizer.asks(here, {"badge": other})
    assert problem(answer) == (404, "volunteer_unknown")
    home.later(hours=2)
    left = home.organizer.gets(here.replace("ins", "outs"), {"badge": zhao["number"]})
    assert (left["attendance"], left["minutes_present"]) == (entered["attendance"], 120)


def test_a_refusal_leaves_nobody_in_the_vault(home: OpenHouse) -> None:
    for community in ("unit-0", home.street):
        answer = home.admin.asks("/volunteers", ZHAO | {"community": community})
        assert answer.status_code in (404, 422) and enrolled(home) == 0
        again = home.admin.asks("/volunteers", ZHAO | {"community": community}, key="wish-1")
        assert again.status_code in (404, 422) and enrolled(home) == 0
    assert home.admin.asks("/volunteers", ZHAO | {"community": home.lane}).status_code == 201


def test_a_telephone_belongs_to_one_person_whoever_asks(home: OpenHouse) -> None:
    home.organizer.gets("/volunteers", ZHAO | {"community": home.lane})
    again = ZHAO | {"community": home.lane, "phone": "+86 138 0000 0002", "display_name": "李四"}
    refused = home.organizer.asks("/volunteers", again)
    assert problem(refused) == (409, "phone_known")
    assert "details" not in refused.json() and "volunteer-" not in refused.text
    assert home.house.people.display_name(home.house.people.by_phone("home", ZHAO["phone"])) == (
        "赵小梅"
    )


def test_a_key_that_comes_again_enrols_nobody(home: OpenHouse) -> None:
    told = ZHAO | {"community": home.lane}
    first = home.organizer.gets("/volunteers", told, key="zhao")
    assert home.organizer.gets("/volunteers", told, key="zhao") == first
    other = told | {"phone": "13800000009"}
    assert problem(home.organizer.asks("/volunteers", other, key="zhao"))[1] == "key_reused"
    assert enrolled(home) == 1


def test_an_enrolment_that_never_reached_the_book_is_taken_up_again(home: OpenHouse) -> None:
    home.house.people.enrol("volunteer-lost", "home", "赵小枚", ZHAO["phone"])
    zhao = home.organizer.gets("/volunteers", ZHAO | {"community": home.lane})
    assert zhao["id"] == "volunteer-lost"
    assert home.house.people.display_name("volunteer-lost") == "赵小梅"
    assert enrolled(home) == 1


def test_a_number_that_is_taken_is_drawn_anew_and_the_key_remembers_it(
    home: OpenHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    dice = iter([7, 7, 8, 9, 10])
    monkeypatch.setattr(secrets, "randbelow", lambda _: next(dice))
    first = home.organizer.gets(
        "/volunteers",
        {"display_name": "李建国", "phone": "13800000003", "community": home.lane},
    )
    assert first["number"].startswith("100000007")
    told = ZHAO | {"community": home.lane}
    zhao = home.organizer.gets("/volunteers", told, key="zhao")
    assert zhao["number"].startswith("100000008")
    facts = home.facts()
    again = home.organizer.asks("/volunteers", told, key="zhao")
    assert again.json() == zhao and again.headers["Idempotency-Replayed"] == "true"
    assert home.facts() == facts


def test_two_doors_that_register_one_person_at_once_make_one_volunteer(
    any_home: OpenHouse,
) -> None:
    told = ZHAO | {"community": any_home.lane}
    doors = [any_home.let_in(Role.STAFF) for _ in range(8)]
    with ThreadPoolExecutor(8) as crowd:
        answers = list(crowd.map(lambda door: door.asks("/volunteers", told), doors))
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 7
    made = next(answer.json()["id"] for answer in answers if answer.status_code == 201)
    assert any_home.house.people.by_phone("home", ZHAO["phone"]) == made
    facts = any_home.auditor.sees("/ledger/facts", limit=100)["items"]
    assert [fact["type"] for fact in facts].count("VolunteerRegistered") == 1


def test_a_person_whom_another_door_registered_is_not_withdrawn(home: OpenHouse) -> None:
    command = RegisterVolunteer(volunteer="volunteer-x", number="1000000001", community=home.lane)
    home.ledger.book.record(command, By("key-x", "staff", "key-x", "x"), home.clock.now())
    home.house.people.enrol("volunteer-x", "home", "赵小梅", ZHAO["phone"])
    answer = home.admin.asks("/volunteers", ZHAO | {"community": home.lane})
    assert problem(answer) == (409, "phone_known")
    assert home.house.people.by_phone("home", ZHAO["phone"]) == "volunteer-x"


def test_a_reason_is_kept_once_and_only_when_something_was_revoked(home: OpenHouse) -> None:
    (result,) = home.serves(home.volunteer()).json()["results"]
    path = f"/attendances/{result['attendance']}/revocation"
    why = {"reason": "李建国说她没来"}
    with ThreadPoolExecutor(8) as crowd:
        answers = list(crowd.map(lambda _: home.admin.asks(path, why, key="gone"), range(8)))
    assert {answer.status_code for answer in answers} == {201}
    assert problem(home.admin.asks(path, {"reason": "再来一次"}))[1] == "already_revoked"
    assert home.house.notes.about(result["attendance"]) == ["李建国说她没来"]
