"""An auditor asks the book for less than all of it: one kind of fact, one subject, both."""

from __future__ import annotations

from typing import Any

import pytest

from api.v1 import audit
from tests.house_open import OpenHouse, problem

DAYS = ("2026-11-22", "2026-11-23", "2026-11-24")


def pages(home: OpenHouse, **asked: Any) -> list[list[dict[str, Any]]]:
    """Every page, the last one included, that the auditor turns."""
    found, cursor = [], ""
    while cursor is not None:
        page = home.auditor.sees("/ledger/facts", cursor=cursor, **asked)
        found.append(page["items"])
        cursor = page["next_cursor"]
    return found


def whole(home: OpenHouse, **asked: Any) -> list[dict[str, Any]]:
    """What stands on all of them."""
    return [fact for page in pages(home, **asked) for fact in page]


@pytest.fixture
def served(any_home: OpenHouse) -> OpenHouse:
    """Wang came on three days, Zhao on one of them."""
    wang = any_home.volunteer()
    for day in DAYS:
        any_home.serves(wang, day)
    any_home.serves(any_home.volunteer("赵小梅"), DAYS[-1])
    return any_home


def test_one_kind_of_fact_is_found_wherever_it_stands(served: OpenHouse) -> None:
    awards = [fact for fact in whole(served, limit=100) if fact["type"] == "BeansAwarded"]
    assert len(awards) == 4
    for limit in (1, 2, 3, 4, 5):
        found = pages(served, type="BeansAwarded", limit=limit)
        assert [fact for page in found for fact in page] == awards
        assert max(map(len, found)) == min(limit, 4)
    assert whole(served, type="BeansAwarded", after=awards[1]["position"]) == awards[2:]


def test_what_is_rare_is_looked_for_a_stretch_at_a_time(
    served: OpenHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    stretch = 3
    monkeypatch.setattr(audit, "LOOKED_THROUGH", stretch)
    found = pages(served, type="BeansAwarded", limit=2)
    assert len([fact for page in found for fact in page]) == 4
    assert [] in found, "a page may be empty and not the last one"
    assert len(found) == -(-served.facts() // stretch)
    monkeypatch.setattr(audit, "LOOKED_THROUGH", served.facts())
    assert [len(page) for page in pages(served, type="BeansAwarded", limit=3)] == [3, 1]
    assert [len(page) for page in pages(served, type="BeansAwarded", limit=4)] == [4]


def test_one_subject_is_followed_through_the_book(served: OpenHouse) -> None:
    everything = whole(served, limit=100)
    (wang,) = {fact["data"]["volunteer"] for fact in everything if fact["type"] == "BeansAwarded"
               and DAYS[0] == fact["data"]["earned_on"]}  # fmt: skip
    about_her = [fact for fact in everything if wang in fact["tags"]]
    assert {"VolunteerRegistered", "CheckedIn", "BeansAwarded"} <= {f["type"] for f in about_her}
    for limit in (1, 3, len(about_her), 100):
        assert whole(served, tag=wang, limit=limit) == about_her
    assert len(pages(served, tag=wang, limit=len(about_her))) == 1
    arrivals = [fact for fact in about_her if fact["type"] == "CheckedIn"]
    assert whole(served, tag=wang, type="CheckedIn", limit=2) == arrivals
    assert len(arrivals) == len(DAYS)
    assert whole(served, tag=wang, after=arrivals[-1]["position"]) == [
        fact for fact in about_her if fact["position"] > arrivals[-1]["position"]
    ]


def test_a_key_under_which_something_was_written_is_no_subject(served: OpenHouse) -> None:
    (first, *_) = served.ledger.book.facts(after=3)
    assert first.key.startswith("key-") and whole(served, tag=first.key) == []
    assert whole(served, tag="volunteer-nobody") == []


def test_what_was_never_a_fact_is_refused(home: OpenHouse) -> None:
    for asked in ({"type": "Beans"}, {"type": "beansawarded"}, {"tag": "x"}, {"tag": "a b-c"},
                  {"tag": "volunteer-" + "x" * 100}, {"kind": "BeansAwarded"}):  # fmt: skip
        assert problem(home.auditor.looks("/ledger/facts", **asked)) == (400, "malformed"), asked


def test_the_description_names_every_kind_of_fact(home: OpenHouse) -> None:
    document = home.client.get("/schema/openapi.json").json()
    asked = document["paths"]["/v1/ledger/facts"]["get"]["parameters"]
    named = {one["name"]: one for one in asked}
    kinds = named["type"]["schema"]["enum"]
    assert {"", "BeansAwarded", "PolicyAdopted"} <= set(kinds) and "kind" not in named
    assert named["tag"]["description"] and named["type"]["description"]
