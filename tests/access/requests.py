"""Requests: for every call of the API, one that touches what is at home on the lane."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.access.asked import Asked
from tests.access.counting import OF_COUNTING
from tests.access.funds import OF_FUNDS
from tests.access.households import OF_HOUSEHOLDS
from tests.access.lists import OF_EVALUATIONS, OF_SAMPLES
from tests.access.records import OF_RECORDS
from tests.access.statements import OF_STATEMENTS
from tests.access.town import Town
from tests.access.webhooks import OF_THE_FEED
from tests.house_open import Neighbour


def _plan(town: Town) -> dict[str, Any]:
    return {
        "title": "扫楼道", "category": "general", "community": town.lane, "place": "3 号楼",
        "starts_at": "2026-12-01T09:00:00+08:00", "ends_at": "2026-12-01T11:00:00+08:00",
    }  # fmt: skip


def _person(town: Town) -> dict[str, Any]:
    phone = f"1390000{town.home.facts():04d}"
    return {"display_name": "新邻居", "phone": phone, "community": town.lane}


def _rated(town: Town) -> dict[str, Any]:
    return {"attendances": [{"attendance": town.attendance, "rating": 5}]}


def _remembered(who: Neighbour) -> dict[str, Any]:
    presence = {
        "volunteer": who.who.volunteer, "came_at": "2026-11-22T09:00:00+08:00",
        "left_at": "2026-11-22T11:00:00+08:00", "rating": 5,
    }  # fmt: skip
    return {"presences": [presence], "proof": "合影"}


def _who(town: Town) -> dict[str, Any]:
    return {"volunteer": town.wang.who.volunteer}


CALLS: dict[str, Callable[[Town], Asked]] = {
    "POST /org-units": lambda t: Asked(
        "/org-units", {"kind": "grid", "name": "二网格", "parent": t.lane}
    ),
    "GET /org-units": lambda t: Asked("/org-units", None, {"parent": t.lane}),
    "GET /org-units/{unit}": lambda t: Asked(f"/org-units/{t.lane}"),
    "POST /org-units/{unit}/move": lambda t: Asked(
        f"/org-units/{t.fresh('grid')[0]}/move", {"parent": t.lane}
    ),
    "POST /org-units/mergers": lambda t: Asked(
        "/org-units/mergers", {"units": t.fresh("grid", times=2), "name": "合一", "parent": t.lane}
    ),
    "POST /org-units/{unit}/split": lambda t: Asked(
        f"/org-units/{t.fresh('grid')[0]}/split",
        {"parts": [{"name": "东"}, {"name": "西"}], "rest": 0},
    ),
    "POST /org-units/{unit}/closing": lambda t: Asked(
        f"/org-units/{t.fresh('grid')[0]}/closing", {}
    ),
    "POST /volunteers/{volunteer}/move": lambda t: Asked(
        f"/volunteers/{t.wang.who.volunteer}/move", {"community": t.lane}
    ),
    "POST /teams": lambda t: Asked("/teams", {"name": "新队", "kind": "x", "community": t.lane}),
    "POST /teams/{team}/members": lambda t: Asked(f"/teams/{t.red}/members", _who(t)),
    "POST /volunteers": lambda t: Asked("/volunteers", _person(t)),
    "POST /activities": lambda t: Asked("/activities", _plan(t)),
    "GET /activities": lambda t: Asked("/activities"),
    "GET /activities/{activity}": lambda t: Asked(f"/activities/{t.activity}"),
    "POST /activities/{activity}/move": lambda t: Asked(
        f"/activities/{t.activity}/move", {"place": "西门"}
    ),
    "POST /activities/{activity}/cancellation": lambda t: Asked(
        f"/activities/{t.activity}/cancellation", {"reason": "下雨"}
    ),
    "POST /activities/{activity}/sign-ups": lambda t: Asked(
        f"/activities/{t.activity}/sign-ups", _who(t)
    ),
    "POST /activities/{activity}/sign-ups/withdrawal": lambda t: Asked(
        f"/activities/{t.activity}/sign-ups/withdrawal", _who(t)
    ),
    "GET /activities/{activity}/sign-ups": lambda t: Asked(f"/activities/{t.activity}/sign-ups"),
    "GET /activities/{activity}/notices": lambda t: Asked(f"/activities/{t.activity}/notices"),
    "POST /activities/{activity}/notices": lambda t: Asked(
        f"/activities/{t.activity}/notices", _who(t)
    ),
    "POST /activities/{activity}/no-shows": lambda t: Asked(
        f"/activities/{t.activity}/no-shows", _who(t)
    ),
    "POST /activities/{activity}/no-shows/excuse": lambda t: Asked(
        f"/activities/{t.activity}/no-shows/excuse", _who(t) | {"reason": "住院"}
    ),
    "POST /volunteers/{volunteer}/skills": lambda t: Asked(
        f"/volunteers/{t.wang.who.volunteer}/skills", {"skill": "first_aid"}
    ),
    "POST /volunteers/{volunteer}/skills/end": lambda t: Asked(
        f"/volunteers/{t.wang.who.volunteer}/skills/end", {"skill": "first_aid"}
    ),
    "GET /activities/{activity}/code": lambda t: Asked(f"/activities/{t.activity}/code"),
    "GET /activities/{activity}/code.svg": lambda t: Asked(f"/activities/{t.activity}/code.svg"),
    "GET /activities/{activity}/printed-code": lambda t: Asked(
        f"/activities/{t.activity}/printed-code"
    ),
    "GET /activities/{activity}/printed-code.svg": lambda t: Asked(
        f"/activities/{t.activity}/printed-code.svg"
    ),
    "POST /check-ins": lambda t: Asked("/check-ins", {"code": t.home.shown(t.open_activity)}),
    "POST /check-outs": lambda t: Asked("/check-outs", {"code": t.home.shown(t.open_activity)}),
    "POST /activities/{activity}/check-ins": lambda t: Asked(
        f"/activities/{t.activity}/check-ins", _who(t)
    ),
    "POST /activities/{activity}/check-outs": lambda t: Asked(
        f"/activities/{t.activity}/check-outs", _who(t)
    ),
    "GET /activities/{activity}/attendances": lambda t: Asked(
        f"/activities/{t.activity}/attendances"
    ),
    "POST /activities/{activity}/confirmations": lambda t: Asked(
        f"/activities/{t.activity}/confirmations", _rated(t)
    ),
    "POST /attendances/{attendance}/flags": lambda t: Asked(
        f"/attendances/{t.attendance}/flags", {"reason": "late_scan", "outcome": "harmless"}
    ),
    "POST /volunteers/{volunteer}/objections": lambda t: Asked(
        f"/volunteers/{t.wang.who.volunteer}/objections",
        {"reference": t.attendance, "words": "我十点才到"},
    ),
    "GET /objections": lambda t: Asked("/objections"),
    "POST /objections/{objection}/answer": lambda t: Asked(
        f"/objections/{t.objection}/answer", {"outcome": "declined", "words": "核对无误"}
    ),
    "GET /volunteers/{volunteer}/account": lambda t: Asked(
        f"/volunteers/{t.wang.who.volunteer}/account"
    ),
    "GET /volunteers/{volunteer}/statement": lambda t: Asked(
        f"/volunteers/{t.wang.who.volunteer}/statement"
    ),
    "GET /leaderboards": lambda t: Asked("/leaderboards", query={"unit": t.lane}),
    "GET /volunteers/{volunteer}/rank": lambda t: Asked(
        f"/volunteers/{t.wang.who.volunteer}/rank"
    ),
    "POST /merchants": lambda t: Asked(
        "/merchants", {"name": "新店", "community": t.lane, "kind": "commercial"}
    ),
    "GET /merchants/{merchant}/takings": lambda t: Asked(
        f"/merchants/{t.chen.who.merchant}/takings"
    ),
    "POST /merchants/{merchant}/terms": lambda t: Asked(
        f"/merchants/{t.chen.who.merchant}/terms",
        {"monthly_cap": None, "cap_per_transaction": None, "cap_per_day": None},
    ),
    "POST /merchants/{merchant}/suspension": lambda t: Asked(
        f"/merchants/{t.fang.who.merchant}/suspension", {"reason": "closed"}
    ),
    "POST /merchants/{merchant}/resumption": lambda t: Asked(
        f"/merchants/{t.fang.who.merchant}/resumption", {}
    ),
    "POST /offers": lambda t: Asked(
        "/offers",
        {"merchant": t.chen.who.merchant, "kind": "offset", "title": "早餐", "goods": "food"},
    ),
    "GET /offers": lambda t: Asked("/offers", None, {"unit": t.lane}),
    "POST /offers/{offer}/publication": lambda t: Asked(f"/offers/{t.offer}/publication", {}),
    "POST /offers/{offer}/withdrawal": lambda t: Asked(f"/offers/{t.offer}/withdrawal", {}),
    "POST /offers/{offer}/restock": lambda t: Asked(
        f"/offers/{t.offer}/restock", {"pieces": 1}
    ),
    "POST /redemption-codes": lambda t: Asked("/redemption-codes", {}),
    "POST /volunteers/{volunteer}/helpers": lambda t: Asked(
        f"/volunteers/{t.wang.who.volunteer}/helpers", {"helper": t.zhao.who.volunteer}
    ),
    "POST /volunteers/{volunteer}/helpers/end": lambda t: Asked(
        f"/volunteers/{t.wang.who.volunteer}/helpers/end", {"helper": t.zhao.who.volunteer}
    ),
    "GET /volunteers/{volunteer}/helpers": lambda t: Asked(
        f"/volunteers/{t.wang.who.volunteer}/helpers"
    ),
    "POST /volunteers/{volunteer}/certificates": lambda t: Asked(
        f"/volunteers/{t.wang.who.volunteer}/certificates", {"last_day": "2026-11-22"}
    ),
    "GET /volunteers/{volunteer}/certificates": lambda t: Asked(
        f"/volunteers/{t.wang.who.volunteer}/certificates"
    ),
    "POST /volunteers/{volunteer}/certificates/{certificate}/withdrawal": lambda t: Asked(
        f"/volunteers/{t.wang.who.volunteer}/certificates/{t.certificate}/withdrawal",
        {"reason": "asked_for"},
    ),
    "POST /redemptions": lambda t: Asked(
        "/redemptions", {"code": t.used_code, "beans": 10, "capture": True}
    ),
    "POST /redemptions/{redemption}/capture": lambda t: Asked(
        f"/redemptions/{t.redemption}/capture", {}
    ),
    "POST /redemptions/{redemption}/void": lambda t: Asked(f"/redemptions/{t.redemption}/void", {}),
    "POST /redemptions/{redemption}/refund": lambda t: Asked(
        f"/redemptions/{t.redemption}/refund", {}
    ),
    "POST /activities/{activity}/supplements": lambda t: Asked(
        f"/activities/{t.activity}/supplements", _remembered(t.wang)
    ),
    "POST /activities/{activity}/confirmations/proposal": lambda t: Asked(
        f"/activities/{t.activity}/confirmations/proposal", _rated(t) | {"reason": "无人扫码"}
    ),
    "POST /attendances/{attendance}/review": lambda t: Asked(
        f"/attendances/{t.attendance}/review", {"accepted_minutes": 0}
    ),
    "POST /volunteers/{volunteer}/awards": lambda t: Asked(
        f"/volunteers/{t.wang.who.volunteer}/awards",
        {"code": "verified_clue", "grade": 5, "reference": "燃气 1"},
    ),
    "POST /volunteers/{volunteer}/write-offs": lambda t: Asked(
        f"/volunteers/{t.wang.who.volunteer}/write-offs", {"reason": "系统重复"}
    ),
    **OF_COUNTING,
    "GET /proposals": lambda t: Asked("/proposals"),
    "POST /proposals/{proposal}/approval": lambda t: Asked(f"/proposals/{t.proposal}/approval", {}),
    "POST /proposals/{proposal}/rejection": lambda t: Asked(
        f"/proposals/{t.proposal}/rejection", {"reason": "不是她"}
    ),
    **OF_HOUSEHOLDS,
    **OF_EVALUATIONS,
    **OF_FUNDS,
    **OF_RECORDS,
    **OF_STATEMENTS,
    **OF_THE_FEED,
    "GET /ledger/trial-balance": lambda t: Asked("/ledger/trial-balance"),
    "GET /ledger/journal": lambda t: Asked("/ledger/journal", None, {"format": "hledger"}),
    "GET /deadlines": lambda t: Asked("/deadlines", None, {"unit": t.lane}),
    "GET /samples": lambda t: Asked("/samples", None, {"seed": "draw-1"}),
    **OF_SAMPLES,
}
"""By method and address as the description shows them, without the kind of each id."""
