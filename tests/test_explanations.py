"""Each line of a statement explains itself: the hours, the rate, the beans, and who confirmed."""

from __future__ import annotations

from typing import Any

from tests.house_open import Neighbour, OpenHouse

DAY = "2026-11-22"


def lines(home: OpenHouse, who: Neighbour, language: str = "en") -> list[dict[str, Any]]:
    """The statement as it is read in a language, after everything that was written."""
    address = f"/volunteers/{who.who.volunteer}/statement"
    who.sees(address)
    return who.looks(address, language=language).json()["items"]


def confirmed(
    home: OpenHouse, who: Neighbour, came: str, left: str, **more: Any
) -> tuple[str, dict[str, Any]]:
    """One person's morning, entered and confirmed; the attendance, and what it came to."""
    activity = home.activity(f"{DAY} {came}", f"{DAY} {left}", **more)
    home.it_is(f"{DAY} {left}")
    attendance = home.presence(who, activity, f"{DAY} {came}", f"{DAY} {left}")
    rated = {"attendances": [{"attendance": attendance, "rating": 5}]}
    told = home.admin.gets(f"/activities/{activity}/confirmations", rated)
    return attendance, told["results"][0]


def test_two_and_a_half_hours_at_ten_beans_are_twenty_five(home: OpenHouse) -> None:
    wang = home.volunteer("王秀英")
    confirmed(home, wang, "08:00", "10:30")
    (line,) = lines(home, wang)
    assert line["beans"] == 25 and line["grade"] == "B"
    assert "2.5 h × 10 beans = 25 beans" in line["explanation"]
    assert line["explanation"].endswith(f"confirmed by {line['confirmed_by']}")
    assert line["activity"].startswith("activity-") and line["policy"]
    assert line["clause"] == "beans.category.general"
    (line,) = lines(home, wang, "zh-CN")
    assert "2.5 小时 × 10 豆 = 25 豆" in line["explanation"]
    assert line["explanation"].endswith(f"由{line['confirmed_by']}确认")


def test_the_hours_of_the_sum_are_those_that_earned_and_the_minutes_are_exact(
    home: OpenHouse,
) -> None:
    wang = home.volunteer("王秀英")
    _, told = confirmed(home, wang, "08:00", "09:56", category="professional")
    assert (told["minutes"], told["beans"]) == (116, 32)  # Four minutes of grace, four units.
    (line,) = lines(home, wang)
    assert "116 minutes of service" in line["explanation"]
    assert "2.0 h × 16 beans = 32 beans" in line["explanation"].replace("2 h", "2.0 h")


def test_what_a_limit_cut_off_is_said(home: OpenHouse) -> None:
    wang = home.volunteer("王秀英")
    _, told = confirmed(home, wang, "08:00", "16:00", category="professional")
    assert (told["beans"], told["capped_beans"]) == (100, 28)
    (line,) = lines(home, wang)
    assert "8 h × 16 beans = 128 beans" in line["explanation"].replace("8.0 h", "8 h")
    assert "28 beans above the limit were not counted" in line["explanation"]
    assert "+100 beans" in line["explanation"]


def test_training_earns_no_beans_and_tells_no_sum(home: OpenHouse) -> None:
    wang = home.volunteer("王秀英")
    confirmed(home, wang, "08:00", "10:00", category="training")
    (line,) = lines(home, wang)
    assert "120 minutes of training" in line["explanation"] and "×" not in line["explanation"]


def test_a_correction_says_what_stood_before(home: OpenHouse) -> None:
    wang = home.volunteer("王秀英")
    attendance, _ = confirmed(home, wang, "08:00", "10:30")
    told = {"out_at": f"{DAY}T10:00:00+08:00", "reason": "十点就走了"}
    home.admin.gets(f"/attendances/{attendance}/correction", told)
    after, before = lines(home, wang)
    assert "corrected from 150 minutes to 120" in after["explanation"]
    assert (after["kind"], after["beans"], after["minutes"]) == ("service_corrected", -5, -30)
    assert "150 minutes of service" in before["explanation"]  # The old line stays as it was.
    assert after["reference"] == before["reference"] == attendance
    (after, _) = lines(home, wang, "zh-CN")
    assert "由 150 分钟改为 120 分钟" in after["explanation"]


def test_a_debt_is_named_where_it_was_made_and_where_it_was_repaid(home: OpenHouse) -> None:
    wang = home.volunteer("王秀英")
    attendance, _ = confirmed(home, wang, "08:00", "10:00")
    code = wang.gets("/redemption-codes")["code"]
    home.merchant().gets("/redemptions", {"code": code, "beans": 15, "capture": True})
    home.admin.gets(f"/attendances/{attendance}/revocation", {"reason": "误记"})
    confirmed(home, wang, "11:00", "12:00")
    repaid, revoked, *_ = lines(home, wang)
    assert "10 of them concern a debt" in repaid["explanation"] and repaid["balance"] == -5
    assert "15 of them concern a debt" in revoked["explanation"] and revoked["balance"] == -15
