"""Spot checks as the house lives with them: the clock draws, anybody draws again, people look."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from api.access.roles import Role
from api.errands.running import Errands
from api.ledgers import FIRST
from api.settings import Settings
from api.verifying.verification import Verification
from ledger.facts import SampleDrawn
from ledger.subjects.drawn_sample import sample_id
from ledger.subjects.presence import attendance_of
from tests.doorstep import SWEEPING, WANG
from tests.house_open import Neighbour, OpenHouse, open_house, problem
from tests.neighbourhood import SUNNY_LANE
from tests.office_day import OfficeDay, path_of
from tests.office_of_two import SUN, program
from tests.story import Happened, clock

FREEZES = "2026-12-03 00:01"


def two_mornings(home: OpenHouse) -> tuple[Neighbour, Neighbour]:
    """Wang and Zhao serve in November."""
    wang, zhao = home.volunteer("王秀英"), home.volunteer("赵小梅")
    home.serves(wang, "2026-11-22")
    home.serves(zhao, "2026-11-23")
    return wang, zhao


def samples(home: OpenHouse) -> list[SampleDrawn]:
    """Every sample in the book."""
    facts = (recorded.fact for recorded in home.ledger.book.facts())
    return [fact for fact in facts if isinstance(fact, SampleDrawn)]


def test_the_clock_draws_once_and_an_inspector_draws_the_same(any_home: OpenHouse) -> None:
    home = any_home
    two_mornings(home)
    here, elsewhere = Errands(home.house), Errands(home.house)
    home.it_is("2026-12-02 23:59")
    here.draw_samples()
    assert samples(home) == []
    home.it_is(FREEZES)
    for errands in (here, here, elsewhere):
        errands.draw_samples()
    (drawn,) = samples(home)
    assert (drawn.unit, drawn.month, drawn.confirmed) == (home.lane, "2026-11", 2)

    # What is confirmed later is in no sample, and changes none.
    home.serves(home.volunteer("李建国"), "2026-12-03")
    Errands(home.house).draw_samples()
    assert samples(home) == [drawn]
    inspector = home.let_in(Role.INSPECTOR, unit=home.lane)
    again = inspector.sees("/samples", seed=drawn.seed, month="2026-11")
    assert [item["attendance"] for item in again["items"]] == list(drawn.attendances)
    (told,) = inspector.sees("/monthly-samples")["items"]
    assert (told["id"], told["drawn"], told["checked"]) == (drawn.sample, 2, 0)


def test_a_month_that_was_missed_is_drawn_late_but_not_for_ever(home: OpenHouse) -> None:
    two_mornings(home)
    home.it_is("2027-03-03 08:00")
    Errands(home.house).draw_samples()
    assert samples(home) == []  # After three months nobody remembers.
    home.it_is("2027-02-27 08:00")
    for _ in range(2):
        Errands(home.house).draw_samples()
    (drawn,) = samples(home)
    assert drawn.month == "2026-11"


def test_whoever_had_a_hand_in_it_does_not_look_and_another_does(home: OpenHouse) -> None:
    two_mornings(home)
    home.it_is(FREEZES)
    Errands(home.house).draw_samples()
    (drawn,) = samples(home)
    checks, first = f"/monthly-samples/{drawn.sample}/checks", drawn.attendances[0]
    wrong = {"attendance": first, "finding": "not_in_order", "fault": "no_proof", "words": "无照片"}
    assert problem(home.admin.asks(checks, wrong)) == (403, "own_hand")
    office = home.let_in(Role.STAFF, unit=home.lane)
    told = office.gets(checks, wrong)
    assert (told["finding"], told["fault"]) == ("not_in_order", "no_proof")
    assert problem(office.asks(checks, wrong)) == (409, "sample_checked_already")
    assert problem(office.asks(checks, wrong | {"fault": "nonsense"}))[0] == 400
    found = office.sees(f"/monthly-samples/{drawn.sample}", at_least=home._news[0])
    assert (found["sample"]["checked"], found["sample"]["faulty"]) == (1, 1)
    assert [item["words"] for item in found["items"]] == ["无照片", None]


def test_a_person_is_the_same_behind_each_of_their_programs(home: OpenHouse) -> None:
    wang = home.volunteer("王秀英")
    enters, looks = (program(home, SUN) for _ in range(2))
    activity = home.activity("2026-11-23 09:00", "2026-11-23 11:00")
    record = attendance_of(activity, str(wang.who.volunteer))
    home.it_is("2026-11-23 11:00")
    for step, at in (("check-ins", "2026-11-23 09:00"), ("check-outs", "2026-11-23 11:00")):
        told = {"volunteer": wang.who.volunteer, "at": clock(at).isoformat()}
        enters.gets(f"/activities/{activity}/{step}", told)
    rated = {"attendances": [{"attendance": record, "rating": 5}]}
    home.admin.gets(f"/activities/{activity}/confirmations", rated)
    home.it_is(FREEZES)
    Errands(home.house).draw_samples()
    (drawn,) = samples(home)
    checks = f"/monthly-samples/{drawn.sample}/checks"
    fine = {"attendance": record, "finding": "in_order"}
    assert problem(looks.asks(checks, fine)) == (403, "own_hand")


# Verify -----------------------------------------------------------------------------------------


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The data of a house that drew its November, after a record of it was taken back."""
    with open_house(tmp_path) as home:
        _, zhao = two_mornings(home)
        li = home.volunteer("李建国")
        home.serves(li, "2026-11-24")
        takes_back(home, li)
        home.it_is(FREEZES)
        Errands(home.house).draw_samples()
        takes_back(home, zhao)
    return tmp_path


def takes_back(home: OpenHouse, who: Neighbour) -> None:
    """Somebody's one record is revoked."""
    home.ledger.shelf.wait_for(home.facts())
    (row,) = home.ledger.attendances.of(str(who.who.volunteer))
    home.admin.gets(f"/attendances/{row.attendance}/revocation", {"reason": "误记"})


def differences(data: Path) -> list[str]:
    """What somebody finds who adds it all up."""
    settings = Settings.from_environment({"GOLDENBEAN_ENV": "test"}, data)
    return [str(each) for each in Verification(settings, FIRST).run(lambda done, all: None)]


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ('"confirmed":2', '"confirmed":3', "other records than those written down"),
        ('"month":"2026-11"', '"month":"2026-10"', "was not made from the fact at"),
        ('"seed":"', '"seed":"f', "was not made from the fact at"),
    ],
)
def test_a_sample_that_somebody_bent_is_found(
    kept: Path, before: str, after: str, found: str
) -> None:
    assert differences(kept) == []
    with closing(sqlite3.connect(kept / "ledgers" / FIRST / "book.db")) as book:
        book.execute("DROP TRIGGER facts_are_not_changed")
        changed = book.execute(
            "UPDATE fact SET data = replace(data, ?, ?) WHERE type = 'SampleDrawn'", (before, after)
        ).rowcount
        book.commit()
    assert changed == 1
    assert any(found in each for each in differences(kept))


# The desk ---------------------------------------------------------------------------------------


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeDay]:
    """Wang's morning on the lane was drawn."""
    day = OfficeDay(tmp_path)
    day.serves(WANG)
    drawn = SampleDrawn(
        at=clock(FREEZES), sample=sample_id(SUNNY_LANE, "2026-11"), unit=SUNNY_LANE,
        month="2026-11", seed="5" * 32, book_position=1, confirmed=1,
        attendances=(attendance_of(SWEEPING, WANG),), policy="default 2",
    )  # fmt: skip
    day.happens(Happened(facts=(drawn,)))
    yield day
    day.close()


def test_the_office_finds_what_waits_and_writes_down_what_it_saw(office: OfficeDay) -> None:
    zhou = office.at_desk()
    page, action = "/desk/samples/sample-sunnylane-202611", None
    assert "抽查" in zhou.open("/desk")
    assert "还有 1 条待核对" in zhou.open("/desk/samples")
    zhou.open(page)
    action = f"{page}/checks"
    assert "请" in zhou.press(action) and path_of(zhou) == action  # Nothing was chosen.
    assert "时间不符" in zhou.press(action, found="other_times", words="十点就走了")
    assert path_of(zhou) == page and "十点就走了" in zhou.page.text
    assert "没有待抽查的记录" in zhou.open("/desk/samples")
    assert "1 条有问题" in zhou.page.text
    assert office.across_the_river().get(page).status_code == 404
