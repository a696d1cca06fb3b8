"""A paper voucher before the counter's reader: it is known, looked at, and needs no number."""

from __future__ import annotations

import json

from playwright.sync_api import expect

from api.access.roles import Role
from api.ledgers import FIRST
from api.signing_in.sessions import guest
from ledger.vouchers import PrintVoucher
from tests.browser.conftest import OpenHouse, Phones
from tests.doorstep import NOODLES, WANG


def test_what_the_camera_reads_off_the_paper_is_taken_as_a_whole(
    lane: OpenHouse, phone: Phones
) -> None:
    lane.serves(WANG)
    codes = lane.ledger.voucher_codes
    code = codes.for_key("paper")
    lane.happens(PrintVoucher(redemption=codes.redemption_id(code), volunteer=WANG, beans=20))
    chen = phone(lane.link(guest(Role.MERCHANT, FIRST, merchant=NOODLES)))

    expect(chen.get_by_role("button", name="打开摄像头扫码")).to_be_visible()
    assert not chen.evaluate('GoldenBean.take("GBV123456789012")'), "twelve digits are none of ours"
    assert chen.evaluate(f"GoldenBean.take({json.dumps(codes.qr_text(code))})")
    expect(chen.get_by_label("志愿者的兑换码")).to_have_value(codes.pretty(code))
    expect(chen.locator("#look")).to_contain_text("纸质兑换券，整张使用")
    expect(chen.get_by_label("账单")).to_be_focused()
    chen.get_by_role("button", name="兑换", exact=True).click()
    expect(chen.locator("#answer")).to_contain_text("20 颗金豆")
    expect(chen.locator("#answer")).to_contain_text("纸质兑换券")
