"""Pages: every page there is, its address filled in with what is at home on the lane."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import count

import msgspec
from httpx import Response

from api.access.roles import Role
from api.access.who import Who, person_of
from api.pages import routes
from api.pages.clerks import clerk_of
from api.signing_in.proofs import Proof
from api.signing_in.sessions import SESSION_COOKIE
from merchant_portal.portal import portal
from tests.access.desk import at_the_desk
from tests.access.town import Town
from tests.house_open import PHONES

AT_THE_DESK = ("appointment", "key", "asked", "invitation")
WAITING = (
    "proposal", "objection", "offer", "signal", "donation", "settlement", "month", "voucher",
    "certificate", "period", "webhook", "imported", "sample",
)  # fmt: skip
"""What the town has once somebody asks for it."""
_ID = re.compile(r"\{(\w+):\w+\}")


def pages() -> Iterator[tuple[str, str | None]]:
    """Every page by method and address, and the deed it is for; None for everybody's."""
    for page in routes.pages(portal(clerk_of)).routes:
        for handler in page.route_handlers:
            for method in sorted(handler.http_methods - {"OPTIONS", "HEAD"}):
                address = _ID.sub(r"{\1}", page.path)
                yield f"{method} {address}", handler.opt["deed"]


def person_behind(who: Who, number: int) -> Who:
    """The same somebody, come in by the door for people."""
    own = who.volunteer if who.role is Role.VOLUNTEER else None
    person = person_of(own or f"volunteer-{number:018d}")
    return msgspec.structs.replace(who, id="session", person=person)


def addressed(address: str, town: Town) -> str:
    """The address with the ids of the town."""
    known = {
        "volunteer": town.bao if address.endswith("guardian") else town.wang.who.volunteer,
        "activity": town.activity, "redemption": town.redemption, "code": "0" * 26,
        "token": "x" * 43, "about": town.wang.who.volunteer, "reference": town.attendance,
        "attendance": town.attendance, "merchant": town.fang.who.merchant, "fund": town.fund,
        "unit": town.lane, "figure": "arrivals",
    }  # fmt: skip
    known |= {name: getattr(town, name) for name in WAITING if f"{{{name}}}" in address}
    if any(f"{{{name}}}" in address for name in AT_THE_DESK):
        known |= at_the_desk(town)
    return re.sub(r"\{(\w+)\}", lambda found: str(known[found[1]]), address)


def _empty(town: Town) -> dict[str, str | None]:
    return {}


FORMS: dict[str, Callable[[Town], dict[str, str | None]]] = {
    "POST /desk/settlements/closing": lambda town: {
        "merchant": str(town.chen.who.merchant), "month": "2026-11"
    },
    "POST /desk/settlements/{settlement}/answers": lambda town: {"line": town.redemption},
    "POST /desk/people/find": lambda town: {"named": PHONES["王秀英"]},
    "POST /desk/people/{volunteer}/look-up": lambda town: {"purpose": "call"},
    "POST /desk/people/{volunteer}/consents": lambda town: {
        "purpose": "publishing", "answer": "yes"
    },
    "POST /desk/people/{volunteer}/guardian": lambda town: {"named": PHONES["赵小梅"]},
    "POST /desk/people/{volunteer}/household": lambda town: {"named": PHONES["赵小梅"]},
    "POST /desk/honours/nominations": lambda town: {
        "honour": "covenant_keeper", "subject": town.household, "unit": town.lane, "period": "2026",
    },
    "POST /desk/people/{volunteer}/excuses": lambda town: {
        "first": "2026-11-01", "last": "2026-11-15", "percent": "50", "reference": "R-7",
    },
    "POST /desk/people/{volunteer}/excuses/withdrawal": lambda town: {"excuse": town.excuse},
    "POST /desk/people/{volunteer}/household/building": lambda town: {"building": town.building},
    "POST /desk/people/new": lambda town: {
        "step": "read", "display_name": "新邻居", "phone": "13900009999", "community": town.lane,
    },
    "POST /desk/roles/new": lambda town: {
        "role": "organizer", "named": PHONES["赵小梅"], "bound": town.lane, "since": "2026-11-22",
    },
    "POST /desk/keys/new": lambda town: {"role": "organizer", "bound": town.lane, "days": "1"},
    "POST /desk/webhooks": lambda town: {"url": "https://city.invalid/beans"},
    "POST /desk/webhooks/{webhook}": lambda town: {"act": "ping"},
    "POST /desk/offers/{offer}": lambda town: {"act": "publish"},
    "POST /desk/shops/{merchant}/offers": lambda town: {
        "title": "牛肉面一碗", "goods": "food", "kind": "exchange", "beans": "80",
    },
    "POST /desk/shops/{merchant}": lambda town: {"act": "suspend", "reason": "closed"},
    "POST /roles": lambda town: {"role": "volunteer"},
    "POST /activities/{activity}": lambda town: {"answer": "come"},
    "POST /me/record/{reference}/objection": lambda town: {"words": "我十点才到"},
    "POST /desk/activities/{activity}/presence": lambda town: {
        "act": "check_in", "volunteer": str(town.wang.who.volunteer),
    },
    "POST /desk/activities/{activity}/flags": lambda town: {
        "attendance": town.attendance, "reason": "late_scan", "outcome": "harmless",
    },
    "POST /desk/people/{volunteer}/vouchers": lambda town: {"beans": "10"},
    "POST /desk/people/{volunteer}/helpers": lambda town: {"named": PHONES["赵小梅"]},
    "POST /desk/export": lambda town: {"purpose": "报送"},
    "POST /desk/people/{volunteer}/certificates/withdrawal": lambda town: {
        "certificate": town.certificate, "reason": "asked_for",
    },
    "POST /desk/funds/new": lambda town: {"name": "新基金", "community": town.lane},
    "POST /desk/funds/{fund}": lambda town: {"yuan": "20"},
    "POST /desk/people/{volunteer}/stars": lambda town: {"star": "1", "reference": "12号"},
    "POST /desk/people/{volunteer}/violations": lambda town: {
        "kind": "fraud", "reference": "3号",
    },
    "POST /desk/people/{volunteer}/violations/annulment": lambda town: {
        "violation": town.violation, "reference": "9号",
    },
    "POST /desk/funds/{fund}/donations/{donation}/correction": lambda town: {
        "yuan": "90", "reason": "mistyped",
    },
    "POST /desk/signals/{signal}/review": lambda town: {"outcome": "dismissed"},
    "POST /desk/samples/{sample}/checks": lambda town: {
        "attendance": town.attendance, "found": "in_order",
    },
    "POST /desk/activities/{activity}/notices": lambda town: {
        "volunteer": str(town.wang.who.volunteer), "change": "0",
    },
    "POST /desk/activities/{activity}/no-shows": lambda town: {
        "volunteer": str(town.wang.who.volunteer), "act": "mark",
    },
}  # fmt: skip
"""What is typed where an empty form would not come as far as the lane; keys are drawn afresh."""
_form_keys = count(1)


def visit(town: Town, who: Who | None, page: str, **headers: str) -> Response:
    """Open or press a page, with a session of its own and a form of ours."""
    method, _, address = page.partition(" ")
    browser = town.home.client
    browser.cookies.clear()
    if who is not None:
        begun = town.home.house.gate.sessions.begin(who, Proof.SECOND_STEP)
        browser.cookies.set(SESSION_COOKIE, begun.cookie)
    form = {"form_key": f"walk-{next(_form_keys)}", **FORMS.get(page, _empty)(town)}
    if method == "POST":
        browser.cookies.set("csrftoken", town.forms_token)
        headers = {"x-csrftoken": town.forms_token, **headers}
    answer = browser.request(
        method, addressed(address, town), follow_redirects=False, headers=headers,
        data=form if method == "POST" else None,
    )  # fmt: skip
    browser.cookies.clear()
    return answer
