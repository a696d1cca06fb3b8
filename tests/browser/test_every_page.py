"""Every page at every moment of its life: axe finds nothing, and nothing lies beyond the edge."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from api.pages.language import LANGUAGE, LANGUAGES
from api.pages.text_size import TEXT_SIZE
from tests.browser.stand import AXE, PAGE, Stand
from tests.page_samples import PAGES as SAMPLES
from tests.test_templates import shown

KEPT_IN = os.environ.get("GOLDENBEAN_PICTURES")
"""A directory for pictures of every page, for whoever wants to look at them."""
PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}
RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
SMALLEST_TARGET_PIXELS = 44

TOUCHED = "button, .button, input, select, textarea, summary"
TOO_SMALL = f"""() => [...document.querySelectorAll("{TOUCHED}")]
    .filter(one => one.offsetParent && !["hidden", "checkbox", "radio"].includes(one.type))
    .filter(one => one.getBoundingClientRect().height < {SMALLEST_TARGET_PIXELS})
    .map(one => one.textContent.trim() || one.id)"""
FOUND = "rules => axe.run(document, rules).then(found => found.violations)"
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
HUGE = "() => { document.documentElement.style.fontSize = '32px' }"


@pytest.fixture(scope="module")
def stand() -> Iterator[Stand]:
    """Where the pages are held out, without a house behind them."""
    with Stand() as opened:
        yield opened


@pytest.fixture(scope="module")
def phone(browser: Browser, stand: Stand) -> Iterator[Page]:
    """A telephone that looks at one page after the other."""
    context = browser.new_context(viewport=PHONE, base_url=stand.address)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_and_nothing_lies_beyond_the_edge(
    phone: Page, stand: Stand, name: str, language: str
) -> None:
    stand.page = _drawn(name, language, "normal")
    phone.set_viewport_size(PHONE)
    phone.goto(PAGE)
    phone.add_script_tag(url=AXE)
    found: list[dict[str, Any]] = phone.evaluate(FOUND, RULES)
    wrong = [(one["id"], [node["html"][:160] for node in one["nodes"]]) for one in found]
    assert wrong == []
    assert phone.evaluate(SIDEWAYS) <= 0
    assert phone.evaluate(TOO_SMALL) == [], "too small for a thumb"
    _keep(phone, f"{name}-{language}")
    stand.page = _drawn(name, language, "large")
    phone.goto(PAGE)
    assert phone.evaluate(SIDEWAYS) <= 0, "in the elders' size"
    _keep(phone, f"{name}-{language}-large")
    phone.set_viewport_size(NARROW)
    phone.evaluate(HUGE)
    assert phone.evaluate(SIDEWAYS) <= 0, "narrow, with huge letters"
    _keep(phone, f"{name}-{language}-huge")


def _drawn(name: str, language: str, size: str) -> str:
    tokens = LANGUAGE.set(language), TEXT_SIZE.set(size)
    page = shown(name)
    LANGUAGE.reset(tokens[0])
    TEXT_SIZE.reset(tokens[1])
    return page


def _keep(phone: Page, name: str) -> None:
    if KEPT_IN:
        name = name.replace("/", "-").replace(" ", "-")
        phone.screenshot(path=str(Path(KEPT_IN) / f"{name}.png"), full_page=True)
