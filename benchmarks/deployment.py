"""A deployment: a data directory that a server can be started on, and keys to come in with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from api.access.roles import Role
from api.access.who import Who
from api.house import House
from api.ids import new_id
from api.ledgers import FIRST
from api.people.register import Person
from api.settings import Settings
from api.signing_in.proofs import Proof
from benchmarks import books
from benchmarks.past import NOW, Past, lifted_policy
from ledger.storing.stores import open_store

ACTIVITIES = 5


@dataclass
class Deployment:
    """`environ` for the program, keys of merchants, and of volunteers by their id; `sessions` are
    the cookies of people at the merchants' counters."""

    environ: dict[str, str]
    merchants: list[str]
    volunteers: dict[str, str]
    sessions: list[str] = field(default_factory=list)


@contextmanager
def opened(data: Path, database_url: str = "") -> Iterator[tuple[dict[str, str], House]]:
    """The house on a data directory, with the variables it takes to open it."""
    policy = data / "policy.toml"
    policy.write_text(lifted_policy(), encoding="utf-8")
    environ = {
        "GOLDENBEAN_ENV": "test", "GOLDENBEAN_CLOCK": NOW.isoformat(),
        "GOLDENBEAN_POLICY": str(policy), "GOLDENBEAN_DATABASE_URL": database_url,
        "GOLDENBEAN_DATA": str(data), "GOLDENBEAN_SECRET": "",
        "GOLDENBEAN_PERSON_REQUESTS_PER_MINUTE": "1000000",
        "GOLDENBEAN_STRANGER_REQUESTS_PER_MINUTE": "1000000",
    }  # fmt: skip
    house = House(Settings.from_environment(environ))
    try:
        yield environ, house
    finally:
        house.close()


def peopled(data: Path, volunteers: int, database_url: str = "") -> Deployment:
    """A new community whose volunteers have been busy and may all spend what they earned."""
    past, recorder = Past(), open_store(data, FIRST, database_url)
    books.write(recorder, past, past.founding())
    books.write(recorder, past, past.registering(volunteers))
    for _ in range(ACTIVITIES):
        books.write(recorder, past, past.activity(past.volunteers))
    books.close(recorder)
    with opened(data, database_url) as (environ, house):
        house.people.enrol_all(
            FIRST,
            [
                Person(volunteer, f"王秀{number}", f"139{number:08d}")
                for number, volunteer in enumerate(past.volunteers)
            ],
        )
        held = keys(house, past.merchants, past.volunteers)
        return Deployment(environ, *held, sessions(house, past.merchants))


def sessions(house: House, merchants: Sequence[str]) -> list[str]:
    """Somebody signed in at each counter: their cookies."""
    begin, now = house.gate.sessions.begin, house.clock.now()
    return [
        begin(
            Who(
                id="session", role=Role.MERCHANT, ledger=FIRST, merchant=each,
                person=new_id("person", now),
            ),
            Proof.PASSWORD,
        ).cookie
        for each in merchants
    ]  # fmt: skip


def keys(
    house: House, merchants: Sequence[str], volunteers: Sequence[str]
) -> tuple[list[str], dict[str, str]]:
    """A key for each."""
    create = house.keys.create
    return (
        [create(Role.MERCHANT, FIRST, merchant=each)[0] for each in merchants],
        {each: create(Role.VOLUNTEER, FIRST, volunteer=each)[0] for each in volunteers},
    )
