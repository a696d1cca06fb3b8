"""A badge before Master Chen's phone: read from a photo, paid with a PIN that leaves no trace."""

from __future__ import annotations

import io

import qrcode
from playwright.sync_api import expect

from api.ledgers import FIRST
from tests.browser.conftest import OpenHouse, Phones
from tests.browser.test_look import merchant
from tests.doorstep import WANG

PIN = "471953"


def photo(text: str) -> dict[str, object]:
    """A photo of the code on a badge, or of any other."""
    picture = io.BytesIO()
    qrcode.make(text).save(picture)
    return {"name": "photo.png", "mimeType": "image/png", "buffer": picture.getvalue()}


def test_a_badge_is_read_and_the_pin_typed_next(lane: OpenHouse, phone: Phones) -> None:
    lane.serves(WANG)
    issued = lane.house.gate.issue_badge(WANG, FIRST, PIN, issued_by="key-office")
    chen = phone(merchant(lane))
    chen.goto("/merchant/badge")
    chen.locator("#photo").set_input_files([photo("https://elsewhere.test/coupon")])  # type: ignore[list-item]
    expect(chen.locator("#told-foreign")).to_be_visible()
    chen.locator("#photo").set_input_files([photo(f"{lane.address}/b/{issued.code}")])  # type: ignore[list-item]
    expect(chen.locator("#told-read")).to_be_visible()
    expect(chen.locator("#badge")).to_have_value(issued.code)
    expect(chen.locator("#pin")).to_be_focused()
    chen.keyboard.type(PIN)
    chen.keyboard.press("Enter")
    expect(chen.locator(".vast")).to_have_text("20")
    chen.locator("#beans").fill("12")
    chen.get_by_role("button", name="兑换", exact=True).click()
    expect(chen.locator(".vast")).to_have_text("8")
    assert PIN not in chen.content() and issued.code not in chen.content()
