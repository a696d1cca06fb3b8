"""A key that fell into wrong hands: the office takes it back, and every door it opened closes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from api.access.keys import Keys, Role
from api.clock import FixedClock
from api.house import House
from api.people.vault import open_vault
from api.settings import Settings
from tests.doorstep import NOODLES, WANG, Browser, Doorstep
from tests.story import clock
from tests.terminal import goldenbean, one_sentence
from tests.test_keys import JINSHA, NINE, Stopwatch


@pytest.fixture
def lane(tmp_path: Path) -> Iterator[Doorstep]:
    """Sunny Lane on a Sunday morning at nine."""
    lane = Doorstep(tmp_path)
    yield lane
    lane.close()


def signed_in_by(lane: Doorstep, key_text: str) -> Browser:
    """A browser on which somebody has typed a key."""
    browser = lane.stranger()
    browser.open("/sign-in")
    browser.press("/sign-in", key=key_text)
    return browser


def test_the_tablet_that_was_left_in_a_taxi_opens_no_counter(lane: Doorstep) -> None:
    lost, other = (lane.house.keys.create(Role.MERCHANT, "home", merchant=NOODLES) for _ in "ab")
    tablet, phone = signed_in_by(lane, lost[0]), signed_in_by(lane, other[0])
    assert tablet.open("/merchant") and tablet.page.url.path == "/merchant"

    lane.house.keys.revoke(lost[1].id)

    assert tablet.open("/merchant") and tablet.page.url.path == "/sign-in"
    assert phone.open("/merchant") and phone.page.url.path == "/merchant"
    badge = lane.phone_of(WANG)  # Signed in by a link, which no key opened.
    assert badge.open("/me") and badge.page.url.path == "/me"


def test_a_session_outlives_its_key_by_a_second_in_another_process(tmp_path: Path) -> None:
    vault, watch = open_vault(tmp_path), Stopwatch()
    here, elsewhere = (Keys(vault, FixedClock(NINE), watch) for _ in "ab")
    _, key = here.create(Role.STAFF, JINSHA)
    assert here.in_force(key.id) and not here.in_force("key-nobody")

    assert elsewhere.revoke(key.id)
    assert not elsewhere.in_force(key.id) and here.in_force(key.id)

    watch.seconds = 1.0
    assert not here.in_force(key.id)
    vault.dispose()


def test_the_board_tells_who_holds_what_and_shows_no_secret(tmp_path: Path) -> None:
    vault, now = open_vault(tmp_path), FixedClock(NINE)
    keys = Keys(vault, now)
    chens, chen = keys.create(Role.MERCHANT, JINSHA, merchant="merchant-noodles")
    now.turn_to(NINE + timedelta(hours=1))
    _, admin = keys.create(Role.ADMIN, JINSHA)
    keys.check(chens)
    keys.note_uses()
    assert keys.revoke(chens) and not keys.revoke(chens)

    first, second = keys.all()
    vault.dispose()

    assert (first.who, second.who) == (chen, admin)
    assert (first.created_at, first.last_used_at) == (NINE, now.now())
    assert (first.revoked_at, second.last_used_at, second.revoked_at) == (now.now(), None, None)


def test_the_clerk_looks_up_a_key_and_revokes_it(tmp_path: Path) -> None:
    settings = {"ENV": "test", "CLOCK": clock("2026-11-22 09:00").isoformat()}
    house = House(Settings.from_environment({}, tmp_path))
    texts = [house.keys.create(role, "home")[0] for role in (Role.ADMIN, Role.AUDITOR)]
    house.close()

    def board() -> list[list[str]]:
        said = goldenbean("key", "list", "--data", tmp_path, settings=settings).stdout
        assert not any(text in said for text in texts)
        return [line.split("\t") for line in said.splitlines()]

    admin, auditor = board()
    assert (admin[1:3], auditor[1:3]) == (["admin", "-"], ["auditor", "-"])
    assert admin[4:] == auditor[4:] == ["-"] * 5

    for told in (admin[0], texts[1]):
        said = goldenbean("key", "revoke", told, "--data", tmp_path, settings=settings)
        assert (said.returncode, said.stdout) == (0, "已撤销。 Revoked.\n")
        assert "no such key" in one_sentence(goldenbean("key", "revoke", told, "--data", tmp_path))
    assert all(line[5].startswith("2026-11-22") for line in board())
