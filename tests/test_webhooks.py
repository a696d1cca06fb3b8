"""The city's platform hears of what happens on the lane: everything, in order, at least once."""

from __future__ import annotations

import re
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks.webhooks import WebhookVerificationError

from api.webhooks import wire
from tests.city_platform import ON_THE_LANE, Platform, Telling, genuine, telling
from tests.neighbourhood import WANG, earned, registered
from tests.vaults import BOTH_KINDS


@pytest.mark.parametrize("kind", BOTH_KINDS)
def test_every_fact_arrives_once_in_order_and_is_genuine(
    request: pytest.FixtureRequest, tmp_path: Path, platform: Platform, kind: str
) -> None:
    server = request.getfixturevalue("postgresql") if kind == "postgresql" else None
    with telling(tmp_path, platform.port, server=server) as hall:
        hall.opens_lane()
        made = hall.listens(platform.url)
        hall.happens(*ON_THE_LANE)
        assert hall.delivers() == 3 and hall.delivers() == 0
        assert platform.kinds == ["VolunteerRegistered", "ActivityPublished", "BeansAwarded"]
        for heard in platform.heard:
            told = genuine(heard, made.secrets[0], hall.clock.now())
            assert told == heard.event and heard.path == "/beans?from=lane"
            with pytest.raises(WebhookVerificationError):
                genuine(heard, made.secrets[0], hall.clock.now() + timedelta(minutes=6))
            with pytest.raises(WebhookVerificationError):
                genuine(heard._replace(raw=heard.raw + b" "), made.secrets[0], hall.clock.now())
        assert hall.now(made).state == "listening" and hall.now(made).delivered_at


def test_the_envelope_is_that_of_cloudevents(hall: Telling, platform: Platform) -> None:
    hall.listens(platform.url)
    hall.happens(earned(20))
    hall.delivers()
    (heard,) = platform.heard
    event = heard.event
    assert heard.headers["content-type"] == "application/cloudevents+json; charset=utf-8"
    assert set(event) == {
        "specversion", "id", "source", "type", "subject", "time", "datacontenttype", "data",
    }  # fmt: skip
    assert (event["specversion"], event["id"]) == ("1.0", heard.id)
    assert (event["source"], event["type"]) == ("/ledgers/home", "goldenbean.BeansAwarded")
    assert (event["subject"], event["datacontenttype"]) == (WANG, "application/json")
    assert datetime.fromisoformat(event["time"]) == earned(20).at
    assert datetime.fromisoformat(event["data"]["recorded_at"]) == hall.clock.now()
    assert (event["data"]["actor"], event["data"]["role"]) == ("somebody", "staff")
    assert event["data"]["fact"]["beans"] == 20 and WANG in event["data"]["tags"]
    assert re.fullmatch("fact-[0-9a-f]{32}", heard.id), "it tells nobody how long the book is"


@pytest.mark.parametrize("wish", ["600", "0000000600", "a date"])
def test_a_platform_that_fails_twice_gets_the_same_message_a_third_time(
    hall: Telling, platform: Platform, wish: str
) -> None:
    made = hall.listens(platform.url)
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=600), usegmt=True)
    told = {"retry-after": later if wish == "a date" else wish}
    platform.answers.extend([500, (503, told)])
    hall.happens(*ON_THE_LANE)
    assert hall.delivers() == 0 and len(platform.heard) == 1
    failing = hall.now(made)
    assert (failing.state, failing.fault, failing.tries) == ("failing", "status_500", 1)
    assert hall.delivers() == 0 and len(platform.heard) == 1, "not before five seconds"
    hall.later(seconds=7)
    assert hall.delivers() == 0
    hall.later(seconds=590)
    assert hall.delivers() == 0 and len(platform.heard) == 2, "it asked for ten minutes"
    hall.later(seconds=20)
    assert hall.delivers() == 3
    first, second, third, *rest = platform.heard
    assert first.id == second.id == third.id and first.raw == second.raw == third.raw
    assert len({one.headers["webhook-timestamp"] for one in (first, second, third)}) == 3
    assert [one.kind for one in rest] == ["ActivityPublished", "BeansAwarded"]
    calm = hall.now(made)
    assert (calm.state, calm.fault, calm.failing_since) == ("listening", None, None)


def test_a_platform_that_is_down_for_a_day_misses_nothing(
    hall: Telling, platform: Platform
) -> None:
    platform.close()
    made = hall.listens(platform.url)
    begun, waits = hall.clock.now(), []
    while hall.clock.now() - begun < timedelta(days=1):
        hall.happens(registered(f"volunteer-{len(waits)}", f"10000001{len(waits):02}"))
        assert hall.delivers() == 0
        kept = hall.now(made)
        assert kept.fault == "unreachable" and kept.next_try_at is not None
        waits.append(kept.next_try_at - hall.clock.now())
        hall.clock.turn_to(kept.next_try_at)
    asked = [timedelta(seconds=5), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2),
             timedelta(hours=5), timedelta(hours=10), timedelta(hours=14)]  # fmt: skip
    added = [wait / least for wait, least in zip(waits, asked, strict=True)]
    assert all(1 <= part <= 1.2 for part in added), "a fifth may be added, nothing taken away"
    assert len(set(added)) > 1
    back = Platform(platform.port)
    assert hall.now(made).failing_since == begun and hall.delivers() == len(waits)
    subjects = [one.event["subject"] for one in back.heard]
    assert subjects == [f"volunteer-{number}" for number in range(len(waits))]
    back.close()


def test_who_fails_for_days_is_paused_and_goes_on_when_resumed(
    hall: Telling, platform: Platform
) -> None:
    made = hall.listens(platform.url)
    hall.happens(*ON_THE_LANE)
    platform.answers.extend([500] * 40)
    begun = hall.clock.now()
    while (again := hall.now(made).next_try_at or begun) and hall.now(made).state != "paused":
        hall.clock.turn_to(again)
        hall.delivers()
    paused = hall.now(made)
    assert paused.paused_why == "failing" and paused.paused_at is not None
    assert timedelta(days=5) <= paused.paused_at - begun <= timedelta(days=6, hours=5)
    tried = len(platform.heard)
    assert set(platform.ids) == {platform.ids[0]}, "order is kept: nothing overtakes"
    hall.later(days=3)
    assert hall.delivers() == 0 and len(platform.heard) == tried
    platform.answers.clear()
    hall.wishes("resume", made.webhook)
    assert hall.delivers() == 3 and hall.now(made).state == "listening"


def test_who_says_that_it_is_gone_hears_nothing_more(hall: Telling, platform: Platform) -> None:
    made = hall.listens(platform.url)
    hall.happens(*ON_THE_LANE)
    platform.answers.append(410)
    assert hall.delivers() == 0
    ended = hall.now(made)
    assert (ended.state, ended.ended_why, ended.secrets) == ("ended", "gone", ())
    hall.later(days=1)
    assert hall.delivers() == 0 and len(platform.heard) == 1


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_nobody_is_led_elsewhere(hall: Telling, platform: Platform, status: int) -> None:
    made = hall.listens(platform.url)
    hall.happens(registered(WANG))
    platform.answers.append((status, {"location": f"http://127.0.0.1:{platform.port}/inside"}))
    assert hall.delivers() == 0
    assert [one.path for one in platform.heard] == ["/beans?from=lane"]
    assert hall.now(made).fault == f"status_{status}"


def test_a_slow_platform_keeps_nobody_waiting(
    hall: Telling, platform: Platform, slow: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "WHOLE_SECONDS", 1.0)
    others_heard: list[int] = []

    def drip(asked: Any) -> None:
        """One byte of an answer, again and again, for longer than anybody may take."""
        with suppress(OSError):
            for _ in range(60):
                asked.wfile.write(b"H")
                time.sleep(0.05)
                others_heard.append(len(platform.heard))

    slow.answers.append(drip)
    lazy, eager = hall.listens(slow.url), hall.listens(platform.url)
    hall.happens(*ON_THE_LANE)
    assert hall.delivers() == 3
    assert 3 in others_heard, "all had arrived elsewhere before this one was given up"
    assert len(others_heard) < 60, "nobody listened to the end"
    assert (hall.now(eager).state, hall.now(lazy).fault) == ("listening", "timeout")


def test_a_long_answer_is_not_read(hall: Telling, platform: Platform) -> None:
    left: list[int] = []

    def talk(asked: Any) -> None:
        """It has the message, and has a gigabyte to say about that."""
        asked.send_response(200)
        asked.send_header("content-length", str(2**30))
        asked.end_headers()
        with suppress(OSError):
            for number in range(2**14):
                left.append(number)
                asked.wfile.write(b"x" * 2**16)

    platform.answers.append(talk)
    hall.listens(platform.url)
    hall.happens(*ON_THE_LANE)
    assert hall.delivers() == 3
    assert len(left) < 1_000, "nobody listens for long"
