"""A platform is tested, sent back, given another secret, and hears of what it may."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import update
from standardwebhooks.webhooks import WebhookVerificationError

from api.access.roles import Role
from api.people.vault import writing
from api.webhooks.endpoints import WEBHOOKS
from ledger.facts import OfferProposed, OfferPublished, UnitOpened, VolunteerRegistered
from tests.city_platform import ON_THE_LANE, Platform, Telling, genuine, reply
from tests.neighbourhood import (
    CHEN,
    LONG_AGO,
    STREET,
    SUNNY_LANE,
    WANG,
    ZHAO,
    earned,
    funded,
    planned,
    registered,
    welcomed,
)

BEYOND = UnitOpened(
    at=LONG_AGO, unit="unit-beyond", kind="community", name="河对岸社区", parent=STREET
)
BREAKFAST = OfferProposed(
    at=LONG_AGO, offer="offer-breakfast", merchant=CHEN, kind="exchange", title="早餐",
    goods="food", beans=30, valid_from=date(2026, 1, 5),
)  # fmt: skip
AGREED = OfferPublished(at=LONG_AGO, offer="offer-breakfast")


def test_a_secret_is_changed_while_both_hold(hall: Telling, platform: Platform) -> None:
    made = hall.listens(platform.url)
    old = made.secrets[0]
    new = hall.wishes("change_secret", made.webhook).secrets[0]
    assert new != old
    hall.happens(registered(WANG))
    hall.delivers()
    (heard,) = platform.heard
    assert len(heard.headers["webhook-signature"].split(" ")) == 2
    for secret in (old, new):
        assert genuine(heard, secret, hall.clock.now()) == heard.event
    hall.later(hours=24)
    hall.happens(planned())
    hall.delivers()
    later = platform.heard[1]
    assert genuine(later, new, hall.clock.now()) == later.event
    assert len(later.headers["webhook-signature"].split(" ")) == 1
    with pytest.raises(WebhookVerificationError):
        genuine(later, old, hall.clock.now())


def test_what_was_heard_is_heard_again_under_the_same_ids(
    hall: Telling, platform: Platform
) -> None:
    made = hall.listens(platform.url)
    hall.happens(*ON_THE_LANE)
    hall.delivers()
    first = list(platform.ids)
    behind = hall.ledger.messages.open(first[0].removeprefix("fact-"))
    hall.wishes("replay", made.webhook, behind)
    assert hall.delivers() == 2 and platform.ids == [*first, *first[1:]]
    hall.wishes("replay", made.webhook, 0)
    assert hall.delivers() == hall.ledger.book.head()
    assert platform.ids[-3:] == first and platform.heard[5].kind == "PolicyAdopted"
    assert len(set(platform.ids)) == hall.ledger.book.head()


def test_a_test_message_goes_out_whatever_else_is(hall: Telling, platform: Platform) -> None:
    made = hall.listens(platform.url)
    asked = hall.wishes("ping", made.webhook).ping
    assert hall.delivers() == 0 and platform.ids == [asked]
    told = genuine(platform.heard[0], made.secrets[0], hall.clock.now())
    assert (told["type"], told["data"]) == ("goldenbean.Ping", {"webhook": made.webhook})
    assert (hall.now(made).ping, hall.now(made).ping_outcome) == (None, "delivered")
    platform.answers.extend([404, 404])
    hall.happens(registered(WANG))
    hall.delivers()
    hall.wishes("ping", made.webhook)
    hall.delivers()
    assert hall.now(made).ping_outcome == "status_404" and hall.now(made).tries == 1


def test_a_platform_hears_of_the_kinds_and_the_places_it_is_for(
    hall: Telling, platform: Platform, slow: Platform
) -> None:
    hall.happens(BEYOND)
    hall.listens(platform.url, hall.key(Role.STAFF, unit=SUNNY_LANE))
    hall.listens(slow.url, kinds={"VolunteerRegistered"})
    there = VolunteerRegistered(
        at=LONG_AGO, volunteer=ZHAO, number="1000000002", community=BEYOND.unit
    )
    hall.happens(registered(WANG), there, welcomed(), *funded(), earned(20), BREAKFAST, AGREED)
    hall.delivers()
    assert platform.kinds == [
        "VolunteerRegistered", "MerchantWelcomed", "FundOpened", "DonationReceived",
        "BeansAwarded", "OfferProposed", "OfferPublished",
    ]  # fmt: skip
    assert [one.event["subject"] for one in slow.heard] == [WANG, ZHAO]
    assert all(one.event["subject"] != ZHAO for one in platform.heard)


def test_a_platform_hears_no_longer_than_the_right_it_was_named_in(
    hall: Telling, platform: Platform
) -> None:
    staff = hall.key(Role.STAFF, unit=SUNNY_LANE)
    made = hall.listens(platform.url, staff)
    hall.happens(registered(WANG))
    assert hall.delivers() == 1
    hall.house.keys.revoke(staff.id)
    hall.happens(planned())
    assert hall.delivers() == 0
    assert (hall.now(made).state, hall.now(made).paused_why) == ("paused", "not_allowed")
    hall.wishes("resume", made.webhook)
    assert hall.delivers() == 0 and hall.now(made).paused_why == "not_allowed"
    assert len(platform.heard) == 1


def test_one_place_that_cannot_be_served_keeps_nobody_waiting(
    hall: Telling, platform: Platform, slow: Platform, caplog: pytest.LogCaptureFixture
) -> None:
    damaged = hall.listens(slow.url)
    hall.listens(platform.url)
    with writing(hall.house.vault) as connection:
        mine = update(WEBHOOKS).where(WEBHOOKS.c.webhook == damaged.webhook)
        connection.execute(mine.values(address=b"nobody can open this"))
    hall.happens(*ON_THE_LANE)
    assert hall.delivers() == 3 and slow.heard == []
    said = {one.getMessage() for one in caplog.records if one.name == "goldenbean"}
    assert said == {f"{damaged.webhook} was not served"}


def test_two_houses_on_one_vault_tell_nothing_twice(
    hall: Telling, platform: Platform, tmp_path: Path
) -> None:
    made = hall.listens(platform.url)
    hall.happens(*ON_THE_LANE)
    other = Telling(tmp_path, {platform.port})
    told: list[int] = []
    platform.answers.append(lambda asked: (told.append(other.delivers()), reply(asked, 204)))
    assert hall.delivers() == 3 and told == [0] and len(platform.heard) == 3
    assert other.delivers() == 0 and other.now(made) == hall.now(made)
    assert hall.house.webhooks.progress.claim(made.webhook) is not None
    assert other.house.webhooks.progress.claim(made.webhook) is None, "it is taken"
    other.house.close()


def test_a_place_that_is_ended_or_sent_back_meanwhile_is_not_written_over(
    hall: Telling, platform: Platform
) -> None:
    made = hall.listens(platform.url)
    hall.happens(*ON_THE_LANE)
    platform.answers.append(
        lambda asked: (hall.wishes("replay", made.webhook, 1), reply(asked, 204))
    )
    assert hall.delivers() == 1 and hall.now(made).position == 1
    hall.later(seconds=1)
    platform.answers.append(lambda asked: (hall.wishes("end", made.webhook), reply(asked, 204)))
    assert hall.delivers() == 1 and len(platform.heard) == 2
    assert (hall.now(made).state, hall.now(made).position) == ("ended", 1)
