"""Wang belongs to two bodies, and says on her telephone as one of which she comes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ledger.affiliations import RecordAffiliation
from ledger.facts import SignedUp
from ledger.subjects.activity import SignUps
from tests.doorstep import WANG
from tests.office_day import OfficeDay
from tests.test_pages_shifts import READING, announce

SINCE = date(2026, 9, 1)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeDay]:
    """Sunday morning; the newspapers are read aloud on Tuesday."""
    office = OfficeDay(tmp_path)
    announce(office, READING, "给老人读报")
    yield office
    office.close()


def belongs_to(office: OfficeDay, kind: str) -> None:
    """Wang's belonging is recorded at the desk."""
    office.happens(
        RecordAffiliation(
            affiliation=f"affiliation-{kind:0<18}", volunteer=WANG, kind=kind, since=SINCE
        )  # type: ignore[arg-type]
    )


def signed_up(office: OfficeDay) -> list[SignedUp]:
    """What the book says of it."""
    facts = (recorded.fact for recorded in office.ledger.book.facts())
    return [fact for fact in facts if isinstance(fact, SignedUp)]


def test_whoever_belongs_to_one_is_not_asked(office: OfficeDay) -> None:
    belongs_to(office, "community")
    phone = office.phone_of(WANG)
    assert "您以哪种身份参加" not in phone.open(f"/activities/{READING}")
    phone.press(f"/activities/{READING}", answer="come")
    assert [said.affiliation for said in signed_up(office)] == [None]


def test_whoever_belongs_to_two_says_as_one_of_which_she_comes(office: OfficeDay) -> None:
    belongs_to(office, "community")
    belongs_to(office, "charity")
    phone = office.phone_of(WANG)
    assert "您以哪种身份参加" in phone.open(f"/activities/{READING}")
    phone.press(f"/activities/{READING}", answer="come", as_one_of="agency")
    assert phone.page.status_code == 422 and signed_up(office) == []
    phone.open(f"/activities/{READING}")
    phone.press(f"/activities/{READING}", answer="come", as_one_of="a king")
    assert phone.page.status_code == 400 and signed_up(office) == []
    phone.open(f"/activities/{READING}")
    phone.press(f"/activities/{READING}", answer="come", as_one_of="charity")
    assert [said.affiliation for said in signed_up(office)] == ["charity"]
    assert list(office.ledger.book.look(SignUps(READING)).places) == [WANG]
