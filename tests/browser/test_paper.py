"""What goes on the wall is printed: no navigation on the sheet, and the code still reads."""

from __future__ import annotations

import io
from urllib.parse import urlsplit

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from api.access.roles import Role
from api.ledgers import FIRST
from api.signing_in.sessions import guest
from tests.browser.conftest import OpenHouse, Phones
from tests.doorstep import SWEEPING
from tests.neighbourhood import SUNNY_LANE

pytestmark = pytest.mark.browser
A4 = {"width": 794, "height": 1123}
"""A sheet in CSS pixels, 96 to the inch."""
AT_200_DPI = 200 / 96


def test_the_code_for_the_wall_reads_from_paper(lane: OpenHouse, phone: Phones) -> None:
    link = lane.link(guest(Role.ORGANIZER, FIRST, unit=SUNNY_LANE))
    desk = phone(link, viewport=A4, device_scale_factor=AT_200_DPI)
    desk.goto(f"/desk/activities/{SWEEPING}/printed-code")
    desk.emulate_media(media="print")
    for hidden in (".top", ".foot"):
        expect(desk.locator(hidden).first).to_be_hidden()
    sheet = Image.open(io.BytesIO(desk.screenshot()))
    (found,) = zxingcpp.read_barcodes(sheet)
    letters = desk.locator(".letters").inner_text().replace(" ", "")
    assert urlsplit(found.text).path == f"/a/{letters}"
