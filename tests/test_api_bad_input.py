"""Malformed, oversized, impossible: each gets one clear problem, and nothing is written."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from api.access.roles import Role
from tests.house_open import OpenHouse, open_house, problem

VOLUNTEER = '{"display_name": "赵", "phone": "13800000002", "community": "unit-0"}'
ACTIVITY = (
    '{"title": "t", "category": "general", "community": "unit-0", "place": "p",'
    ' "starts_at": "2026-11-23T09:00:00+08:00", "ends_at": "2026-11-23T10:00:00+08:00"}'
)
MERCHANT = '{"name": "n", "community": "unit-0", "kind": "charity", "monthly_cap": 5}'
CONFIRM = '{"attendances": [{"attendance": "attendance-0-0", "rating": 5}]}'
REDEEM = '{"code": "001", "beans": 5}'

BODIES = [
    ("/volunteers", b"", 400, "malformed", ""),
    ("/volunteers", b"{", 400, "malformed", ""),
    ("/volunteers", b"null", 400, "malformed", ""),
    ("/volunteers", b"[]", 400, "malformed", ""),
    ("/volunteers", b'{"display_name": "\xff"}', 400, "malformed", ""),
    ("/volunteers", VOLUNTEER + "x", 400, "malformed", ""),
    ("/volunteers", VOLUNTEER.replace("赵", "\\ud800"), 400, "malformed", ""),
    ("/volunteers", VOLUNTEER.replace("赵", "赵\\u0000"), 400, "malformed", "/display_name"),
    ("/volunteers", VOLUNTEER.replace("赵", "赵\\n钱"), 400, "malformed", "/display_name"),
    ("/volunteers", VOLUNTEER.replace("赵", "\\u202e赵"), 400, "malformed", "/display_name"),
    ("/volunteers", VOLUNTEER.replace("赵", " 　 "), 400, "malformed", "/display_name"),
    ("/volunteers", VOLUNTEER.replace("赵", "赵" * 61), 400, "malformed", "/display_name"),
    ("/volunteers", VOLUNTEER.replace("}", ', "role": "admin"}'), 400, "malformed", "/role"),
    ("/volunteers", VOLUNTEER.replace('"phone"', '"fon"'), 400, "malformed", "/fon"),
    ("/volunteers", VOLUNTEER.replace("unit-0", "unit-0'; --"), 400, "malformed", "/community"),
    ("/volunteers", VOLUNTEER.replace('"unit-0"', "7"), 400, "malformed", "/community"),
    ("/volunteers", VOLUNTEER.replace("13800000002", "110"), 422, "phone_unreadable", "/phone"),
    ("/volunteers", VOLUNTEER.replace("}", ', "birth_date": "1850-01-01"}'),
     422, "time_implausible", "/birth_date"),
    ("/volunteers", VOLUNTEER.replace("}", ', "birth_date": "2027-01-01"}'),
     422, "time_implausible", "/birth_date"),
    ("/volunteers", VOLUNTEER.replace("}", ', "birth_date": "2001-02-30"}'),
     400, "malformed", "/birth_date"),
    ("/activities", ACTIVITY.replace("2026-11-23T09", "2026-13-23T09"),
     400, "malformed", "/starts_at"),
    ("/activities", ACTIVITY.replace("T09:00:00+08:00", "T09:00:00"),
     400, "malformed", "/starts_at"),
    ("/activities", ACTIVITY.replace("2026-11-23T09", "0001-01-01T00"),
     422, "time_implausible", "/starts_at"),
    ("/activities", ACTIVITY.replace("2026-11-23T10", "9999-12-31T23"),
     422, "time_implausible", "/ends_at"),
    ("/activities", ACTIVITY.replace("}", ', "capacity": 0}'), 400, "malformed", "/capacity"),
    ("/activities", ACTIVITY.replace("}", ', "capacity": "20"}'), 400, "malformed", "/capacity"),
    ("/merchants", MERCHANT.replace("5", "1e3"), 400, "malformed", "/monthly_cap"),
    ("/merchants", MERCHANT.replace("5", "5.0"), 400, "malformed", "/monthly_cap"),
    ("/merchants", MERCHANT.replace("5", "true"), 400, "malformed", "/monthly_cap"),
    ("/merchants", MERCHANT.replace("5", "NaN"), 400, "malformed", ""),
    ("/merchants", MERCHANT.replace("5", "-1"), 400, "malformed", "/monthly_cap"),
    ("/merchants", MERCHANT.replace("5", "9007199254740993"), 400, "malformed", "/monthly_cap"),
    ("/merchants", MERCHANT.replace("5", "9" * 400), 400, "malformed", "/monthly_cap"),
    ("/merchants", MERCHANT.replace("charity", "bank"), 400, "malformed", "/kind"),
    ("/activities/activity-0/confirmations", CONFIRM.replace("5", "6"),
     400, "malformed", "/attendances/0/rating"),
    ("/activities/activity-0/confirmations", '{"attendances": []}',
     400, "malformed", "/attendances"),
    ("/activities/activity-0/check-ins", "{}", 422, "who_untold", ""),
    ("/activities/activity-0/check-ins", '{"volunteer": "volunteer-0", "badge": "1000000000"}',
     422, "who_untold", ""),
    ("/activities/activity-0/check-ins", '{"badge": "B-7"}', 400, "malformed", "/badge"),
    ("/activities/activity-0/check-outs", '{"number": "1000000000"}', 400, "malformed", "/number"),
    ("/activities/activity-0/check-ins",
     '{"volunteer": "volunteer-0", "at": "1970-01-01T00:00:00Z"}', 422, "time_implausible", "/at"),
    ("/redemption-codes", '{"beans": 5}', 400, "malformed", "/beans"),
    ("/redemptions", REDEEM.replace("5", "0"), 400, "malformed", "/beans"),
    ("/redemptions", REDEEM.replace("5", "-5"), 400, "malformed", "/beans"),
    ("/redemptions", REDEEM.replace("5", '"5"'), 400, "malformed", "/beans"),
    ("/redemptions", REDEEM.replace("5", "null"), 400, "malformed", "/beans"),
    ("/redemptions", REDEEM.replace("}", ', "bill_fen": 0}'), 400, "malformed", "/bill_fen"),
    ("/redemptions", REDEEM.replace("}", ', "capture": 1}'), 400, "malformed", "/capture"),
    ("/redemptions", '{"code": ' + "[" * 50_000, 400, "malformed", "/code"),
    ("/redemptions", '{"x": ' + '{"x": ' * 50_000, 400, "malformed", "/x"),
]  # fmt: skip


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenHouse]:
    """One house for all of them: none of them leaves a trace."""
    with open_house(tmp_path_factory.mktemp("house")) as opened:
        yield opened


@pytest.mark.parametrize(("path", "body", "status", "code", "pointer"), BODIES)
def test_a_body_that_cannot_be_meant_is_refused_at_the_door(
    house: OpenHouse, path: str, body: str | bytes, status: int, code: str, pointer: str
) -> None:
    facts = house.facts()
    whose = {"/redemptions": Role.MERCHANT, "/redemption-codes": Role.VOLUNTEER}
    stands_for = {Role.MERCHANT: {"merchant": "merchant-0"}}
    stands_for |= {Role.VOLUNTEER: {"volunteer": "volunteer-0"}}
    role = whose.get(path, Role.ADMIN)
    who = house.let_in(role, **stands_for.get(role, {}))
    answer = who.sends(path, body.encode() if isinstance(body, str) else body)
    assert problem(answer) == (status, code), answer.text
    told = answer.json()["errors"]
    assert [error["pointer"] for error in told] == [pointer]
    assert all(error["detail"] for error in told)
    assert house.facts() == facts


def test_a_body_is_json_and_says_so(house: OpenHouse) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        answer = house.admin.sends("/merchants", MERCHANT.encode(), **{"Content-Type": kind})
        assert problem(answer) == (415, "unsupported_media_type")
    plain = {"Content-Type": "application/json; charset=utf-8"}
    answer = house.admin.sends("/merchants", MERCHANT.encode(), **plain)
    assert problem(answer) == (404, "unit_unknown")


def test_a_body_too_large_to_be_meant_is_not_even_read(house: OpenHouse) -> None:
    answer = house.admin.sends("/merchants", b'{"name": "' + b"x" * 1_000_001)
    assert problem(answer) == (413, "too_large")


def test_a_key_is_needed_and_is_short_and_plain(house: OpenHouse) -> None:
    headers = house.admin.headers()
    for path in ("/merchants", "/attendances/attendance-0-0/revocation?dry_run=true"):
        body = {"/merchants": MERCHANT}.get(path, '{"reason": "x"}').encode()
        told = headers | {"Content-Type": "application/json"}
        answer = house.client.post(f"/v1{path}", content=body, headers=told)
        assert problem(answer) == (400, "key_missing")
    for key in (" ", '""', "k" * 256, "a\tb", "schlüssel"):
        sent = {"Idempotency-Key": key.encode("latin-1")}
        answer = house.client.post(
            "/v1/merchants", content=MERCHANT.encode(), headers=told | sent
        )
        assert problem(answer) == (400, "key_malformed"), key


@pytest.mark.parametrize("path", [
    "/ledger/facts?limit=0", "/ledger/facts?limit=101", "/ledger/facts?limit=1e1",
    "/ledger/facts?limit=1.0", "/ledger/facts?limit=ten", "/ledger/facts?limit=",
    "/ledger/facts?limit=%D9%A3", "/ledger/facts?limit=5&limit=6", "/ledger/facts?after=-1",
    "/ledger/facts?after=99999999999999999999", "/ledger/facts?page=2",
    "/merchants/merchant-0/takings?month=2026-13", "/merchants/merchant-0/takings?month=11",
])  # fmt: skip
def test_a_question_mark_is_followed_by_what_the_call_knows(house: OpenHouse, path: str) -> None:
    assert problem(house.admin.looks(path)) == (400, "malformed")


@pytest.mark.parametrize("cursor", ["x", "é", "-1", "MQ==", "LTE", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5"])
def test_a_cursor_that_never_was_handed_out_leads_nowhere(house: OpenHouse, cursor: str) -> None:
    assert problem(house.admin.looks("/ledger/facts", cursor=cursor))[1] == "cursor_malformed"


@pytest.mark.parametrize("path", [
    "/volunteers/%00/account", "/volunteers/VOLUNTEER-1/account", "/volunteers/1/account",
    "/activities/activity-0%2F..%2F/code", "/merchants/merchant-%F0%9F%8D%9C/takings",
    f"/merchants/merchant-{'x' * 3000}/takings",
])  # fmt: skip
def test_an_id_of_another_shape_is_nobodys(house: OpenHouse, path: str) -> None:
    assert problem(house.admin.looks(path)) == (404, "not_found")


def test_a_dry_run_that_is_misspelt_is_no_run_at_all(house: OpenHouse) -> None:
    path, facts = "/attendances/attendance-0-0/revocation", house.facts()
    for wrong in ({"dryrun": "true"}, {"dry_run": "perhaps"}):
        assert problem(house.admin.asks(path, {"reason": "x"}, **wrong)) == (400, "malformed")
    assert house.facts() == facts


def test_names_lose_the_blanks_around_them(house: OpenHouse) -> None:
    opened = house.admin.gets("/org-units", {"kind": "district", "name": " 　蟠龙区\u2003"})
    last = house.admin.sees("/ledger/facts", after=house.facts() - 1)["items"][-1]
    assert (last["data"]["unit"], last["data"]["name"]) == (opened["id"], "蟠龙区")
