"""Over HTTP: Zhao works for a company and studies, comes as a student, and her hours say so."""

from __future__ import annotations

from tests.house_open import OpenHouse, problem


def test_she_says_what_she_is_and_as_what_she_comes(home: OpenHouse) -> None:
    home.it_is("2026-11-22 08:00")
    zhao = home.volunteer("赵小梅")
    here = f"/volunteers/{zhao.who.volunteer}/affiliations"
    zhao.gets(here, {"kind": "company", "since": "2026-01-01"})
    study = zhao.gets(here, {"kind": "student", "since": "2026-09-01"})["affiliation"]
    assert problem(zhao.asks(here, {"kind": "student", "since": "2026-10-01"})) == (
        409, "affiliation_held",
    )  # fmt: skip
    assert problem(zhao.asks(here, {"kind": "spy", "since": "2026-10-01"})) == (400, "malformed")
    activity = home.activity("2026-11-22 09:00", "2026-11-22 11:00")
    sign_up = f"/activities/{activity}/sign-ups"
    assert problem(zhao.asks(sign_up, {"affiliation": "charity"})) == (422, "affiliation_not_held")
    zhao.gets(sign_up, {"affiliation": "student"})
    home.it_is("2026-11-22 11:00")
    attendance = home.presence(zhao, activity, "2026-11-22 09:00", "2026-11-22 11:00")
    rated = {"attendances": [{"attendance": attendance, "rating": 5}]}
    home.admin.gets(f"/activities/{activity}/confirmations", rated)
    home.serves(zhao, "2026-11-23")
    found = home.admin.sees("/hours", unit=home.lane, by="affiliation", period="2026-11")
    assert {each["of"]: each["minutes"] for each in found["items"]} == {
        "student": 120, "company": 120,
    }  # fmt: skip
    assert found["total"]["minutes"] == 240
    zhao.gets(f"{here}/{study}/end", {"last": "2026-11-30"})
    ends = {each["kind"]: each["until"] for each in zhao.sees(here)["items"]}
    assert ends == {"company": None, "student": "2026-11-30"}
