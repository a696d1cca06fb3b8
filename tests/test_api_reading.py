"""Looking things up: what one has just written, page by page, in the reader's language."""

from __future__ import annotations

import re

import pytest

from tests.house_open import OpenHouse, moment, problem
from tests.story import clock


def test_whoever_names_a_position_sees_that_write(any_home: OpenHouse) -> None:
    wang = any_home.volunteer()
    own = f"/volunteers/{wang.who.volunteer}/account"
    for beans, day in ((20, "2026-11-22"), (40, "2026-11-23"), (60, "2026-11-24")):
        told = any_home.serves(wang, day).headers["Ledger-Position"]
        seen = wang.looks(own, at_least=told).json()
        assert seen["beans"] == beans
        again = wang.sees(own, at_least=seen["position"])
        assert again["beans"] == beans


def test_a_write_that_nobody_made_is_not_waited_for(home: OpenHouse) -> None:
    beyond = str(home.facts() + 1)
    for token in (beyond, "x", "", "-1", "1e3", "9" * 19):
        answer = home.auditor.looks("/ledger/trial-balance", at_least=token)
        assert problem(answer) == (400, "token_malformed"), token


def test_views_that_do_not_follow_are_owned_up_to(home: OpenHouse) -> None:
    wang = home.volunteer()
    home.ledger.shelf.keep_warm().close()  # The house has lost its eyes.
    written = home.serves(wang).headers["Ledger-Position"]
    answer = wang.looks(f"/volunteers/{wang.who.volunteer}/account", at_least=written)
    assert problem(answer) == (503, "view_behind")
    assert answer.headers["Retry-After"] == "1"


def test_an_account_that_did_not_change_is_not_sent_again(home: OpenHouse) -> None:
    wang, zhao = home.volunteer(), home.volunteer("赵小梅")
    home.serves(wang)
    own = f"/volunteers/{wang.who.volunteer}/account"
    home.auditor.sees("/ledger/trial-balance")
    tag = wang.looks(own).headers["ETag"]
    again = wang.headers() | {"If-None-Match": f'"other", {tag}'}
    zhao.gets("/redemption-codes")  # What others do is no news to Wang.
    unchanged = home.client.get(f"/v1{own}", headers=again)
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert unchanged.headers["ETag"] == tag
    home.it_is("2029-12-01 00:00")
    changed = home.client.get(f"/v1{own}", headers=again)
    assert changed.status_code == 200 and changed.headers["ETag"] != tag


def test_a_statement_comes_in_pages_newest_first(home: OpenHouse) -> None:
    wang = home.volunteer()
    for day in range(22, 29):
        home.serves(wang, f"2026-11-{day}")
    own = f"/volunteers/{wang.who.volunteer}/statement"
    whole = home.admin.sees(own, limit=100)
    assert (len(whole["items"]), whole["next_cursor"]) == (7, None)
    times = [moment(line["at"]) for line in whole["items"]]
    assert times == sorted(times, reverse=True)
    pages, cursor = [], ""
    while cursor is not None:
        page = wang.sees(own, limit=3, cursor=cursor)
        pages.append(page["items"])
        cursor = page["next_cursor"]
    assert [len(page) for page in pages] == [3, 3, 1]
    assert [line for page in pages for line in page] == whole["items"]


def test_a_line_of_a_statement_explains_itself_in_the_readers_language(home: OpenHouse) -> None:
    wang, chen = home.volunteer(), home.merchant()
    home.serves(wang)
    code = wang.gets("/redemption-codes")["code"]
    paid = chen.gets("/redemptions", {"code": code, "beans": 12})
    own = f"/volunteers/{wang.who.volunteer}/statement"
    noodles, sweeping = home.admin.sees(own)["items"]
    assert noodles["explanation"] == "在“老陈面馆”兑换，-12 颗金豆"
    assert noodles["reference"] == paid["id"]
    assert sweeping["explanation"] == (
        "参加“楼道清洁”，记录服务 120 分钟，+20 颗金豆，2 小时 × 10 豆 = 20 豆，由社区办公室确认"
    )
    assert (sweeping["grade"], sweeping["confirmed_by"]) == ("B", "社区办公室")
    english = wang.looks(own, language="en-GB,en;q=0.9")
    assert english.headers["Content-Language"] == "en"
    told = [line["explanation"] for line in english.json()["items"]]
    assert told[0] == "redeemed at 老陈面馆, -12 beans"
    assert told[1].endswith("2 h × 10 beans = 20 beans, confirmed by the community office")


def test_the_book_is_read_from_the_first_fact_to_the_last(home: OpenHouse) -> None:
    home.serves(home.volunteer())
    facts, cursor = [], ""
    while cursor is not None:
        page = home.auditor.sees("/ledger/facts", limit=4, cursor=cursor)
        facts += page["items"]
        cursor = page["next_cursor"]
    assert [fact["position"] for fact in facts] == list(range(1, home.facts() + 1))
    assert facts[0]["type"] == "PolicyAdopted"
    last = facts[-1]
    assert (last["type"], last["data"]["beans"], last["role"]) == ("BeansAwarded", 20, "admin")
    assert last["actor"] == home.admin.who.id
    assert last["data"]["attendance"] in last["tags"] and "at" not in last["data"]
    assert moment(last["at"]) == moment(last["recorded_at"]) == clock("2026-11-22 11:00")
    behind = home.auditor.sees("/ledger/facts", after=home.facts() - 2)["items"]
    assert behind == facts[-2:]


def test_the_book_tells_an_auditor_nothing_that_names_a_person(home: OpenHouse) -> None:
    for name in ("王秀英", "赵小梅", "李建国"):
        home.serves(home.volunteer(name))
    told = home.auditor.looks("/ledger/facts", limit=100).text
    for word in ("秀英", "小梅", "建国", "1380000000"):
        assert word not in told


def test_takings_are_those_of_the_month_that_is_asked_for(home: OpenHouse) -> None:
    wang, chen = home.volunteer(), home.merchant()
    home.serves(wang)
    code = wang.gets("/redemption-codes")["code"]
    chen.gets("/redemptions", {"code": code, "beans": 10})
    path = f"/merchants/{chen.who.merchant}/takings"
    assert chen.sees(path)["month"] == "2026-11"
    assert chen.sees(path, month="2026-11")["net_beans"] == 10
    home.it_is("2026-12-01 00:00")
    assert chen.sees(path) == chen.sees(path, month="2026-12")
    assert chen.sees(path)["net_beans"] == 0


@pytest.mark.parametrize(("wanted", "language", "title"), [
    ("", "zh", "没有这位志愿者。"),
    ("zh-CN,zh;q=0.9,en;q=0.8", "zh", "没有这位志愿者。"),
    ("en", "en", "There is no such volunteer."),
    ("fr, en;q=0.5", "en", "There is no such volunteer."),
    ("de", "zh", "没有这位志愿者。"),
])  # fmt: skip
def test_a_problem_speaks_chinese_first_and_english_to_those_who_ask(
    home: OpenHouse, wanted: str, language: str, title: str
) -> None:
    answer = home.admin.looks("/volunteers/volunteer-0/account", language=wanted)
    assert problem(answer) == (404, "volunteer_unknown")
    assert (answer.headers["Content-Language"], answer.json()["title"]) == (language, title)


def test_a_limit_says_which_one_it_is(home: OpenHouse) -> None:
    wang, chen = home.volunteer(), home.merchant()
    home.serves(wang)
    code = wang.gets("/redemption-codes")["code"]
    answer = chen.asks("/redemptions", {"code": code, "beans": 9}, language="en")
    assert problem(answer) == (422, "limit_exceeded")
    assert answer.json()["title"] == "Beyond a limit: at least 10 beans at a time."
    assert answer.json()["details"]["limit"] == "min_beans"


def test_the_code_of_an_activity_is_drawn_and_never_kept(home: OpenHouse) -> None:
    sweeping = home.activity()
    drawn = home.organizer.looks(f"/activities/{sweeping}/code.svg")
    assert drawn.headers["Content-Type"] == "image/svg+xml"
    assert drawn.headers["Cache-Control"] == "no-store"
    assert drawn.headers["Expires"] == "Sun, 22 Nov 2026 01:00:30 GMT"
    shown = home.shown(sweeping)
    assert re.search(f"<title>{shown}</title>", drawn.text)
    home.later(seconds=30)
    assert home.shown(sweeping) != shown


def test_who_came_is_listed_in_pages_by_masked_name(home: OpenHouse) -> None:
    sweeping = home.activity()
    home.it_is("2026-11-22 11:00")
    for name in ("王秀英", "赵小梅", "李建国"):
        home.presence(home.volunteer(name), sweeping, "2026-11-22 09:00", "2026-11-22 11:00")
    here = f"/activities/{sweeping}/attendances"
    first = home.organizer.sees(here, limit=2)
    rest = home.organizer.sees(here, limit=2, cursor=first["next_cursor"])
    names = [one["name_masked"] for one in first["items"] + rest["items"]]
    assert (names, rest["next_cursor"]) == (["王**", "赵**", "李**"], None)
