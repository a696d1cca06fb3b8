"""QR codes that a reader reads, from a page, from paper and from a terminal."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from api import qr

GATE = "HTTPS://BEANS.EXAMPLE/A/01K2M3N4P5Q6R7S8T9ABCDEFGH"
COUNTER = "GBR012345678901"
PIXELS = 4


def read(picture: Image.Image) -> str:
    """What the reader sees, as a telephone would."""
    (seen,) = zxingcpp.read_barcodes(picture)
    return seen.text


def painted(drawing: str) -> Image.Image:
    """Paint the rectangles of the drawing in their order, knowing nothing of QR codes."""
    svg = ElementTree.fromstring(drawing)
    size = int(svg.attrib["viewBox"].split()[2])
    picture = Image.new("L", (size * PIXELS, size * PIXELS), "grey")
    pen = ImageDraw.Draw(picture)
    for path in svg.iter("{http://www.w3.org/2000/svg}path"):
        rectangles = re.findall(r"M(\d+) (\d+)h(\d+)v(\d+)(?:h-\3|H0)z", path.attrib["d"])
        for x, y, width, height in (map(int, rectangle) for rectangle in rectangles):
            corner = ((x + width) * PIXELS - 1, (y + height) * PIXELS - 1)
            pen.rectangle((x * PIXELS, y * PIXELS, *corner), fill=path.attrib.get("fill", "black"))
    return picture


@pytest.mark.parametrize("payload", [GATE, COUNTER, "https://beans.example/a/金沙"])
def test_the_drawing_is_read_back(payload: str) -> None:
    assert read(painted(qr.svg(payload, "签到码"))) == payload


def test_a_white_plate_of_four_modules_surrounds_the_code() -> None:
    picture = painted(qr.svg(COUNTER, "兑换码"))

    assert picture.getpixel((0, 0)) == 255
    dark = picture.point(lambda light: 255 - light).getbbox()
    assert dark == (16, 16, picture.width - 16, picture.height - 16)


def test_a_counter_code_is_small() -> None:
    drawing = qr.svg(COUNTER, "兑换码")

    assert 'viewBox="0 0 29 29"' in drawing
    assert len(drawing) < 3000


def test_a_screen_reader_hears_the_title_and_no_title_breaks_the_drawing() -> None:
    svg = ElementTree.fromstring(qr.svg(COUNTER, "<兑换码> & more"))

    assert svg.attrib["role"] == "img"
    assert svg.findtext("{http://www.w3.org/2000/svg}title") == "<兑换码> & more"


def test_the_same_code_is_drawn_once() -> None:
    assert qr.svg(COUNTER, "兑换码") is qr.svg(COUNTER, "兑换码")


def test_a_terminal_shows_it_light_on_dark_whatever_its_colours() -> None:
    lines = qr.terminal(GATE).splitlines()
    assert all(line.startswith("\x1b[38;5;231;48;5;16m") for line in lines)
    assert all(line.endswith("\x1b[0m") for line in lines)

    plain = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in lines]
    picture = Image.new("L", (len(plain[0]), 2 * len(plain)), "black")
    for y, line in enumerate(plain):
        for x, block in enumerate(line):
            if block in "█▀":
                picture.putpixel((x, 2 * y), 255)
            if block in "█▄":
                picture.putpixel((x, 2 * y + 1), 255)
    assert read(picture.resize((picture.width * 4, picture.height * 4))) == GATE
