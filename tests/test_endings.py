"""Something ends in one process; the others hear of it within a second, for one question."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine

from api.access.endings import Endings, bump, bump_locked
from api.lately import Lately
from api.people.vault import writing
from tests.test_keys import Stopwatch, questions
from tests.vaults import BOTH_KINDS, empty_vault


@pytest.fixture(params=BOTH_KINDS)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty vault."""
    with empty_vault(request, tmp_path) as opened:
        yield opened


def test_an_ending_is_heard_of_in_every_process_within_a_second(engine: Engine) -> None:
    watch = Stopwatch()
    here, elsewhere = Endings(engine, watch), Endings(engine, watch)
    before = here.ended(), here.locked()
    with writing(engine) as connection:
        bump(connection)
    elsewhere.look()
    assert elsewhere.ended() == before[0] + 1
    assert (here.ended(), here.locked()) == before
    watch.seconds = 1.0
    assert (here.ended(), here.locked()) == (before[0] + 1, before[1])

    with writing(engine) as connection:
        bump_locked(connection)
    here.look()
    assert (here.ended(), here.locked()) == (before[0] + 1, before[1] + 1)


def test_an_ending_that_was_undone_never_was(engine: Engine) -> None:
    endings = Endings(engine)
    with pytest.raises(ZeroDivisionError), writing(engine) as connection:
        bump(connection)
        raise ZeroDivisionError
    endings.look()
    assert endings.ended() == 0


def test_eight_who_end_something_at_once_are_counted_as_eight(engine: Engine) -> None:
    def end(_: int) -> None:
        with writing(engine) as connection:
            bump(connection)

    with ThreadPoolExecutor(8) as crowd:
        list(crowd.map(end, range(8)))
    assert Endings(engine).ended() == 8


def test_a_thousand_requests_ask_once_a_second(engine: Engine) -> None:
    watch = Stopwatch()
    endings = Endings(engine, watch)
    asked = questions(engine)
    for _ in range(1_000):
        endings.ended(), endings.locked()
    assert asked == []
    watch.seconds = 1.0
    for _ in range(1_000):
        endings.ended(), endings.locked()
    assert len([each for each in asked if "SELECT" in each]) == 1


def test_what_was_looked_up_just_before_it_ended_is_not_believed_afterwards() -> None:
    """The answer was true when it was asked for; while it was on its way, the key was revoked."""
    answers = iter(["Chen's key", None])

    def look_up(_: str) -> str | None:
        answer = next(answers)
        if answer is not None:
            memory.forget()
        return answer

    memory: Lately[str, str] = Lately(look_up, 600, 10, Stopwatch())
    assert memory.of("gb_chen") == "Chen's key"
    assert memory.of("gb_chen") is None
