"""Invitations: looked at as often as one likes, used once, and worth nothing afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import select

from api.access.roles import Role
from api.people.vault import TABLES
from api.signing_in.invitations import Purpose
from api.signing_in.proofs import ProofTooWeak
from api.signing_in.sessions import guest
from tests.gates import AS_WANG, JINSHA, WANGS_PERSON, ZHAO, Gate
from tests.vaults import BOTH_KINDS, empty_vault

THREE_YEARS = timedelta(days=3 * 365)


@pytest.fixture(params=BOTH_KINDS)
def gate(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Gate]:
    """A gate over an empty vault, at nine in the morning."""
    with empty_vault(request, tmp_path) as opened:
        yield Gate(opened)


def invited(gate: Gate, **more: object) -> str:
    """The token of a link for Wang Xiuying, good for a day."""
    a_day_on = gate.clock.now() + timedelta(days=1)
    path = gate.invitations.make(AS_WANG, a_day_on, made_by="key-office", **more)
    return path.removeprefix("/in/")


def test_a_link_may_be_looked_at_often_and_used_once(gate: Gate) -> None:
    token = invited(gate)
    for _ in range(3):
        assert gate.invitations.look(token).who == AS_WANG
    used = gate.invitations.use(token)
    assert used.who == AS_WANG and used.uses_left == 0 and used.used_at == gate.clock.now()
    assert gate.invitations.look(token) is None and gate.invitations.use(token) is None


def test_of_many_who_press_at_once_one_gets_in(gate: Gate) -> None:
    token = invited(gate)
    with ThreadPoolExecutor(6) as presses:
        used = list(presses.map(lambda _: gate.invitations.use(token), range(6)))
    assert len([one for one in used if one]) == 1


def test_a_link_runs_out_and_a_withdrawn_one_never_opens(gate: Gate) -> None:
    token, other = invited(gate), invited(gate, uses=5)
    listed = gate.invitations.open_in(JINSHA)
    assert {each.made_by for each in listed} == {"key-office"} and len(listed) == 2
    assert gate.invitations.open_in("elsewhere") == []

    mine = gate.invitations.look(other).id
    assert gate.invitations.withdraw(mine) and not gate.invitations.withdraw(mine)
    assert gate.invitations.use(other) is None
    gate.later(days=1)
    assert gate.invitations.look(token) is None and gate.invitations.use(token) is None


def test_a_used_link_still_says_for_years_who_made_it(gate: Gate) -> None:
    """Whoever hands a link out might open it first: that must not be gone with the link."""
    used_at, token = gate.clock.now(), invited(gate)
    unused = gate.invitations.look(invited(gate)).id
    gate.invitations.use(token)
    gate.later(days=800)
    assert gate.invitations.forget_old(JINSHA, THREE_YEARS) == 0
    made = gate.invitations.made_for(WANGS_PERSON)
    told = {each.id: (each.made_by, each.used_at) for each in made}
    assert told.pop(unused) == ("key-office", None)
    assert list(told.values()) == [("key-office", used_at)]

    gate.later(days=297)
    assert gate.invitations.forget_old("elsewhere", THREE_YEARS) == 0
    assert gate.invitations.forget_old(JINSHA, THREE_YEARS) == 2 and gate.rows("invitations") == 0


def test_all_links_of_somebody_are_withdrawn_together(gate: Gate) -> None:
    tokens = [invited(gate) for _ in range(3)]
    assert gate.invitations.withdraw_all_of(ZHAO) == 0
    assert gate.invitations.withdraw_all_of(WANGS_PERSON) == 3
    assert not any(gate.invitations.use(token) for token in tokens)


def test_a_copy_of_the_vault_opens_no_door(gate: Gate) -> None:
    token = invited(gate)
    with gate.engine.connect() as connection:
        (row,) = connection.execute(select(TABLES.tables["invitations"])).all()
    assert token not in str(row)
    assert gate.invitations.use(row.digest) is None and gate.invitations.use(row.id) is None


def test_whoever_reaches_a_street_does_not_come_in_by_a_link(gate: Gate) -> None:
    officer = guest(Role.STREET_STAFF, JINSHA, unit="unit-street", person=ZHAO)
    tomorrow = gate.clock.now() + timedelta(days=1)
    with pytest.raises(ProofTooWeak):
        gate.invitations.make(officer, tomorrow, made_by="key-office")
    to_choose = {"made_by": "key-office", "purpose": Purpose.SET_PASSWORD}
    assert gate.invitations.make(officer, tomorrow, **to_choose)
    nobody = msgspec.structs.replace(officer, person=None)
    with pytest.raises(ValueError, match="person"):
        gate.invitations.make(nobody, tomorrow, **to_choose)
