"""Second steps: the page that asks for a telephone's digits, or shows a telephone its secret."""

from __future__ import annotations

from typing import Any

from litestar.response import Template
from markupsafe import Markup

from api.pages.language import translate
from api.pages.visits import Visit, page
from api.qr import svg
from api.signing_in.second_step import address_of_secret


def asked_for_step(visit: Visit, status: int, **context: Any) -> Template:
    """The page for somebody whose telephone counts already."""
    return page(visit, "second_step.html", status, state="ask", **context)


def offered_step(visit: Visit, secret: str, status: int, **context: Any) -> Template:
    """The page for a telephone that is to count from now on."""
    picture = svg(address_of_secret(secret), translate("Second step as a picture"))
    return page(
        visit, "second_step.html", status, state="enrol", secret=secret,
        qr_svg=Markup(picture), **context,
    )  # fmt: skip
