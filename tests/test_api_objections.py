"""Wang disputes a line at the API, and reads the answer; nobody else learns of it."""

from __future__ import annotations

from tests.house_open import Neighbour, OpenHouse, problem

WORDS = "我是十点到的，不是九点"


def served(home: OpenHouse, who: Neighbour) -> str:
    return str(home.serves(who).json()["results"][0]["attendance"])


def objects(who: Neighbour, attendance: str) -> dict[str, str]:
    path = f"/volunteers/{who.who.volunteer}/objections"
    return who.gets(path, {"reference": attendance, "words": WORDS})


def test_an_objection_is_answered_in_time_and_on_its_line(home: OpenHouse) -> None:
    wang = home.volunteer("王秀英")
    attendance = served(home, wang)
    raised = objects(wang, attendance)
    assert raised["due_on"] == "2026-11-27"
    (waiting,) = home.admin.sees("/objections")["items"]
    assert (waiting["words"], waiting["overdue"]) == (WORDS, False)
    home.it_is("2026-11-28 09:00")
    assert home.admin.sees("/objections")["items"][0]["overdue"] is True
    path, told = f"/objections/{raised['id']}/answer", {"outcome": "upheld", "words": "您说得对"}
    assert home.admin.gets(path, told)["state"] == "upheld"
    assert home.admin.sees("/objections")["items"] == []
    (answered,) = home.admin.sees("/objections", state="upheld")["items"]
    assert answered["answer"] == "您说得对"
    (line,) = wang.sees(f"/volunteers/{wang.who.volunteer}/statement")["items"]
    assert line["objection"] == {
        "state": "upheld", "due_on": "2026-11-27", "answer": "您说得对",
    }  # fmt: skip


def test_her_words_are_in_no_fact(home: OpenHouse) -> None:
    wang = home.volunteer("王秀英")
    objects(wang, served(home, wang))
    assert WORDS not in "".join(str(each.fact) for each in home.ledger.book.facts())


def test_nobody_disputes_for_somebody_else_and_no_line_twice(home: OpenHouse) -> None:
    wang, zhao = home.volunteer("王秀英"), home.volunteer("赵小梅")
    attendance = served(home, wang)
    hers = f"/volunteers/{wang.who.volunteer}/objections"
    told = {"reference": attendance, "words": WORDS}
    assert problem(zhao.asks(hers, told)) == (404, "volunteer_unknown")
    own = f"/volunteers/{zhao.who.volunteer}/objections"
    assert problem(zhao.asks(own, told)) == (404, "nothing_to_object")
    wang.gets(hers, told)
    assert problem(wang.asks(hers, told)) == (409, "already_objected")


def test_an_objection_that_never_was_is_not_answered(home: OpenHouse) -> None:
    told = {"outcome": "declined", "words": "无"}
    nobody = f"/objections/objection-{'0' * 18}/answer"
    assert problem(home.admin.asks(nobody, told)) == (404, "objection_unknown")
