"""Every page speaks both languages, reads well and brings nothing in from outside."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from jinja2 import Environment

from api.pages import reading
from api.pages.language import (
    CHINESE,
    LANGUAGE,
    LANGUAGES,
    PAGES,
    STATIC_FOLDERS,
    TEMPLATE_FOLDERS,
    asset,
    choose,
    environment,
    static_file,
    translate,
)
from api.pages.text_size import TEXT_SIZE, choose_text_size
from tests.page_samples import PAGES as SAMPLES
from tests.strict_browser import Seen

LOADING = {("script", "src"), ("link", "href"), ("img", "src"), ("form", "action"), ("a", "href")}
CHINESE_LETTER = re.compile(r"[\u4e00-\u9fff]")
CONTRAST_PAIRS = [
    ("--ink", "--paper"),
    ("--soft", "--paper"),
    ("--soft", "--card"),
    ("--green", "--paper"),
    ("--gold", "--green"),
    ("--red", "--card"),
]


@pytest.fixture(params=LANGUAGES)
def speaking(request: pytest.FixtureRequest) -> Iterator[str]:
    """A reader of one language, then one of the other."""
    token = LANGUAGE.set(request.param)
    yield request.param
    LANGUAGE.reset(token)


def _pages() -> Environment:
    pages = environment()
    pages.globals["csrf_token"] = lambda: "c5rf"
    return pages


READING_ROOM = _pages()
"""The pages as all samples share them: no template is compiled twice."""


def shown(name: str) -> str:
    """The sample page as the server would send it."""
    template, context = SAMPLES[name]
    return READING_ROOM.get_template(template).render(context)


def messages_in_use() -> set[str | tuple[str, ...]]:
    """Every English message that a template or a route of the pages asks for."""
    folders: list[tuple[Any, Any]] = [
        (folder, [("**.html", "jinja2.ext:babel_extract")]) for folder in TEMPLATE_FOLDERS
    ]
    folders += [(PAGES, [("**.py", "python")]), (TEMPLATE_FOLDERS[1].parent, [("**.py", "python")])]
    keywords = {"_": None, "gettext": None, "ngettext": (1, 2), "translate": None}
    return {
        found[2]
        for folder, method in folders
        for found in extract_from_dir(folder, method, {"**.html": {"silent": "false"}}, keywords)
    }


@pytest.mark.parametrize("name", SAMPLES)
def test_a_page_names_its_language_and_keeps_to_the_strict_rules(name: str, speaking: str) -> None:
    page = shown(name)
    seen = Seen(page)
    assert page.startswith("<!doctype html>")
    assert seen.named("html")[0]["lang"] == {"zh": "zh-CN", "en": "en"}[speaking]
    assert len(seen.named("h1")) == 1
    assert not seen.named("style")
    for tag, attributes in seen.tags:
        assert "style" not in attributes and not any(name.startswith("on") for name in attributes)
        assert tag != "script" or attributes.get("src")
        for attribute, value in attributes.items():
            if (tag, attribute) in LOADING:
                assert value and re.match(r"[/#](?!/)", value), f"{tag} leads outside: {value}"
    forms = [one for one in seen.named("form") if one["method"] == "post"]
    tokens = [one for one in seen.named("input") if one.get("name") == "_csrf_token"]
    assert len(forms) == len(tokens)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_field_has_its_label_and_every_picture_its_words(name: str) -> None:
    seen = Seen(shown(name))
    labelled = {one["for"] for one in seen.named("label")}
    fields = {one["id"] for one in seen.named("input") if one.get("type") != "hidden"}
    fields |= {one["id"] for kind in ("select", "textarea") for one in seen.named(kind)}
    assert fields == labelled
    assert all("alt" in one for one in seen.named("img"))
    ids = [attributes["id"] for _, attributes in seen.tags if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_an_english_reader_meets_no_chinese_but_a_name_and_the_way_back() -> None:
    token = LANGUAGE.set("en")
    words = "".join(Seen(shown("takings")).words)
    LANGUAGE.reset(token)
    assert not CHINESE_LETTER.search(words.replace("老王豆腐坊", "").replace("中文", ""))


def test_every_message_has_its_chinese_words_once_and_no_word_is_idle() -> None:
    translated: list[object] = []
    for path in CHINESE.glob("*.po"):
        with path.open("rb") as source:
            catalogue = read_po(source, locale="zh_CN")
        entries = [entry for entry in catalogue if entry.id]
        assert all(entry.string and not entry.fuzzy for entry in entries), path.name
        translated += [entry.id for entry in entries]
        for entry in catalogue:
            assert not list(entry.check(catalogue)), entry.id
    assert len(set(translated)) == len(translated), "one message, one place"
    assert messages_in_use() == set(translated)


def test_large_text_is_asked_for_once_and_remembered_by_its_cookie() -> None:
    token = TEXT_SIZE.set(choose_text_size("large"))
    page = shown("me")
    TEXT_SIZE.reset(token)
    assert 'class="text-large"' in page and "标准字" in page
    assert choose_text_size("enormous") == "normal" == choose_text_size(None)


@pytest.mark.parametrize(
    ("cookie", "browser", "language"),
    [
        (None, None, "zh"),
        (None, "zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        (None, "en-GB,en;q=0.9", "en"),
        (None, "fr, en;q=0.4, zh;q=0.2", "en"),
        (None, "en;q=0, *", "zh"),
        (None, "en;q=abc", "zh"),
        (None, "en; q=0.2, zh; q=0.9", "zh"),
        ("zh", "en", "zh"),
        ("en", "zh-CN", "en"),
        ("xx", "en", "en"),
    ],
)
def test_a_reader_is_met_in_chinese_unless_english_is_wanted(
    cookie: str | None, browser: str | None, language: str
) -> None:
    assert choose(cookie, browser) == language


def test_words_from_a_route_follow_the_reader(speaking: str) -> None:
    wanted = {"zh": "您好，张**", "en": "Hello, 张**"}
    assert translate("Hello, %(name)s", name="张**") == wanted[speaking]


def test_hours_are_never_rounded_up_and_a_missing_hour_never_down() -> None:
    assert [reading.hours(minutes) for minutes in (0, 5, 6, 59, 60, 5645, 75_630)] == [
        "0",
        "0",
        "0.1",
        "0.9",
        "1",
        "94",
        "1,260.5",
    ]
    assert [reading.hours_needed(minutes) for minutes in (0, 1, 355, 360)] == [
        "0",
        "0.1",
        "6",
        "6",
    ]


def test_amounts_and_codes_are_written_for_the_eye() -> None:
    assert reading.beans(1250) == "1,250"
    assert [reading.beans(n, signed=True) for n in (60, -30, 0)] == ["+60", "\u221230", "0"]
    assert [reading.yuan(fen) for fen in (5, 36_50, -100)] == ["¥0.05", "¥36.50", "\u2212¥1.00"]
    assert reading.code_groups("123456789012") == "1234 5678 9012"


def test_a_time_is_told_in_shanghai_whatever_its_offset() -> None:
    early = datetime(2026, 11, 22, 17, 30, tzinfo=UTC)
    assert reading.local_time(early, "zh") == "11月23日 周一 01:30"
    assert reading.local_time(early, "en") == "Mon 23 Nov, 01:30"
    assert reading.month_name("2026-11", "en") == "November 2026"
    with pytest.raises(ValueError, match="offset"):
        reading.local_time(datetime(2026, 11, 23), "zh")


def test_beans_that_expire_at_midnight_are_good_until_the_day_before() -> None:
    midnight = datetime(2027, 1, 1, tzinfo=reading.SHANGHAI)
    assert reading.last_day(midnight, "zh") == "2026年12月31日"


def test_a_static_file_changes_its_address_with_its_content() -> None:
    assert re.fullmatch(r"/static/golden-bean\.css\?v=[0-9a-f]{10}", asset("golden-bean.css"))


def test_what_is_borrowed_is_what_was_checked() -> None:
    for sums in (sums for one in STATIC_FOLDERS for sums in one.glob("vendor/*/SHA256SUMS")):
        for line in sums.read_text().splitlines():
            digest, name = line.split()
            assert hashlib.sha256((sums.parent / name).read_bytes()).hexdigest() == digest
        assert (sums.parent / "LICENSE").exists()


@pytest.mark.parametrize(("letters", "ground"), CONTRAST_PAIRS)
def test_letters_stand_out_from_their_ground(letters: str, ground: str) -> None:
    style = static_file("golden-bean.css").read_text()
    assert "url(" not in style and "@import" not in style
    colours = dict(re.findall(r"(--[a-z]+):(#[0-9a-f]{3,6})", style))
    light, dark = sorted((luminance(colours[letters]), luminance(colours[ground])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def luminance(colour: str) -> float:
    """Relative luminance of a hex colour. Source: WCAG 2.2, definition of relative luminance."""
    digits = colour[1:] if len(colour) == 7 else "".join(letter * 2 for letter in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
