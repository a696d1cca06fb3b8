"""What may be known of Wang, who may look, and that she sees who did."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import Engine

from api.access.roles import Role
from api.access.who import Who
from api.ledgers import SHIPPED_POLICY
from api.people.ages import age_on
from api.people.particulars import (
    FieldNotKept,
    NotTheirs,
    Particulars,
    PersonUnknown,
    PurposeMissing,
)
from api.people.register import People, PhoneKnown
from ledger.policy import read_policy
from tests.story import clock
from tests.vaults import BOTH_KINDS, empty_vault

SECRET = b"the secret of the people"
POLICY = read_policy(SHIPPED_POLICY.read_text())
NOW = clock("2026-11-23 10:00")
WANG, BAO, ZHAO = "volunteer-wang", "volunteer-bao", "volunteer-zhao"
WANGS_PHONE = "13800000001"
LIN = Who(
    id="session-1", role=Role.STAFF, ledger="home", person="person-lin", unit="unit-sunny-lane"
)
ORGANIZER = Who(id="key-2", role=Role.ORGANIZER, ledger="home", team="team-patrol")
INSURANCE = "王秀英的人身意外险"


@pytest.fixture(params=BOTH_KINDS)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty vault."""
    with empty_vault(request, tmp_path) as opened:
        yield opened


@pytest.fixture
def particulars(engine: Engine) -> Particulars:
    """Wang, seventy, and little Bao, twelve."""
    people = People(engine, SECRET)
    people.enrol(WANG, "home", "王秀英", WANGS_PHONE, date(1956, 3, 8))
    people.enrol(BAO, "home", "包小宝", "13800000009", date(2014, 1, 1))
    return Particulars(engine, SECRET, people)


def looked_up(particulars: Particulars, about: str, *fields: str, by: Who = LIN) -> dict:
    """What somebody sees, looking for the insurance."""
    return particulars.look_up(about, fields, by=by, purpose=INSURANCE, now=NOW, policy=POLICY)


def test_lin_looks_up_a_number_and_wang_sees_that_she_did(particulars: Particulars) -> None:
    particulars.keep(WANG, {"id_number": "510100195603080021"}, POLICY, "home")

    seen = looked_up(particulars, WANG, "id_number", "legal_name")

    assert seen == {"id_number": "510100195603080021"}
    (look,) = particulars.looked_up(WANG)
    assert (look.actor, look.role, look.looked_at) == ("person-lin", "staff", NOW)
    assert (look.fields, look.purpose) == (("id_number", "legal_name"), INSURANCE)
    assert particulars.looked_up(BAO) == []


def test_nobody_looks_without_saying_what_for(particulars: Particulars) -> None:
    with pytest.raises(PurposeMissing):
        particulars.look_up(WANG, ("phone",), by=LIN, purpose="  ", now=NOW, policy=POLICY)
    assert particulars.looked_up(WANG) == []


def test_what_is_told_of_a_child_is_for_staff(particulars: Particulars) -> None:
    assert looked_up(particulars, WANG, "phone", by=ORGANIZER) == {"phone": WANGS_PHONE}
    with pytest.raises(NotTheirs):
        looked_up(particulars, BAO, "phone", by=ORGANIZER)
    assert looked_up(particulars, BAO, "phone") == {"phone": "13800000009"}
    assert [look.actor for look in particulars.looked_up(BAO)] == ["person-lin"]


def test_the_neighbouring_district_finds_nobody(particulars: Particulars) -> None:
    stranger = msgspec.structs.replace(LIN, ledger="next-door")
    for about in (WANG, "person-wang", "volunteer-never-heard-of"):
        with pytest.raises(PersonUnknown):
            looked_up(particulars, about, "phone", by=stranger)
        with pytest.raises(PersonUnknown):
            particulars.keep(about, {"skills": ["急救"]}, POLICY, "next-door")
    assert particulars.looked_up(WANG) == []


def test_what_the_policy_does_not_list_is_neither_kept_nor_looked_up(
    particulars: Particulars,
) -> None:
    privacy = msgspec.structs.replace(POLICY.privacy, on_demand_fields=("skills",))
    sparing = msgspec.structs.replace(POLICY, privacy=privacy)
    particulars.keep(WANG, {"skills": ["急救"]}, sparing, "home")
    for field in ("id_number", "religion"):
        with pytest.raises(FieldNotKept, match=field):
            particulars.keep(WANG, {field: "…"}, sparing, "home")
        with pytest.raises(FieldNotKept):
            particulars.look_up(
                WANG, (field,), by=LIN, purpose=INSURANCE, now=NOW, policy=sparing
            )


def test_wang_moves_to_another_number_and_takes_back_what_was_on_demand(
    particulars: Particulars, engine: Engine
) -> None:
    people = People(engine, SECRET)
    particulars.keep(WANG, {"phone": "139 0000 0001", "birth_date": None}, POLICY, "home")

    assert people.by_phone("home", "13900000001") == WANG
    assert people.by_phone("home", WANGS_PHONE) is None
    assert particulars.all_of(WANG) == {"display_name": "王秀英", "phone": "13900000001"}
    with pytest.raises(PhoneKnown):
        particulars.keep(WANG, {"phone": "13800000009"}, POLICY, "home")
    with pytest.raises(FieldNotKept):  # Nobody can be without a name: that is erasing.
        particulars.keep(WANG, {"display_name": None}, POLICY, "home")


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        ("2012-11-23", "2026-11-23", 14),
        ("2012-11-24", "2026-11-23", 13),
        ("2012-02-29", "2026-02-28", 13),
        ("2012-02-29", "2026-03-01", 14),
    ],
)
def test_how_old_somebody_is(born: str, day: str, age: int) -> None:
    assert age_on(date.fromisoformat(born), date.fromisoformat(day)) == age
