"""Every page at every moment of its life: axe finds nothing, and nothing lies beyond the edge."""

from __future__ import annotations

import mimetypes
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route

from api.pages.language import LANGUAGE, LANGUAGES, static_file
from api.pages.text_size import TEXT_SIZE
from tests.page_samples import PAGES as SAMPLES
from tests.test_templates import shown

KEPT_IN = os.environ.get("GOLDENBEAN_PICTURES")
"""A directory for pictures of every page, for whoever wants to look at them."""
SITE = "http://golden-bean.test"
PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SMALLEST_TARGET_PIXELS = 44

TOUCHED = "button, .button, input, select, textarea, summary"
TOO_SMALL = f"""() => [...document.querySelectorAll("{TOUCHED}")]
    .filter(one => one.offsetParent && !["hidden", "checkbox", "radio"].includes(one.type))
    .filter(one => one.getBoundingClientRect().height < {SMALLEST_TARGET_PIXELS})
    .map(one => one.textContent.trim() || one.id)"""
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
HUGE = "() => { document.documentElement.style.fontSize = '32px' }"


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[Page]:
    """A telephone that is handed one page after the other, without a server."""
    context = browser.new_context(viewport=PHONE, base_url=SITE)
    context.route("**/*", _answer)
    yield context.new_page()
    context.close()


_shown: dict[str, str] = {}


def _answer(route: Route) -> None:
    path = urlsplit(route.request.url).path
    if path.startswith("/static/"):
        file = static_file(path.removeprefix("/static/"))
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        route.fulfill(body=file.read_bytes(), content_type=kind)
    elif path in _shown:
        route.fulfill(body=_shown[path], content_type="text/html; charset=utf-8")
    else:
        route.fulfill(status=404, body="")


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_and_nothing_lies_beyond_the_edge(
    phone: Page, name: str, language: str
) -> None:
    _open(phone, name, language, "normal")
    found: dict[str, Any] = Axe().run(phone, options=RULES).response
    wrong = [
        (one["id"], [node["html"][:160] for node in one["nodes"]]) for one in found["violations"]
    ]
    assert wrong == []
    assert phone.evaluate(SIDEWAYS) <= 0
    assert phone.evaluate(TOO_SMALL) == [], "too small for a thumb"
    _keep(phone, f"{name}-{language}")
    _open(phone, name, language, "large")
    assert phone.evaluate(SIDEWAYS) <= 0, "in the elders' size"
    _keep(phone, f"{name}-{language}-large")
    phone.set_viewport_size(NARROW)
    phone.evaluate(HUGE)
    assert phone.evaluate(SIDEWAYS) <= 0, "narrow, with huge letters"
    _keep(phone, f"{name}-{language}-huge")


def _open(phone: Page, name: str, language: str, size: str) -> None:
    tokens = LANGUAGE.set(language), TEXT_SIZE.set(size)
    _shown["/page"] = shown(name)
    LANGUAGE.reset(tokens[0])
    TEXT_SIZE.reset(tokens[1])
    phone.set_viewport_size(PHONE)
    phone.goto("/page")


def _keep(phone: Page, name: str) -> None:
    if KEPT_IN:
        name = name.replace("/", "-").replace(" ", "-")
        phone.screenshot(path=str(Path(KEPT_IN) / f"{name}.png"), full_page=True)
