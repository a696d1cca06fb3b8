"""One wish of every kind, with all that has to happen before somebody can have it."""

from __future__ import annotations

from typing import Any

from tests.house_open import Neighbour, OpenHouse

Wish = tuple[Neighbour, str, dict[str, Any]]
"""Who wants it, the address, and what is said there."""


def unit(home: OpenHouse) -> Wish:
    return home.admin, "/org-units", {"kind": "grid", "name": "一网格", "parent": home.lane}


def team(home: OpenHouse) -> Wish:
    return home.organizer, "/teams", {"kind": "choir", "name": "合唱队", "community": home.lane}


def member(home: OpenHouse) -> Wish:
    _, path, told = team(home)
    joined = home.organizer.gets(path, told)["id"]
    wang = home.volunteer()
    return home.admin, f"/teams/{joined}/members", {"volunteer": wang.who.volunteer}


def volunteer(home: OpenHouse) -> Wish:
    told = {"display_name": "赵小梅", "phone": "13800000002", "community": home.lane}
    return home.organizer, "/volunteers", told


def merchant(home: OpenHouse) -> Wish:
    told = {"name": "老陈面馆", "community": home.lane, "kind": "commercial"}
    return home.admin, "/merchants", told


def activity(home: OpenHouse) -> Wish:
    told = {
        "title": "读报", "category": "care", "community": home.lane, "place": "活动室",
        "starts_at": "2026-11-23T14:00:00+08:00", "ends_at": "2026-11-23T16:00:00+08:00",
    }  # fmt: skip
    return home.organizer, "/activities", told


def check_in(home: OpenHouse) -> Wish:
    wang = home.volunteer()
    return wang, "/check-ins", {"code": home.shown(home.activity())}


def check_out(home: OpenHouse) -> Wish:
    sweeping = home.activity()
    wang = home.volunteer()
    wang.gets("/check-ins", {"code": home.shown(sweeping)})
    home.later(minutes=90)
    return wang, "/check-outs", {"code": home.shown(sweeping)}


def arrival(home: OpenHouse) -> Wish:
    wang = home.volunteer()
    return (
        home.organizer, f"/activities/{home.activity()}/check-ins",
        {"volunteer": wang.who.volunteer},
    )  # fmt: skip


def confirmation(home: OpenHouse) -> Wish:
    wang, sweeping = home.volunteer(), home.activity()
    home.it_is("2026-11-22 11:00")
    attendance = home.presence(wang, sweeping, "2026-11-22 09:00", "2026-11-22 11:00")
    rated = {"attendances": [{"attendance": attendance, "rating": 4}]}
    return home.organizer, f"/activities/{sweeping}/confirmations", rated


def revocation(home: OpenHouse) -> Wish:
    (result,) = home.serves(home.volunteer()).json()["results"]
    return home.admin, f"/attendances/{result['attendance']}/revocation", {"reason": "误记"}


def code(home: OpenHouse) -> Wish:
    return home.volunteer(), "/redemption-codes", {}


def redemption(home: OpenHouse) -> Wish:
    wang, chen = home.volunteer(), home.merchant()
    home.serves(wang)
    return chen, "/redemptions", {"code": wang.gets("/redemption-codes")["code"], "beans": 12}


def hold(home: OpenHouse) -> Wish:
    chen, path, told = redemption(home)
    return chen, path, told | {"capture": False}


def capture(home: OpenHouse) -> Wish:
    chen, path, told = hold(home)
    return chen, f"/redemptions/{chen.gets(path, told)['id']}/capture", {"beans": 5}


def void(home: OpenHouse) -> Wish:
    chen, path, told = hold(home)
    return chen, f"/redemptions/{chen.gets(path, told)['id']}/void", {}


def refund(home: OpenHouse) -> Wish:
    chen, path, told = redemption(home)
    return chen, f"/redemptions/{chen.gets(path, told)['id']}/refund", {"beans": 3}


def team_nowhere(home: OpenHouse) -> Wish:
    return home.admin, "/teams", team(home)[2] | {"community": "unit-0"}


def volunteer_nowhere(home: OpenHouse) -> Wish:
    return home.admin, "/volunteers", volunteer(home)[2] | {"community": "unit-0"}


def known_phone(home: OpenHouse) -> Wish:
    home.volunteer()
    told = {"display_name": "王老五", "phone": "138 0000 0001", "community": home.lane}
    return home.admin, "/volunteers", told


def dreaming(home: OpenHouse) -> Wish:
    return home.admin, "/activities", activity(home)[2] | {"category": "dreaming"}


def nonsense(home: OpenHouse) -> Wish:
    return home.volunteer(), "/check-ins", {"code": "no code at all"}


def leaving_first(home: OpenHouse) -> Wish:
    return home.volunteer(), "/check-outs", {"code": home.shown(home.activity())}


def guessing(home: OpenHouse) -> Wish:
    return home.merchant(), "/redemptions", {"code": "123456789012", "beans": 12}


def too_many(home: OpenHouse) -> Wish:
    wang, chen = home.volunteer(), home.merchant()
    home.serves(wang)
    return chen, "/redemptions", {"code": wang.gets("/redemption-codes")["code"], "beans": 21}
