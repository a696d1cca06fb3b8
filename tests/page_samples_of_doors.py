"""The pages at the doors, as people of one community would meet them on their way in."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from markupsafe import Markup

_PICTURE = Markup('<svg viewBox="0 0 9 9"><path d="M0 0h9v9H0z"/></svg>')
_SIGN_IN = {"next_path": "/me", "failed": False, "phone_offered": True, "city_offered": True}
_SENT = {"state": "sent", "next_path": "/me", "request_id": "r3quest", "number": "0471"}
_STEP = {
    "state": "ask", "action": "/sign-in/second-step", "step": "n0te", "next_path": "/desk",
    "failed": False,
}  # fmt: skip
_ENROL = {**_STEP, "state": "enrol", "secret": "JBSWY3DPEHPK3PXP", "qr_svg": _PICTURE}
_CHOOSE = {"token": "t0ken", "masked": "张**", "problem": None}
_ROLES = [
    {"value": "volunteer", "role": "volunteer", "name": "", "current": True},
    {"value": "appointment-1", "role": "staff", "name": "阳光里社区", "current": False},
]
_ALL_ROLES = (
    "volunteer", "guardian", "organizer", "staff", "street_staff", "district_staff", "supervisor",
    "merchant", "clerk", "fund_keeper", "inspector", "auditor", "operator", "admin",
)  # fmt: skip
CITY_STATES = ("away", "lost", "declined", "not_believed", "unknown", "taken")
WRONG_PASSWORDS = (
    "name_unfit", "name_taken", "too_short", "too_long", "too_common", "same_as_name", "not_known",
)  # fmt: skip

DOORS: dict[str, tuple[str, dict[str, Any]]] = {
    "sign in": ("sign_in.html", _SIGN_IN),
    "sign in, wrong key": ("sign_in.html", {**_SIGN_IN, "failed": True}),
    "sign in without telephone": (
        "sign_in.html",
        {**_SIGN_IN, "next_path": "", "phone_offered": False, "city_offered": False},
    ),
    "city, leaving": ("city.html", {"state": "leaving", "address": "/city/auth?state=x&nonce=y"}),
    "city, invited": ("link_city.html", {"token": "t0ken", "masked": "金沙社区"}),
    "my city": ("my_city.html", {"linked_at": None}),
    "my city, linked": ("my_city.html", {"linked_at": datetime(2026, 11, 23, 1, tzinfo=UTC)}),
    "enter": ("enter.html", {"state": "offer", "token": "t0ken", "masked": "张**"}),
    "enter, too late": ("enter.html", {"state": "too_old"}),
    "by phone": ("by_phone.html", _SENT),
    "by phone, wrong code": ("by_phone.html", {**_SENT, "state": "wrong"}),
    "by phone, no number": ("by_phone.html", {"state": "unreadable", "next_path": ""}),
    "by badge": ("by_badge.html", {"next_path": "/me", "failed": False}),
    "by badge, wrong PIN": ("by_badge.html", {"next_path": "/me", "failed": True}),
    "by name": ("by_name.html", {"next_path": "", "failed": False}),
    "by name, wrong": ("by_name.html", {"next_path": "", "failed": True}),
    "by name, too slow": ("by_name.html", {"next_path": "", "failed": True, "late": True}),
    "second step": ("second_step.html", _STEP),
    "second step, wrong": ("second_step.html", {**_STEP, "failed": True}),
    "second step, the first time": ("second_step.html", _ENROL),
    "second step, wrong the first time": ("second_step.html", {**_ENROL, "failed": True}),
    "second step, on one's own page": (
        "second_step.html", {**_ENROL, "action": "/me/second-step", "next_path": ""}
    ),
    "my second step": ("my_second_step.html", {"state": "password", "failed": False}),
    "my second step, wrong": ("my_second_step.html", {"state": "password", "failed": True}),
    "my second step, counts": ("my_second_step.html", {"state": "counts", "failed": False}),
    "my second step, by invitation": (
        "my_second_step.html", {"state": "invitation_needed", "failed": False}
    ),
    "not in, invitation needed": ("not_in.html", {"state": "invitation_needed"}),
    "set password": ("set_password.html", _CHOOSE),
    "my password": ("my_password.html", {"problem": None, "done": False}),
    "my password, changed": ("my_password.html", {"problem": None, "done": True}),
    "not in, no role": ("not_in.html", {"state": "no_role"}),
    "not in, more needed": ("not_in.html", {"state": "more_needed"}),
    "roles": ("roles.html", {"roles": _ROLES, "next_path": "/a/0D3G"}),
    "roles, one": ("roles.html", {"roles": [], "next_path": ""}),
    "roles, all": (
        "roles.html",
        {
            "roles": [
                {"value": role, "role": role, "name": "", "current": False} for role in _ALL_ROLES
            ],
            "next_path": "",
        },
    ),
}
DOORS |= {
    f"set password, {problem}": ("set_password.html", {**_CHOOSE, "problem": problem})
    for problem in WRONG_PASSWORDS
}
DOORS |= {f"city, {state}": ("city.html", {"state": state}) for state in CITY_STATES}
