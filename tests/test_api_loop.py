"""The whole loop over HTTP: from a name on a list to a bowl of noodles, and zero in the end."""

from __future__ import annotations

from api.access.roles import Role
from tests.house_open import Neighbour, OpenHouse, moment, problem
from tests.story import clock


def test_a_morning_of_sweeping_becomes_a_bowl_of_noodles(any_home: OpenHouse) -> None:
    lane = any_home
    wang, chen, sweeping = the_lane_before_nine(lane)
    attendance = two_hours_of_sweeping(lane, wang, sweeping)
    confirmed_by_li(lane, sweeping, attendance)
    twenty_beans(wang)
    paid_with_twelve(lane, wang, chen)
    balance = lane.auditor.sees("/ledger/trial-balance")
    assert balance["accounts"] == {
        "volunteers": 8, "held": 0, "merchants": 12, "issuance": -20, "expired": 0,
    }  # fmt: skip
    assert balance["sum"] == 0


def the_lane_before_nine(lane: OpenHouse) -> tuple[Neighbour, Neighbour, str]:
    """Wang is registered and joins the team, Chen is welcomed, and the sweeping announced."""
    staff, li = lane.let_in(Role.STAFF, unit=lane.street), lane.organizer
    told = {"display_name": "王秀英", "phone": "+86 138-0000-0001", "community": lane.lane}
    registered = li.gets("/volunteers", told)
    assert len(registered["number"]) == 10
    team = li.gets("/teams", {"name": "红袖标", "kind": "patrol", "community": lane.lane})["id"]
    li.gets(f"/teams/{team}/members", {"volunteer": registered["id"]})
    shop = staff.gets("/merchants", {
        "name": "老陈面馆", "community": lane.lane, "kind": "commercial", "monthly_cap": 2000,
    })["id"]  # fmt: skip
    sweeping = li.gets("/activities", {
        "title": "楼道清洁", "category": "general", "community": lane.lane, "team": team,
        "place": "3 号楼", "starts_at": "2026-11-22T09:00:00+08:00",
        "ends_at": "2026-11-22T11:00:00+08:00", "capacity": 20,
    })["id"]  # fmt: skip
    wang = lane.let_in(Role.VOLUNTEER, volunteer=registered["id"])
    return wang, lane.let_in(Role.MERCHANT, merchant=shop), sweeping


def two_hours_of_sweeping(lane: OpenHouse, wang: Neighbour, sweeping: str) -> str:
    """Wang scans the code when she comes and when she leaves; returns the attendance."""
    shown = lane.organizer.sees(f"/activities/{sweeping}/code")
    assert shown["url"].endswith(f"/a/{shown['code']}")
    assert moment(shown["expires_at"]) == clock("2026-11-22 09:00:30")
    arrived = wang.gets("/check-ins", {"code": shown["code"]})
    assert arrived["activity"] == sweeping and moment(arrived["at"]) == clock("2026-11-22 09:00")
    lane.it_is("2026-11-22 11:05")
    left = wang.gets("/check-outs", {"code": lane.shown(sweeping)})
    assert left["minutes_present"] == 125
    return str(arrived["attendance"])


def confirmed_by_li(lane: OpenHouse, sweeping: str, attendance: str) -> None:
    """Li sees who was there, and gives five stars."""
    there = lane.organizer.sees(f"/activities/{sweeping}/attendances")["items"]
    assert [(one["name_masked"], one["state"]) for one in there] == [("王**", "left")]
    rated = {"attendances": [{"attendance": attendance, "rating": 5}]}
    confirmed = lane.organizer.gets(f"/activities/{sweeping}/confirmations", rated)
    assert confirmed["results"] == [{
        "attendance": attendance, "minutes": 125, "pending_minutes": 0, "training_minutes": 0,
        "beans": 20, "capped_beans": 0, "grade": "A",
    }]  # fmt: skip


def twenty_beans(wang: Neighbour) -> None:
    """They are in Wang's account, for three years."""
    account = wang.sees(f"/volunteers/{wang.who.volunteer}/account")
    assert (account["beans"], account["held"], account["minutes"]) == (20, 0, 125)
    assert account["lots"] == [{"beans": 20, "expires_at": "2029-12-01T00:00:00+08:00"}]
    assert account["blocked"] is False


def paid_with_twelve(lane: OpenHouse, wang: Neighbour, chen: Neighbour) -> None:
    """Wang shows a code, Chen takes twelve beans for the noodles, and both can look it up."""
    code = wang.gets("/redemption-codes")
    assert moment(code["expires_at"]) == clock("2026-11-22 11:06")
    lane.later(seconds=30)
    paid = chen.gets("/redemptions", {"code": code["code"], "beans": 12, "capture": True})
    assert (paid["state"], paid["beans"], paid["balance_after"]) == ("captured", 12, 8)
    assert paid["volunteer_masked"] == "王**"
    takings = chen.sees(f"/merchants/{chen.who.merchant}/takings", month="2026-11")
    assert (takings["captured"], takings["refunded"], takings["net_beans"]) == (12, 0, 12)
    assert (takings["payable_fen"], takings["redemptions"]) == (120, 1)
    lines = wang.sees(f"/volunteers/{wang.who.volunteer}/statement")["items"]
    assert [(line["kind"], line["beans"], line["balance"], line["minutes"]) for line in lines] == [
        ("redeemed", -12, 8, 0), ("service", 20, 20, 125),
    ]  # fmt: skip


def test_held_beans_are_captured_in_part_and_the_rest_comes_home(any_home: OpenHouse) -> None:
    lane = any_home
    wang, chen = lane.volunteer(), lane.merchant()
    lane.serves(wang)
    code = wang.gets("/redemption-codes")["code"]
    held = chen.gets("/redemptions", {"code": code, "beans": 15, "capture": False})
    assert (held["state"], held["balance_after"]) == ("authorised", 5)
    own = f"/volunteers/{wang.who.volunteer}/account"
    assert (wang.sees(own)["beans"], wang.sees(own)["held"]) == (5, 15)

    captured = chen.gets(f"/redemptions/{held['id']}/capture", {"beans": 12})
    assert captured == {"state": "captured", "beans": 12, "balance_after": 8}
    assert wang.sees(own)["held"] == 0

    refunded = chen.gets(f"/redemptions/{held['id']}/refund", {"beans": 2})
    assert refunded == {"state": "refunded", "beans": 2, "balance_after": 10}
    assert problem(chen.asks(f"/redemptions/{held['id']}/refund", {"beans": 11})) == (
        422, "more_than_taken",
    )  # fmt: skip
    takings = chen.sees(f"/merchants/{chen.who.merchant}/takings")
    assert (takings["captured"], takings["refunded"], takings["payable_fen"]) == (12, 2, 100)


def test_a_mistake_is_voided_at_once(any_home: OpenHouse) -> None:
    lane = any_home
    wang, chen = lane.volunteer(), lane.merchant()
    lane.serves(wang)
    code = wang.gets("/redemption-codes")["code"]
    paid = chen.gets("/redemptions", {"code": code, "beans": 12})
    voided = chen.gets(f"/redemptions/{paid['id']}/void")
    assert voided == {"state": "voided", "beans": 12, "balance_after": 20}


def test_who_says_how_many_beans_a_mistake_was_must_know_it(any_home: OpenHouse) -> None:
    lane = any_home
    wang, chen, fang = lane.volunteer(), lane.merchant(), lane.merchant("小芳豆腐坊")
    lane.serves(wang)
    for capture in (False, True):
        told = {"code": wang.gets("/redemption-codes")["code"], "beans": 12, "capture": capture}
        path, facts = f"/redemptions/{chen.gets('/redemptions', told)['id']}/void", lane.facts()
        for wrong in (5, 13):
            assert problem(chen.asks(path, {"beans": wrong})) == (422, "not_the_whole")
        assert lane.facts() == facts + 2  # The two attempts are on record, and nothing else.
        assert problem(fang.asks(path, {"beans": 5})) == (404, "redemption_unknown")
        voided = chen.gets(path, {"beans": 12}, key=path)
        assert voided == {"state": "voided", "beans": 12, "balance_after": 20}
        assert chen.gets(path, {"beans": 12}, key=path) == voided
        assert problem(chen.asks(path, {"beans": 5}, key=path)) == (422, "key_reused")
    assert problem(chen.asks("/redemptions/redemption-0/void", {"beans": 12})) == (
        404, "redemption_unknown",
    )  # fmt: skip


def test_what_was_spent_stands_as_a_debt_when_the_service_is_revoked(any_home: OpenHouse) -> None:
    lane = any_home
    wang, chen = lane.volunteer(), lane.merchant()
    attendance = lane.serves(wang).json()["results"][0]["attendance"]
    code = wang.gets("/redemption-codes")["code"]
    chen.gets("/redemptions", {"code": code, "beans": 15})

    path, why = f"/attendances/{attendance}/revocation", {"reason": "签到后就走了"}
    before = lane.facts()
    tried = lane.admin.asks(path, why, dry_run="true")
    assert (tried.status_code, lane.facts()) == (200, before)
    affected = [{
        "volunteer": wang.who.volunteer, "minutes": -120, "training_minutes": 0, "beans": -20,
        "balance_after": -15, "blocked": True, "star_before": 0, "star_after": 0,
        "evaluations": ["2026", "2026-11", "2026-Q4"], "certificates": [],
    }]  # fmt: skip
    assert tried.json()["affected"] == affected
    assert lane.house.notes.about(attendance) == []

    revoked = lane.admin.asks(path, why)
    assert (revoked.status_code, revoked.json()["affected"]) == (201, affected)
    account = wang.sees(f"/volunteers/{wang.who.volunteer}/account")
    assert (account["beans"], account["minutes"], account["blocked"]) == (-15, 0, True)
    code = wang.gets("/redemption-codes")["code"]
    assert problem(chen.asks("/redemptions", {"code": code, "beans": 12})) == (
        422, "account_blocked",
    )  # fmt: skip

    assert lane.house.notes.about(attendance) == ["签到后就走了"]
    facts = lane.auditor.sees("/ledger/facts", limit=100)["items"]
    assert "签到后就走了" not in str(facts)
    (note,) = [fact["data"]["note"] for fact in facts if fact["type"] == "AttendanceRevoked"]
    assert lane.house.notes.text(note) == "签到后就走了"


def test_dead_beans_are_not_counted_as_spendable_before_the_clock_buries_them(
    any_home: OpenHouse,
) -> None:
    lane = any_home
    wang = lane.volunteer()
    lane.serves(wang)
    own = f"/volunteers/{wang.who.volunteer}/account"
    lane.it_is("2029-11-30 23:59")
    assert wang.sees(own)["beans"] == 20
    lane.it_is("2029-12-01 00:00")
    gone = wang.sees(own)
    assert (gone["beans"], gone["lots"], gone["minutes"]) == (0, [], 120)
