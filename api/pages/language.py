"""The language a page speaks: Chinese first, English for those who ask for it."""

from __future__ import annotations

import hashlib
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.pages import reading
from api.pages.text_size import TEXT_SIZE

LANGUAGES = ("zh", "en")
LANGUAGE_COOKIE = "language"
LANGUAGE: ContextVar[str] = ContextVar("LANGUAGE", default="zh")

PAGES = Path(__file__).parent
TEMPLATE_FOLDERS = (
    PAGES / "templates",
    PAGES.parents[1] / "merchant_portal" / "templates",
)
STATIC_FOLDERS = (
    PAGES / "static",
    PAGES.parents[1] / "merchant_portal" / "static",
)
CHINESE = PAGES / "locales" / "zh_CN"
"""The Chinese words of the pages, one file per story; the English message is the key."""


def choose(cookie: str | None, accept_language: str | None) -> str:
    """`zh` or `en`: the reader's own choice, else the browser's, else Chinese."""
    if cookie in LANGUAGES:
        return str(cookie)
    wanted = [tag for tag in _by_preference(accept_language or "") if tag in LANGUAGES]
    return wanted[0] if wanted else "zh"


def translate(message: str, **values: object) -> str:
    """An English message in the reader's language, for words that come from a route."""
    text = _catalogue(LANGUAGE.get()).gettext(message)
    return text % values if values else text


def environment() -> Environment:
    """The template environment of all pages, ready for Litestar's `from_environment`."""
    pages = Environment(
        loader=FileSystemLoader(TEMPLATE_FOLDERS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    pages.install_gettext_callables(  # type: ignore[attr-defined]
        lambda message: _catalogue(LANGUAGE.get()).gettext(message),
        lambda one, many, count: _catalogue(LANGUAGE.get()).ngettext(one, many, count),
        newstyle=True,
    )
    pages.globals.update(
        asset=asset,
        language=LANGUAGE.get,
        text_size=TEXT_SIZE.get,
    )
    pages.filters.update(
        hours=reading.hours,
        hours_needed=reading.hours_needed,
        beans=reading.beans,
        yuan=reading.yuan,
        code_groups=reading.code_groups,
        local_time=_local_time,
        last_day=_last_day,
        plain_day=_plain_day,
        month_name=_month_name,
    )
    return pages


@cache
def asset(name: str) -> str:
    """The address of a static file; it changes with the content, so browsers may keep it."""
    digest = hashlib.sha256(static_file(name).read_bytes()).hexdigest()
    return f"/static/{name}?v={digest[:10]}"


def static_file(name: str) -> Path:
    """Where a static file lies; FileNotFoundError when no room brings one of that name."""
    for folder in STATIC_FOLDERS:
        if (folder / name).is_file():
            return folder / name
    raise FileNotFoundError(name)


@cache
def _catalogue(language: str) -> NullTranslations:
    if language != "zh":
        return NullTranslations()
    first, *others = (_read(path) for path in sorted(CHINESE.glob("*.po")))
    for words in others:
        first.merge(words)
    return first


def _read(path: Path) -> Translations:
    compiled = BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source, locale="zh_CN"))
    compiled.seek(0)
    return Translations(compiled)


def _by_preference(accept_language: str) -> list[str]:
    """The main tags of an Accept-Language header, the most wanted first; refused ones left out."""
    weighed: list[tuple[float, str]] = []
    for part in accept_language.replace(" ", "").split(","):
        tag, _, weight = part.partition(";q=")
        try:
            quality = float(weight) if weight else 1.0
        except ValueError:
            quality = 0.0
        if quality > 0:
            weighed.append((quality, tag.split("-")[0].lower()))
    return [tag for _, tag in sorted(weighed, key=lambda pair: -pair[0])]


def _local_time(moment: datetime, form: str = "day_time") -> str:
    return reading.local_time(moment, LANGUAGE.get(), form)


def _last_day(expires_at: datetime) -> str:
    return reading.last_day(expires_at, LANGUAGE.get())


def _plain_day(day: date) -> str:
    return reading.plain_day(day, LANGUAGE.get())


def _month_name(month: str) -> str:
    return reading.month_name(month, LANGUAGE.get())
