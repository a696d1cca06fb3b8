"""kill -9 between holding and capturing: what waited still waits, once, and not for ever."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest

from api.ledgers import FIRST
from ledger.command import By
from ledger.refusals import RedemptionEnded
from ledger.reversals import CaptureRedemption
from ledger.subjects.purse import Purse
from tests.audit import Audit
from tests.back_at_work import back_at_work
from tests.badge_lane import earns_sixty
from tests.house_open import open_house
from tests.places import Place
from tests.processes import Running, running
from tests.story import clock
from tests.terminal import GOLDENBEAN, surroundings

LONGEST_WAIT_SECONDS = 30


class Lane(NamedTuple):
    """Where it is kept, Wang with sixty beans, and the keys of both."""

    data: Path
    wang: str
    phone: str
    till: str


class Serving(NamedTuple):
    """A house that serves, and a line to it."""

    server: Running
    line: httpx.Client

    def asks(self, key_text: str, path: str, body: dict[str, Any], key: str) -> httpx.Response:
        """POST a wish under this key."""
        told = {"Authorization": f"Bearer {key_text}", "Idempotency-Key": key}
        return self.line.post(f"/v1{path}", json=body, headers=told)

    def held_of(self, lane: Lane) -> int:
        """How many of Wang's beans wait."""
        told = {"Authorization": f"Bearer {lane.phone}"}
        seen = self.line.get(f"/v1/volunteers/{lane.wang}/account", headers=told)
        return int(seen.json()["held"])


def a_lane(data: Path) -> Lane:
    """Wang has served six hours, and Chen has a shop."""
    with open_house(data) as home:
        wang, chen = home.volunteer(), home.merchant()
        earns_sixty(home, wang, "2026-11-22")
        return Lane(data, str(wang.who.volunteer), wang.key_text, chen.key_text)


@contextmanager
def serving(lane: Lane, at: str) -> Iterator[Serving]:
    """The house serves, and its clock stands at that time of the day."""
    told = surroundings(ENV="test", CLOCK=clock(f"2026-11-22 {at}").isoformat())
    words = [*GOLDENBEAN, "serve", "--port", "0", "--data", str(lane.data)]
    with running(words, "ready http://", told) as server:
        address = server.ready_line.removeprefix("ready ")
        with httpx.Client(base_url=address, timeout=LONGEST_WAIT_SECONDS) as line:
            yield Serving(server, line)


def holds(house: Serving, lane: Lane, beans: int, name: str) -> str:
    """Chen sets beans aside; returns the redemption."""
    code = house.asks(lane.phone, "/redemption-codes", {}, f"code-{name}").json()["code"]
    wish = {"code": code, "beans": beans, "capture": False}
    answer = house.asks(lane.till, "/redemptions", wish, f"hold-{name}")
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def kinds(lane: Lane, redemption: str) -> Counter[str]:
    """What the book says of a redemption; and the whole book adds up."""
    audit = Audit()
    with Place(str(lane.data), FIRST).book() as book:
        read = audit.read(book.facts())
    audit.check()
    facts = [each.fact for each in read]
    return Counter(
        type(fact).__name__ for fact in facts if getattr(fact, "redemption", "") == redemption
    )


def test_what_was_held_before_a_kill_is_captured_once_or_lapses(tmp_path: Path) -> None:
    lane = a_lane(tmp_path)
    with serving(lane, "15:00") as house:
        eaten, forgotten = holds(house, lane, 20, "eaten"), holds(house, lane, 15, "forgotten")
        house.server.kill()

    with serving(lane, "15:01") as house:
        assert house.held_of(lane) == 35
        capture = f"/redemptions/{eaten}/capture"
        first = house.asks(lane.till, capture, {}, "capture")
        again = house.asks(lane.till, capture, {}, "capture")
        assert (first.status_code, again.text) == (201, first.text)
        assert house.asks(lane.till, capture, {}, "once more").json()["code"] == "redemption_ended"
        house.server.kill()

    later = clock("2026-11-22 15:03")
    with back_at_work(lane.data, later) as book:
        assert book.look(Purse(lane.wang)).held == {}
        late = CaptureRedemption(redemption=forgotten)
        with pytest.raises(RedemptionEnded):
            book.record(late, By("clerk", "merchant", "late", "late"), later)

    taken = {"RedemptionCodeIssued": 1, "BeansHeld": 1, "BeansRedeemed": 1}
    assert kinds(lane, eaten) == taken
    assert kinds(lane, forgotten) == {
        "RedemptionCodeIssued": 1, "BeansHeld": 1, "HoldReleased": 1,
    }  # fmt: skip
