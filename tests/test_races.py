"""Races: many ask in the same moment, from one process or from two, and one thing happens."""

from __future__ import annotations

from collections import Counter

import pytest

from ledger.facts import (
    BeansHeld,
    BeansRedeemed,
    BeansReturned,
    CommandRefused,
    HoldReleased,
)
from tests.audit import Audit
from tests.neighbourhood import CHEN, WANG, ZHAO
from tests.racer import PRICE, TOO_MANY
from tests.races import BEANS, ROUNDS, Race, run
from tests.shared_places import DURABLE, fresh_place


@pytest.fixture(scope="module", params=DURABLE)
def store(request: pytest.FixtureRequest) -> str:
    """Which kind of store the races run on."""
    kind: str = request.param
    return kind


@pytest.fixture(scope="module", params=(1, 2), ids=("one process", "two processes"))
def race(
    request: pytest.FixtureRequest, store: str, tmp_path_factory: pytest.TempPathFactory
) -> Race:
    """Everything is raced once, by threads of one process or of two; the stories look at it."""
    folder, gates = tmp_path_factory.mktemp("ledger"), tmp_path_factory.mktemp("gates")
    return run(fresh_place(store, folder, request), gates, request.param)


def test_of_sixteen_who_want_one_balance_one_gets_it(race: Race) -> None:
    for number in range(ROUNDS):
        told = Counter(answer.told for answer in race.answers[f"balance{number}"])
        assert told == {("BeansRedeemed",): 1, ("not_enough_beans",): 15}
        [spent] = race.about(f"volunteer-balance{number}", BeansRedeemed)
        assert (spent.beans, spent.balance_after) == (PRICE, BEANS - PRICE)


def test_fifty_copies_of_one_key_are_one_request_with_one_answer(race: Race) -> None:
    for number in range(ROUNDS):
        answers = race.answers[f"key{number}"]
        assert len(answers) == 50
        assert len({(answer.told, answer.position) for answer in answers}) == 1
        assert [answer.replayed for answer in answers].count(False) == 1
        [written] = [found for found in race.facts if found.key == f"key-key{number}"]
        assert isinstance(written.fact, BeansRedeemed)
        assert written.position == answers[0].position


def test_a_hold_that_is_captured_let_go_and_forgotten_at_once_ends_once(race: Race) -> None:
    for number in range(ROUNDS):
        code = f"redemption-end{number}of0"
        held, *after = race.about(code, BeansHeld, BeansRedeemed, HoldReleased, BeansReturned)
        assert isinstance(held, BeansHeld)
        taken = [fact for fact in after if isinstance(fact, BeansRedeemed)]
        let_go = [fact for fact in after if isinstance(fact, HoldReleased)]
        rest = [fact for fact in let_go if fact.reason == "not_captured"]
        assert len(taken) + len(let_go) - len(rest) == 1
        assert sum(fact.beans for fact in (*taken, *let_go)) == PRICE
        # Who voids after a capture gives back what was captured, and does so once.
        back = [fact for fact in after if isinstance(fact, BeansReturned)]
        assert [fact.beans for fact in back] in ([], [fact.beans for fact in taken])


def test_every_fact_of_a_race_fits_the_one_before(race: Race) -> None:
    audit = Audit()
    assert audit.read(race.facts) == race.facts
    audit.check()


def test_each_refused_caller_left_one_note_and_nothing_else(race: Race) -> None:
    told = Counter(
        answer.key for answers in race.answers.values() for answer in answers
        if not answer.replayed and answer.told and answer.told[0][0].islower()
    )  # fmt: skip
    written = Counter(found.key for found in race.facts if isinstance(found.fact, CommandRefused))
    assert written == told


def test_nobody_who_asks_again_is_sent_away_as_busy(race: Race) -> None:
    told = [answer.told for answers in race.answers.values() for answer in answers]
    assert ("busy",) not in told


def test_afterwards_every_memory_says_what_the_book_says(race: Race) -> None:
    audit = Audit()
    audit.read(race.facts)
    till = audit.accounts[CHEN] + audit.holds.total()
    for number, answer in enumerate(race.answers["seen0"]):
        who = (WANG, WANG, ZHAO)[number % 3]
        if number % 3 == 0:
            assert answer.details["asked"] == TOO_MANY + till
        else:
            assert answer.details["have"] == audit.accounts[who]
