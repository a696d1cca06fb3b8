"""Next year's rules lie in the drawer already: until their day, pages and API go by this year's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.access.roles import Role
from ledger.revocations import RevokeAttendance
from ledger.rules import AdoptPolicy
from ledger.states import Rulebook
from ledger.subjects.presence import attendance_of
from tests.doorstep import NOODLES, SWEEPING, WANG, Doorstep
from tests.neighbourhood import amended
from tests.test_pages_loop import digits

NEXT_YEAR = amended(
    ('effective_from = "2026-01-01"', 'effective_from = "2027-01-01"'),
    ("negative_blocks_redemption = true", "negative_blocks_redemption = false"),
    ("merchant_void_minutes = 30", "merchant_void_minutes = 1000"),
    ("code_valid_seconds = 60", "code_valid_seconds = 600"),
    version=3,
)


@pytest.fixture
def lane(tmp_path: Path) -> Iterator[Doorstep]:
    """Sunny Lane in November: Wang has twenty beans, and a milder policy was adopted for 2027."""
    lane = Doorstep(tmp_path)
    lane.serves(WANG)
    lane.happens(AdoptPolicy(text=NEXT_YEAR))
    lane.ledger.rules = lane.ledger.book.look(Rulebook())
    yield lane
    lane.close()


def test_a_code_renews_itself_as_often_as_this_year_wants(lane: Doorstep) -> None:
    phone = lane.phone_of(WANG)
    first = digits(phone.press("/me/code"))
    lane.later(seconds=50)
    assert digits(phone.open("/me/code")) != first


def test_a_debt_still_stands_in_the_way(lane: Doorstep) -> None:
    phone, counter = lane.phone_of(WANG), lane.counter_of(NOODLES)
    form = phone.form("/me/code")
    counter.press("/merchant", code=digits(phone.submit(form)), beans="20")
    lane.happens(RevokeAttendance(attendance=attendance_of(SWEEPING, WANG)))

    assert "账户欠 20 颗金豆" in phone.submit(form)
    assert "/me/code" not in phone.open("/me")
    headers = {"Authorization": f"Bearer {lane.key(Role.VOLUNTEER, volunteer=WANG)}"}
    told = phone.get(f"/v1/volunteers/{WANG}/account", headers=headers).json()
    assert (told["beans"], told["blocked"]) == (-20, True)


def test_a_void_is_offered_as_long_as_it_would_be_taken(lane: Doorstep) -> None:
    phone, counter = lane.phone_of(WANG), lane.counter_of(NOODLES)
    page = counter.press("/merchant", code=digits(phone.press("/me/code")), beans="12")
    assert "/void" in page
    lane.later(minutes=31)
    assert "/void" not in counter.open("/merchant")
