"""Preferences: the language and the size of the letters, remembered by this browser alone."""

from __future__ import annotations

import msgspec
from litestar import post
from litestar.datastructures import Cookie
from litestar.params import URLEncodedBody
from litestar.response import Redirect

from api.access.table import OPEN_TO_ALL
from api.pages.language import LANGUAGE_COOKIE, LANGUAGES
from api.pages.text_size import TEXT_SIZE_COOKIE, TEXT_SIZES
from api.pages.visits import local_path

_A_YEAR_SECONDS = 365 * 24 * 3600


class Wish(msgspec.Struct):
    """The button that was pressed, and the page it stood on."""

    language: str = ""
    text_size: str = ""
    back: str = "/"


@post("/preferences", opt=OPEN_TO_ALL, status_code=303, sync_to_thread=False)
def prefer(data: URLEncodedBody[Wish]) -> Redirect:
    """Remember a choice and go back to the page it was made on."""
    chosen = Redirect(local_path(data.back), status_code=303)
    if data.language in LANGUAGES:
        chosen.set_cookie(remembered(LANGUAGE_COOKIE, data.language))
    if data.text_size in TEXT_SIZES:
        chosen.set_cookie(remembered(TEXT_SIZE_COOKIE, data.text_size))
    return chosen


def remembered(name: str, value: str) -> Cookie:
    """A choice that this browser keeps for a year."""
    return Cookie(name, value=value, max_age=_A_YEAR_SECONDS, httponly=True, samesite="lax")


ROUTES = [prefer]
