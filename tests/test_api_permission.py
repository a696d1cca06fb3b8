"""Who may do what: a wrong role hears 403, and what is somebody else's does not exist."""

from __future__ import annotations

from typing import Any

import pytest

from api.access.roles import Role
from tests.house_open import Neighbour, OpenHouse, problem


def test_nobody_comes_in_without_a_key_that_is_in_force(home: OpenHouse) -> None:
    path = "/v1/ledger/trial-balance"
    key_text = home.auditor.key_text
    for authorization in ("", "Bearer", "Bearer gb_x", f"Basic {key_text}", f"Bearer {key_text}x"):
        answer = home.client.get(path, headers={"Authorization": authorization})
        assert problem(answer) == (401, "unauthorised"), authorization
        assert answer.headers["WWW-Authenticate"] == "Bearer"
    answer = home.client.get(path, headers={"Authorization": f"bearer {key_text}"})
    assert answer.status_code == 200
    home.house.keys.revoke(home.auditor.who.id)
    assert problem(home.auditor.looks("/ledger/trial-balance")) == (401, "unauthorised")


def test_a_cookie_opens_nothing_here(home: OpenHouse) -> None:
    home.client.cookies.set("session", home.admin.key_text)
    assert problem(home.client.get("/v1/ledger/facts")) == (401, "unauthorised")


# Whose things ------------------------------------------------------------------------------


def everything_about(home: OpenHouse, community: str) -> dict[str, str]:
    """One of each kind of thing, at home in a community."""
    wang, chen = home.volunteer("王秀英", community), home.merchant(community=community)
    team = home.admin.gets("/teams", {"name": "红袖标", "kind": "patrol", "community": community})
    sweeping = home.activity(community=community)
    home.it_is("2026-11-22 11:00")
    attendance = home.presence(wang, sweeping, "2026-11-22 09:00", "2026-11-22 11:00")
    home.admin.gets(
        f"/activities/{sweeping}/confirmations",
        {"attendances": [{"attendance": attendance, "rating": 5}]},
    )
    code = wang.gets("/redemption-codes")["code"]
    held = chen.gets("/redemptions", {"code": code, "beans": 12, "capture": False})
    return {
        "volunteer": wang.who.volunteer, "merchant": chen.who.merchant, "team": team["id"],
        "activity": sweeping, "attendance": attendance, "redemption": held["id"],
        "community": community, "zhao": home.volunteer("赵小梅", community).who.volunteer,
    }  # fmt: skip


def wishes_about(its: dict[str, str]) -> list[tuple[str, dict[str, Any] | None]]:
    """What staff may want with those things; without a body it is a look."""
    when = {"starts_at": "2026-11-24T09:00:00+08:00", "ends_at": "2026-11-24T10:00:00+08:00"}
    rated = {"attendance": its["attendance"], "rating": 5}
    return [
        ("/org-units", {"kind": "grid", "name": "网格", "parent": its["community"]}),
        ("/teams", {"name": "队", "kind": "k", "community": its["community"]}),
        (f"/teams/{its['team']}/members", {"volunteer": its["volunteer"]}),
        ("/volunteers",
         {"display_name": "李", "phone": "13800000009", "community": its["community"]}),
        ("/activities", {"title": "t", "category": "general", "community": its["community"],
                         "place": "p", "team": its["team"], **when}),
        (f"/activities/{its['activity']}/code", None),
        (f"/activities/{its['activity']}/attendances", None),
        (f"/activities/{its['activity']}/check-ins", {"volunteer": its["zhao"],
                                                      "at": "2026-11-22T10:00:00+08:00"}),
        (f"/activities/{its['activity']}/check-outs", {"volunteer": its["zhao"]}),
        (f"/activities/{its['activity']}/confirmations", {"attendances": [
            rated | {"attendance": rated["attendance"].replace(
                its["volunteer"].split("-")[1], its["zhao"].split("-")[1])}]}),
        (f"/volunteers/{its['volunteer']}/account", None),
        (f"/volunteers/{its['volunteer']}/statement", None),
        ("/merchants", {"name": "店", "community": its["community"], "kind": "charity"}),
        (f"/redemptions/{its['redemption']}/capture", {"beans": 10}),
        (f"/redemptions/{its['redemption']}/refund", {"beans": 1}),
        (f"/merchants/{its['merchant']}/takings", None),
        (f"/attendances/{its['attendance']}/revocation", {"reason": "误记"}),
    ]  # fmt: skip


def outcome(who: Neighbour, path: str, body: dict[str, Any] | None) -> int:
    """The status of a wish or a look."""
    return (who.looks(path) if body is None else who.asks(path, body)).status_code


def test_staff_of_the_street_reach_everything_on_the_lane(home: OpenHouse) -> None:
    staff = home.let_in(Role.STAFF, unit=home.street)
    for path, body in wishes_about(everything_about(home, home.lane)):
        assert outcome(staff, path, body) == (200 if body is None else 201), path


def test_staff_of_the_street_find_nothing_beyond_the_river(home: OpenHouse) -> None:
    staff = home.let_in(Role.STAFF, unit=home.street)
    wishes = wishes_about(everything_about(home, home.beyond))
    facts = home.facts()
    for path, body in wishes:
        answer = staff.looks(path) if body is None else staff.asks(path, body)
        assert answer.status_code == 404, path
        assert problem(answer)[1].endswith("_unknown"), path
    assert home.facts() == facts
    assert problem(staff.asks("/org-units", {"kind": "district", "name": "区"})) == (
        403, "forbidden",
    )  # fmt: skip


def test_what_is_not_there_and_what_is_elsewhere_look_the_same(home: OpenHouse) -> None:
    staff = home.let_in(Role.STAFF, unit=home.street)
    hers = everything_about(home, home.beyond)
    for path in ("/volunteers/{volunteer}/account", "/merchants/{merchant}/takings",
                 "/activities/{activity}/code"):  # fmt: skip
        nowhere = {name: f"{name}-nobody" for name in hers}
        there, nothing = (staff.looks(path.format(**ids)) for ids in (hers, nowhere))
        assert there.text == nothing.text and problem(there)[0] == 404


def test_a_neighbours_account_and_a_competitors_takings_are_not_there(home: OpenHouse) -> None:
    wang, zhao = home.volunteer(), home.volunteer("赵小梅")
    chen, fang = home.merchant(), home.merchant("小芳豆腐坊")
    for path in ("account", "statement"):
        assert wang.looks(f"/volunteers/{wang.who.volunteer}/{path}").status_code == 200
        answer = wang.looks(f"/volunteers/{zhao.who.volunteer}/{path}")
        assert problem(answer) == (404, "volunteer_unknown")
    assert chen.looks(f"/merchants/{chen.who.merchant}/takings").status_code == 200
    answer = chen.looks(f"/merchants/{fang.who.merchant}/takings")
    assert problem(answer) == (404, "merchant_unknown")


def test_a_redemption_at_another_shop_is_not_there(home: OpenHouse) -> None:
    wang, chen, fang = home.volunteer(), home.merchant(), home.merchant("小芳豆腐坊")
    home.serves(wang)
    code = wang.gets("/redemption-codes")["code"]
    paid = chen.gets("/redemptions", {"code": code, "beans": 12})
    for step in ("capture", "void", "refund"):
        answer = fang.asks(f"/redemptions/{paid['id']}/{step}")
        assert problem(answer) == (404, "redemption_unknown")


def test_a_teams_organizer_reaches_the_team_and_not_the_team_next_door(home: OpenHouse) -> None:
    red, blue = (
        home.admin.gets("/teams", {"name": name, "kind": "k", "community": home.lane})["id"]
        for name in ("红袖标", "蓝马甲")
    )
    li = home.let_in(Role.ORGANIZER, team=red)
    wang, zhao = home.volunteer(), home.volunteer("赵小梅", home.beyond)
    ours, theirs, anybodys = home.activity(team=red), home.activity(team=blue), home.activity()
    for activity, status in ((ours, 200), (theirs, 404), (anybodys, 200)):
        assert li.looks(f"/activities/{activity}/code").status_code == status
    account = f"/volunteers/{wang.who.volunteer}/account"
    assert problem(li.looks(account)) == (404, "volunteer_unknown")
    li.gets(f"/teams/{red}/members", {"volunteer": wang.who.volunteer})
    assert li.looks(account).status_code == 200
    stranger = li.asks(f"/teams/{red}/members", {"volunteer": zhao.who.volunteer})
    assert problem(stranger) == (404, "volunteer_unknown")
    assert problem(li.asks(f"/teams/{blue}/members", {"volunteer": wang.who.volunteer})) == (
        404, "team_unknown",
    )  # fmt: skip


def test_nobody_confirms_their_own_service(home: OpenHouse) -> None:
    wang, sweeping = home.volunteer(), home.activity()
    home.it_is("2026-11-22 11:00")
    attendance = home.presence(wang, sweeping, "2026-11-22 09:00", "2026-11-22 11:00")
    herself = home.let_in(Role.ORGANIZER, unit=home.lane, volunteer=wang.who.volunteer)
    rated = {"attendances": [{"attendance": attendance, "rating": 5}]}
    answer = herself.asks(f"/activities/{sweeping}/confirmations", rated)
    assert problem(answer) == (403, "own_service")


@pytest.mark.parametrize("path", ["/nothing", "/volunteers", "/volunteers/x"])
def test_an_address_that_is_none_is_told_in_a_document(home: OpenHouse, path: str) -> None:
    status, code = problem(home.admin.looks(path))
    assert (status, code) in {(404, "not_found"), (405, "method_not_allowed")}
