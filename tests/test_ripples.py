"""Before a record is taken back or corrected everybody it touches is listed; then exactly that."""

from __future__ import annotations

from typing import Any

import pytest

from tests.house_open import Neighbour, OpenHouse, problem

NOON = "2026-11-22 12:00"


def served(home: OpenHouse, who: Neighbour) -> tuple[str, str]:
    """Two hours in the morning; the attendance and its activity."""
    (result,) = home.serves(who).json()["results"]
    attendance = result["attendance"]
    activity = "activity-" + attendance.split("-")[1]
    home.it_is(NOON)
    return attendance, activity


def spends(home: OpenHouse, who: Neighbour, beans: int) -> None:
    code = who.gets("/redemption-codes")["code"]
    home.merchant().gets("/redemptions", {"code": code, "beans": beans, "capture": True})


def tries(home: OpenHouse, path: str, body: dict[str, Any]) -> list[dict[str, Any]]:
    """What a dry run tells; nothing is written by it."""
    before = home.facts()
    told = home.admin.asks(path, body, dry_run="true")
    assert told.status_code == 200, told.text
    assert home.facts() == before
    return told.json()["affected"]


@pytest.mark.parametrize(
    ("step", "body"),
    [
        ("revocation", {"reason": "签到后就走了"}),
        ("correction", {"out_at": "2026-11-22T10:00:00+08:00", "reason": "十点就走了"}),
        ("correction", {"break_minutes": 45, "rating": 3, "reason": "中间休息"}),
    ],
)
def test_the_real_run_does_exactly_what_the_dry_run_said(
    any_home: OpenHouse, step: str, body: dict[str, Any]
) -> None:
    wang = any_home.volunteer("王秀英")
    attendance, _ = served(any_home, wang)
    spends(any_home, wang, 15)
    certified = wang.gets(f"/volunteers/{wang.who.volunteer}/certificates", {})["certificate"]
    path = f"/attendances/{attendance}/{step}"
    foretold = tries(any_home, path, body)
    (hers,) = foretold
    assert hers["volunteer"] == wang.who.volunteer and hers["balance_after"] < 5
    assert hers["evaluations"] == ["2026", "2026-11", "2026-Q4"]
    assert hers["certificates"] == [certified]
    assert any_home.admin.gets(path, body)["affected"] == foretold


def test_spent_beans_leave_a_debt_that_blocks(home: OpenHouse) -> None:
    wang = home.volunteer("王秀英")
    attendance, _ = served(home, wang)
    spends(home, wang, 15)
    (hers,) = tries(home, f"/attendances/{attendance}/revocation", {"reason": "误记"})
    assert (hers["minutes"], hers["beans"], hers["balance_after"]) == (-120, -20, -15)
    assert hers["blocked"] is True
    home.admin.gets(f"/attendances/{attendance}/revocation", {"reason": "误记"})
    account = wang.sees(f"/volunteers/{wang.who.volunteer}/account")
    assert (account["beans"], account["minutes"], account["blocked"]) == (-15, 0, True)


def test_a_whole_activity_lists_everybody_who_was_confirmed(home: OpenHouse) -> None:
    wang, zhao = home.volunteer("王秀英"), home.volunteer("赵小梅")
    activity = home.activity()
    home.it_is(NOON)
    both = [
        home.presence(who, activity, "2026-11-22 09:00", "2026-11-22 11:00")
        for who in (wang, zhao)
    ]
    rated = {"attendances": [{"attendance": one, "rating": 5} for one in both]}
    home.admin.gets(f"/activities/{activity}/confirmations", rated)
    path, why = f"/activities/{activity}/revocation", {"reason": "活动没有举行"}
    foretold = tries(home, path, why)
    assert [one["volunteer"] for one in foretold] == [wang.who.volunteer, zhao.who.volunteer]
    done = home.admin.gets(path, why)
    assert done == {
        "attendance": None, "activity": activity, "imported": None, "affected": foretold,
    }  # fmt: skip
    assert problem(home.admin.asks(path, why)) == (409, "activity_already_revoked")


def test_stars_go_with_the_hours_they_stood_on(home: OpenHouse) -> None:
    wang, last = home.volunteer("王秀英"), ""
    for day in range(1, 14):  # Thirteen full days of eight hours: 104 hours, one star.
        came, left = f"2026-11-{day:02} 09:00", f"2026-11-{day:02} 17:00"
        home.it_is(left) if day > 22 else None
        activity = home.activity(came, left)
        last = home.presence(wang, activity, came, left)
        rated = {"attendances": [{"attendance": last, "rating": 5}]}
        home.admin.gets(f"/activities/{activity}/confirmations", rated)
    (hers,) = tries(home, f"/attendances/{last}/revocation", {"reason": "误记"})
    assert (hers["minutes"], hers["star_before"], hers["star_after"]) == (-480, 1, 0)
    done = home.admin.gets(f"/attendances/{last}/revocation", {"reason": "误记"})
    assert done["affected"] == [hers]


def test_the_reason_is_kept_apart_and_the_same_key_gets_the_same_answer(home: OpenHouse) -> None:
    wang = home.volunteer("王秀英")
    attendance, _ = served(home, wang)
    path, why = f"/attendances/{attendance}/correction", {"rating": 4, "reason": "王阿姨的评分"}
    first = home.admin.asks(path, why, key="once")
    again = home.admin.asks(path, why, key="once")
    assert first.status_code == again.status_code == 201 and first.json() == again.json()
    assert again.headers["Idempotency-Replayed"] == "true"
    assert home.house.notes.about(attendance) == ["王阿姨的评分"]
    facts = "".join(str(each.fact) for each in home.ledger.book.facts())
    assert "王阿姨" not in facts


def test_what_is_refused_is_refused_by_the_dry_run_too(home: OpenHouse) -> None:
    wang = home.volunteer("王秀英")
    attendance, activity = served(home, wang)
    path, why = f"/attendances/{attendance}/correction", {"rating": 5, "reason": "没有变化"}
    for query in ({"dry_run": "true"}, {}):
        assert problem(home.admin.asks(path, why, **query)) == (409, "nothing_to_correct")
    unlikely = {"out_at": "1999-01-01T00:00:00+08:00", "reason": "误"}
    assert problem(home.admin.asks(path, unlikely)) == (422, "time_implausible")


def test_the_same_key_gets_the_same_list_whatever_happened_since(home: OpenHouse) -> None:
    wang = home.volunteer("王秀英")
    attendance, _ = served(home, wang)
    spends(home, wang, 15)
    path, why = f"/attendances/{attendance}/revocation", {"reason": "误记"}
    first = home.admin.asks(path, why, key="once").json()
    assert first["affected"][0]["balance_after"] == -15
    home.serves(wang, "2026-11-23")
    again = home.admin.asks(path, why, key="once")
    assert (again.status_code, again.json()) == (201, first)


def test_minutes_that_earned_nothing_move_no_bean_and_the_balance_is_told(home: OpenHouse) -> None:
    wang = home.volunteer("王秀英")
    home.serves(wang, "2026-11-21")
    activity = home.activity(category="training")
    home.it_is(NOON)
    learnt = home.presence(wang, activity, "2026-11-22 09:00", "2026-11-22 11:00")
    rated = {"attendances": [{"attendance": learnt, "rating": 5}]}
    home.admin.gets(f"/activities/{activity}/confirmations", rated)
    (hers,) = tries(home, f"/attendances/{learnt}/revocation", {"reason": "误记"})
    assert (hers["minutes"], hers["training_minutes"], hers["beans"]) == (0, -120, 0)
    assert (hers["balance_after"], hers["blocked"]) == (20, False)
