"""What receivers are told works as it stands there, in both languages."""

from __future__ import annotations

import re
import socket
import sys
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from api.webhooks.retrying import GIVEN_UP_AFTER, SCHEDULE
from api.webhooks.wishes import OLD_SECRET_HOLDS
from tests.city_platform import ON_THE_LANE, telling
from tests.neighbourhood import WANG
from tests.processes import HOUSE, READY_WITHIN_SECONDS, free_port, running

TOLD = [HOUSE / "docs" / name for name in ("webhooks.md", "webhooks.zh-CN.md")]
THEIR_CLOCK = """
from datetime import datetime
import standardwebhooks.webhooks
class Then(datetime):
    @classmethod
    def now(cls, tz=None):
        return datetime.fromtimestamp({seconds}, tz)
standardwebhooks.webhooks.datetime = Then
print("here", flush=True)
"""


def await_door(port: int) -> None:
    """Until somebody listens there."""
    until = time.monotonic() + READY_WITHIN_SECONDS
    while time.monotonic() < until:
        with suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.02)


def example() -> str:
    """The receiver of the document; in both languages it is the same one."""
    found = {re.search(r"```python\n(.*?)```", page.read_text("utf-8"), re.DOTALL)[1]
             for page in TOLD}  # fmt: skip
    (code,) = found
    return code


def test_the_receiver_of_the_document_hears_what_happens(tmp_path: Path) -> None:
    port = free_port()
    with telling(tmp_path, port) as hall:
        hall.opens_lane()
        made = hall.listens(f"http://127.0.0.1:{port}/beans")
        clock = THEIR_CLOCK.format(seconds=hall.clock.now().timestamp())
        code = clock + example().replace("8080", str(port))
        told = {"GOLDENBEAN_WEBHOOK_SECRET": made.secrets[0]}
        with running([sys.executable, "-c", code], "here", told) as receiver:
            hall.happens(*ON_THE_LANE)
            await_door(port)
            assert hall.delivers() == len(ON_THE_LANE)
            hall.wishes("replay", made.webhook, 0)
            assert hall.delivers() == hall.ledger.book.head()
        said = [line for line in receiver.said if f"goldenbean.BeansAwarded {WANG} " in line]
        assert len(said) == 1, "what was seen before is not taken twice"
        others = [line for line in receiver.said if line.startswith("goldenbean.")]
        assert len(others) == hall.ledger.book.head()


def test_the_waits_are_those_of_the_document() -> None:
    hours = [wait // timedelta(hours=1) for wait in SCHEDULE[3:]]
    assert SCHEDULE[:3] == (timedelta(seconds=5), timedelta(minutes=5), timedelta(minutes=30))
    for page in TOLD:
        text = page.read_text(encoding="utf-8")
        (waits,) = re.findall(r"((?:\d+(?:, |、))+\d+) (?:hours|小时)", text)
        last = re.search(r"(?:every|每) (\d+) (?:hours|小时)", text)
        assert [*map(int, re.split(", |、", waits)), int(last[1])] == hours
        assert f"{OLD_SECRET_HOLDS // timedelta(hours=1)} " in text
    assert timedelta(days=5) == GIVEN_UP_AFTER
