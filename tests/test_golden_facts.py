"""What was written once is read for ever: the bytes of every fact as first released."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from ledger.facts import FACTS, ISSUANCE, BeansExpired, Movement, PurseMovement
from ledger.recorded import Recorded, decode, encode
from tests.deeds import redeemed
from tests.neighbourhood import LONG_AGO, WANG


class Golden(msgspec.Struct):
    """One line of the file: a fact's bare name, its tags, and the very bytes of the store."""

    type: str
    tags: list[str]
    stored: msgspec.Raw


LINES = Path(__file__).with_name("golden_facts.jsonl").read_bytes().splitlines()
GOLDEN = [msgspec.json.decode(line, type=Golden) for line in LINES]

HOW_TO_ADD = """
{name} has no line in tests/golden_facts.jsonl. In the commit that releases the fact, append
    {{"type": "{name}", "tags": [...], "stored": {{...}}}}
with `Recorded.tags()` and the bytes of `ledger.recorded.encode` for one example in which every
field is filled. From then on the line is never changed; a new field of the fact has a default.
"""


@pytest.mark.parametrize("name", FACTS)
def test_every_fact_has_its_golden_line(name: str) -> None:
    assert name in [golden.type for golden in GOLDEN], HOW_TO_ADD.format(name=name)


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden.type)
def test_it_is_read_and_written_as_on_its_first_day(golden: Golden) -> None:
    stored = bytes(golden.stored)
    recorded = decode(golden.type, stored, 7)
    assert type(recorded.fact).__name__ == golden.type and recorded.position == 7
    assert recorded.tags() == golden.tags
    assert decode(golden.type, encode(recorded), 7) == recorded
    assert _without_younger_fields(encode(recorded), stored) == stored


def _without_younger_fields(today: bytes, then: bytes) -> bytes:
    """The bytes of today less the fields, all of them defaults, that the fact, or a part of it,
    did not have then."""
    return msgspec.json.encode(_only_of(msgspec.json.decode(today), msgspec.json.decode(then)))


def _only_of(written: Any, first: Any) -> Any:
    if not isinstance(first, dict):
        return written
    return {name: _only_of(written[name], first[name]) for name in first}


@pytest.mark.parametrize("kind", [k for k in FACTS.values() if issubclass(k, Movement)])
def test_every_movement_says_where_from_where_to_and_how_many(kind: type[Movement]) -> None:
    golden = next(golden for golden in GOLDEN if golden.type == kind.__name__)
    broken = bytes(golden.stored)
    for before, after in ((b'"beans":', b'"beans":-'), (b'"beans":', b'"beans":1')):
        with pytest.raises(msgspec.ValidationError):
            decode(kind.__name__, broken.replace(before, after, 1), 1)


def test_a_movement_of_nothing_or_to_itself_is_not_written() -> None:
    whole = {"volunteer": WANG, "balance_after": 0, "at": LONG_AGO}
    for beans, source, lots in ((0, ISSUANCE, {}), (-5, ISSUANCE, {"2030-02-01": -5})):
        with pytest.raises(ValueError):
            BeansExpired(beans=beans, source=source, target=WANG, lots=lots, **whole)
    with pytest.raises(ValueError):
        BeansExpired(beans=5, source=WANG, target=WANG, lots={"2030-02-01": 5}, **whole)


@pytest.mark.parametrize(
    "lots", [{}, {"2030-02-01": 39}, {"2030-02-01": 30, "2030-03-01": 11}, {"2030-02-01": -40}]
)
def test_a_movement_whose_lots_do_not_add_up_is_not_written(lots: dict[str, int]) -> None:
    with pytest.raises(ValueError):
        redeemed(LONG_AGO, 40, lots, left=0)


def test_a_movement_whose_lots_do_not_add_up_is_not_read_either() -> None:
    fact = redeemed(LONG_AGO, 40, {"2030-02-01": 40}, left=0)
    whole = encode(_recorded(fact))
    assert decode("BeansRedeemed", whole, 1).fact == fact
    for broken in (
        whole.replace(b'"2030-02-01":40', b'"2030-02-01":39'),
        whole.replace(b'"debt":0', b'"debt":1'),
    ):
        assert broken != whole
        with pytest.raises(msgspec.ValidationError):
            decode("BeansRedeemed", broken, 1)


def test_a_fact_of_an_unknown_name_stops_the_reading() -> None:
    fact = redeemed(LONG_AGO, 40, {"2030-02-01": 40}, left=0)
    with pytest.raises(KeyError):
        decode("BeansLent", encode(_recorded(fact)), 1)


def _recorded(fact: PurseMovement) -> Recorded:
    return Recorded(
        fact=fact, recorded_at=LONG_AGO, actor=WANG, role="merchant", key="key-1", fingerprint="f"
    )
