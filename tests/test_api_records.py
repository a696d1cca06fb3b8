"""A program brings records of another book in, row by row, and takes records away."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from api.access.roles import Role
from ledger.facts import ImportProposed, ServiceImported
from tests.house_open import PHONES, Neighbour, OpenHouse, problem

HEADER = "姓名,手机号码,所属社区,记录编号,活动名称,服务日期,服务时长(分钟),记录单位"
GOOD = f"王秀英,{PHONES['王秀英']},阳光里社区,A-1,敬老院陪护,2026-03-08,60,河对岸志愿队"
STRANGER = "陈美华,13911111111,阳光里社区,A-2,敬老院陪护,2026-03-08,90,河对岸志愿队"
BAD = f"王秀英,{PHONES['王秀英']},没有的社区,A-3,敬老院陪护,2026-02-30,60,河对岸志愿队"
FUTURE = f"王秀英,{PHONES['王秀英']},阳光里社区,A-4,敬老院陪护,2027-01-01,60,河对岸志愿队"


def table(*rows: str) -> dict[str, str]:
    """A table as it is sent."""
    return {"csv": "\n".join((HEADER, *rows))}


def states(told: dict[str, Any]) -> list[str]:
    return [each["state"] for each in told["results"]]


def told(home: OpenHouse, kind: type) -> list[Any]:
    return [each.fact for each in home.ledger.book.facts() if isinstance(each.fact, kind)]


@pytest.fixture
def office(home: OpenHouse) -> tuple[Neighbour, Neighbour]:
    """Two programs of the lane's office, each made by somebody else."""
    home.volunteer("王秀英")
    keys, made = home.house.keys, []
    for person in ("person-zhou", "person-wu"):
        text, who = keys.create(Role.STAFF, "home", unit=home.lane, made_by=person)
        made.append(Neighbour(home.client, home._news, text, who))
    return made[0], made[1]


def test_a_table_is_tried_then_waits_and_comes_in_once_a_second_one_agrees(
    home: OpenHouse, office: tuple[Neighbour, Neighbour]
) -> None:
    zhou, wu = office
    before = home.facts()
    tried = zhou.asks("/records", table(GOOD, STRANGER), dry_run="true")
    assert tried.status_code == 200 and states(tried.json()) == ["would wait"] * 2
    assert home.facts() == before
    sent = zhou.gets("/records", table(GOOD, STRANGER), key="key-1")
    assert states(sent) == ["waiting"] * 2 and sent["refused"] == 0
    (asked,) = told(home, ImportProposed)
    path = f"/proposals/{asked.proposal}/approval"
    assert problem(zhou.asks(path)) == (403, "same_person")
    (listed,) = wu.sees("/proposals")["items"]
    assert listed["kind"] == "import"
    assert [each["minutes"] for each in listed["records"]] == [60, 90]
    assert wu.gets(path)["imported"] == 2
    assert sorted(each.minutes for each in told(home, ServiceImported)) == [60, 90]


def test_the_same_table_again_changes_nothing_and_a_key_is_for_one_table(
    home: OpenHouse, office: tuple[Neighbour, Neighbour]
) -> None:
    zhou, wu = office
    first = zhou.gets("/records", table(GOOD), key="key-1")
    wishes = home.facts()
    again = zhou.asks("/records", table(GOOD), key="key-1")
    assert again.json() == first and again.headers["idempotency-replayed"] == "true"
    assert states(zhou.gets("/records", table(GOOD), key="key-2")) == ["waiting"]
    assert home.facts() == wishes
    assert problem(zhou.asks("/records", table(STRANGER), key="key-1")) == (422, "key_reused")
    wu.gets(f"/proposals/{told(home, ImportProposed)[0].proposal}/approval")
    assert states(zhou.gets("/records", table(GOOD), key="key-3")) == ["unchanged"]


def test_each_bad_row_is_named_with_its_column_and_reason_in_both_languages(
    home: OpenHouse, office: tuple[Neighbour, Neighbour]
) -> None:
    tried = office[0].asks("/records", table(GOOD, BAD, FUTURE), dry_run="true").json()
    sent = office[0].gets("/records", table(GOOD, BAD, FUTURE))
    assert states(sent) == ["waiting", "refused", "refused"] and sent["refused"] == 2
    assert [each["row"] for each in sent["results"]] == [2, 3, 4]
    assert sent["results"][1:] == tried["results"][1:], "looking and doing say the same"
    found = {each["column"]: each for each in sent["results"][1]["problems"]}
    assert set(found) == {"所属社区", "服务日期"}
    assert found["服务日期"]["code"] == "not_a_date" and found["服务日期"]["chinese"]
    assert found["服务日期"]["english"].isascii()
    (late,) = sent["results"][2]["problems"]
    assert late["code"] == "in_the_future"


def test_what_is_no_table_is_a_bad_request(office: tuple[Neighbour, Neighbour]) -> None:
    answer = office[0].asks("/records", {"csv": "亲爱的同志们"})
    assert problem(answer) == (400, "malformed")
    assert answer.json()["errors"][0]["pointer"] == "/csv"


def test_records_are_taken_away_for_a_purpose_that_each_of_them_can_read(
    home: OpenHouse, office: tuple[Neighbour, Neighbour]
) -> None:
    zhou, wu = office
    zhou.gets("/records", table(GOOD))
    wu.gets(f"/proposals/{told(home, ImportProposed)[0].proposal}/approval")
    assert zhou.looks("/records").status_code == 400, "nothing is handed over for no purpose"
    taken = zhou.looks("/records", purpose="other", reference="MZ-2026-12", at_least=home._news[0])
    assert taken.headers["content-type"].startswith("text/csv")
    header, row = csv.reader(io.StringIO(taken.content.decode("utf-8-sig")))
    known = dict(zip(header, row, strict=True))
    shown = known["活动名称"], known["服务时长(分钟)"], known["证据等级"]
    assert shown == ("敬老院陪护", "60", "D")
    wang = home.house.people.by_phone("home", PHONES["王秀英"])
    (look,) = home.house.particulars.looked_up(wang)
    assert look.purpose == "other: MZ-2026-12"
    beyond = home.let_in(Role.STAFF, unit=home.beyond)
    elsewhere = beyond.looks("/records", purpose="other", reference="A-1")
    assert "敬老院陪护" not in elsewhere.text
