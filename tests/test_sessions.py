"""Sessions: who sits at a browser, for how long, and how it ends everywhere at once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import event, select

from api.access.roles import Role
from api.access.who import Who
from api.signing_in.proofs import Proof, ProofTooWeak, enough
from api.signing_in.session_rows import SESSIONS
from api.signing_in.sessions import guest
from tests.gates import AS_WANG, JINSHA, WANGS_PERSON, ZHAO, Gate
from tests.vaults import BOTH_KINDS, empty_vault

OFFICER = Who(
    id="guest", role=Role.STAFF, ledger=JINSHA, person=ZHAO, appointment="appointment-1",
    unit="unit-lane",
)  # fmt: skip


@pytest.fixture(params=BOTH_KINDS)
def gate(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Gate]:
    """A gate over an empty vault, at nine in the morning."""
    with empty_vault(request, tmp_path) as opened:
        yield Gate(opened)


def test_a_session_is_somebody_in_a_role_and_the_cookie_says_nothing(gate: Gate) -> None:
    begun = gate.comes_in()
    who = gate.sessions.of(begun.cookie)

    assert who == msgspec.structs.replace(AS_WANG, id=who.id) and who.id.startswith("session-")
    assert who.actor == WANGS_PERSON
    assert len(begun.cookie) == 43 and "wang" not in begun.cookie
    with gate.engine.connect() as connection:
        kept = connection.execute(select(SESSIONS)).all()
    assert begun.cookie not in str(kept)


def test_what_a_browser_brings_along_is_ended_and_never_adopted(gate: Gate) -> None:
    planted = "A" * 43
    first = gate.comes_in(before=planted)
    assert first.cookie != planted and gate.sessions.of(planted) is None

    second = gate.comes_in(before=first.cookie)
    assert second.cookie != first.cookie
    assert gate.sessions.of(first.cookie) is None and gate.rows("sessions") == 1


def test_a_counter_forgets_in_twelve_hours_and_a_phone_in_thirty_days(gate: Gate) -> None:
    phone = gate.comes_in()
    counter = gate.comes_in(guest(Role.MERCHANT, JINSHA, merchant="merchant-noodles"))
    assert (phone.seconds, counter.seconds) == (30 * 86_400, 12 * 3_600)

    gate.later(hours=12)
    assert gate.sessions.of(counter.cookie) is None and gate.sessions.of(phone.cookie)
    gate.later(days=29, hours=12)
    assert gate.sessions.of(phone.cookie) is None
    assert gate.sessions.forget_expired() == 2 and gate.rows("sessions") == 0


def test_a_shop_signs_in_once_on_its_own_device_until_its_appointment_ends(gate: Gate) -> None:
    chen = guest(
        Role.MERCHANT, JINSHA, merchant="merchant-noodles", person=ZHAO, appointment="appointment-2"
    )
    till = gate.comes_in(chen)
    assert till.seconds == 30 * 86_400
    gate.later(days=29)
    assert gate.sessions.of(till.cookie)
    gate.over.add("appointment-2")
    assert gate.sessions.of(till.cookie) is None
    assert gate.comes_in(OFFICER).seconds == 12 * 3_600, "a desk is no till"


def test_a_shared_device_forgets_whoever_leaves_it_for_a_quarter_of_an_hour(gate: Gate) -> None:
    shared = gate.comes_in(proof=Proof.BADGE, shared_device=True)
    assert shared.seconds == 12 * 3_600
    for _ in range(4):
        gate.later(minutes=14)
        assert gate.sessions.of(shared.cookie)
    gate.later(minutes=15)
    assert gate.sessions.at_hand(shared.cookie) is None
    assert gate.sessions.of(shared.cookie) is None
    assert gate.sessions.forget_expired() == 1


def test_a_press_in_one_process_keeps_a_shared_device_awake_in_all(gate: Gate) -> None:
    elsewhere = Gate(gate.engine, gate.clock)
    shared = gate.comes_in(proof=Proof.BADGE, shared_device=True)
    assert elsewhere.sessions.of(shared.cookie)
    for _ in range(3):
        gate.later(minutes=10)
        assert gate.sessions.of(shared.cookie)
    assert elsewhere.sessions.of(shared.cookie)


def test_whoever_signs_out_is_out_here_at_once_and_elsewhere_within_a_second(gate: Gate) -> None:
    elsewhere, begun = Gate(gate.engine, gate.clock), gate.comes_in()
    assert gate.sessions.of(begun.cookie) and elsewhere.sessions.of(begun.cookie)

    assert gate.sessions.end(begun.cookie) and not gate.sessions.end(begun.cookie)

    assert gate.sessions.of(begun.cookie) is None
    elsewhere.ticks.seconds = 1.0
    assert elsewhere.sessions.of(begun.cookie) is None


def test_from_memory_alone_a_session_is_known_only_after_it_was_asked_for(gate: Gate) -> None:
    elsewhere, begun = Gate(gate.engine, gate.clock), gate.comes_in()
    assert elsewhere.sessions.at_hand(begun.cookie) is None
    who = elsewhere.sessions.of(begun.cookie)
    assert elsewhere.sessions.at_hand(begun.cookie) == who
    for nobody in (None, "", "x", "A" * 43):
        assert elsewhere.sessions.at_hand(nobody) is None and gate.sessions.of(nobody) is None


def test_whoever_is_known_from_memory_alone_costs_the_vault_nothing(gate: Gate) -> None:
    """The loop that serves everybody must not wait for one key that has to be looked up."""
    _, clerk = gate.keys.create(Role.MERCHANT, JINSHA, merchant="merchant-noodles")
    cookie = gate.comes_in(clerk, Proof.KEY).cookie
    assert gate.sessions.of(cookie)
    elsewhere = Gate(gate.engine, gate.clock)
    assert elsewhere.sessions.of(cookie) == elsewhere.sessions.at_hand(cookie)
    elsewhere.keys._standing.forget()
    asked: list[str] = []
    event.listen(
        gate.engine, "before_cursor_execute", lambda *words: asked.append(words[2]), named=False
    )
    assert elsewhere.sessions.at_hand(cookie) is None and asked == []
    assert elsewhere.sessions.of(cookie) and elsewhere.sessions.at_hand(cookie)


def test_a_role_that_ended_gives_nothing_in_the_same_session(gate: Gate) -> None:
    begun = gate.comes_in(OFFICER)
    assert gate.sessions.of(begun.cookie)
    gate.over.add("appointment-1")
    assert gate.sessions.of(begun.cookie) is None and gate.sessions.at_hand(begun.cookie) is None


def test_changing_the_role_makes_a_new_number_and_never_a_longer_stay(gate: Gate) -> None:
    as_volunteer = guest(Role.VOLUNTEER, JINSHA, volunteer="volunteer-zhao0000000000000")
    before = gate.comes_in(as_volunteer, Proof.PASSWORD)
    after = gate.sessions.change_role(before.cookie, OFFICER)
    assert after and after.cookie != before.cookie and after.seconds == 12 * 3_600
    assert gate.sessions.of(before.cookie) is None
    assert gate.sessions.of(after.cookie).role is Role.STAFF

    gate.later(hours=11)
    back = gate.sessions.change_role(after.cookie, as_volunteer)
    assert back and back.seconds == 3_600
    assert gate.sessions.change_role(after.cookie, OFFICER) is None  # It is over.
    assert gate.sessions.change_role(back.cookie, AS_WANG) is None  # That is somebody else.


def test_one_session_becomes_one_however_often_the_button_is_pressed(gate: Gate) -> None:
    before = gate.comes_in(OFFICER, Proof.PASSWORD)
    with ThreadPoolExecutor(4) as presses:
        after = list(presses.map(
            lambda _: gate.sessions.change_role(before.cookie, OFFICER), range(4)
        ))  # fmt: skip
    assert len([begun for begun in after if begun]) == 1 and gate.rows("sessions") == 1


def test_a_person_sees_where_they_are_signed_in_and_ends_it_there(gate: Gate) -> None:
    phone, other = gate.comes_in(), gate.comes_in(OFFICER)
    gate.later(minutes=1)
    tablet = gate.comes_in()
    newest, oldest = gate.sessions.list_of(WANGS_PERSON)
    assert gate.sessions.session(tablet.cookie).id == newest.id
    assert gate.sessions.session(phone.cookie).id == oldest.id

    more = gate.comes_in()
    assert gate.sessions.end_all_of(WANGS_PERSON, but=more.cookie) == 2
    assert gate.sessions.of(phone.cookie) is None and gate.sessions.of(tablet.cookie) is None
    assert gate.sessions.of(more.cookie) and gate.sessions.of(other.cookie)
    assert gate.sessions.end_all_of(WANGS_PERSON) == 1 and gate.sessions.list_of(ZHAO)


def test_a_session_of_a_key_ends_with_the_key(gate: Gate) -> None:
    _, key = gate.keys.create(Role.STAFF, JINSHA)
    begun = gate.comes_in(key, Proof.KEY)
    assert gate.sessions.of(begun.cookie) == key
    gate.keys.revoke(key.id)
    assert gate.sessions.of(begun.cookie) is None


def test_a_telephone_or_badge_opens_no_desk_and_a_password_alone_no_street(gate: Gate) -> None:
    street = msgspec.structs.replace(OFFICER, role=Role.STREET_STAFF)
    for proof in (Proof.LINK, Proof.CODE, Proof.BADGE, Proof.PASSWORD, Proof.CITY):
        with pytest.raises(ProofTooWeak):
            gate.comes_in(street, proof)
    for proof in (Proof.CODE, Proof.BADGE):
        with pytest.raises(ProofTooWeak):
            gate.comes_in(OFFICER, proof)
    assert gate.rows("sessions") == 0
    assert all(enough(Role.VOLUNTEER, proof) for proof in Proof)
    assert all(enough(role, Proof.SECOND_STEP) for role in Role)

    begun = gate.comes_in(OFFICER, Proof.PASSWORD)
    with pytest.raises(ProofTooWeak):
        gate.sessions.change_role(begun.cookie, street)
    assert gate.sessions.of(begun.cookie)


def test_a_link_opens_the_one_door_that_it_was_made_for(gate: Gate) -> None:
    as_volunteer = guest(Role.VOLUNTEER, JINSHA, volunteer="volunteer-zhao0000000000000")
    begun = gate.comes_in(as_volunteer, Proof.LINK)
    with pytest.raises(ProofTooWeak):
        gate.sessions.change_role(begun.cookie, OFFICER)
    assert gate.sessions.of(begun.cookie).role is Role.VOLUNTEER
