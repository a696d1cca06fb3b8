"""Two people at the API: what one proposes waits, and a second one lets it happen or not."""

from __future__ import annotations

import pytest

from api.access.roles import Role
from api.ledgers import FIRST
from ledger.command import By
from ledger.facts import ProposalDeclined, SupplementProposed
from tests.house_open import OpenHouse, problem
from tests.office_of_two import ELEVEN, LI, NINE, SUN, SUNDAY, TwoPeople, seen

FORGET = By("person-sun", "staff", "key-forget", "told once")
NO_TWO = "proposal-01kag7q2w0jc1m5d8g"


@pytest.fixture
def two(home: OpenHouse) -> TwoPeople:
    """Li and Sun."""
    return TwoPeople(home)


def test_a_late_record_waits_and_counts_after_the_second_yes(any_home: OpenHouse) -> None:
    two = TwoPeople(any_home)
    proposal = two.remembers()
    (told,) = two.waiting()
    assert (told["kind"], told["people"], told["state"]) == ("supplement", 1, "waiting")
    assert (told["proposer"], told["reason"]) == (LI, "合影为证,王秀英在左")
    assert told["presences"][0]["volunteer"] == two.wang.who.volunteer
    account = f"/volunteers/{two.wang.who.volunteer}/account"
    assert two.sun.sees(account)["minutes"] == 0
    settled = two.sun.gets(f"/proposals/{proposal}/approval")
    assert settled["state"] == "approved"
    (result,) = settled["results"]
    assert (result["minutes"], result["grade"], result["beans"]) == (120, "C", 0)
    assert two.sun.sees(account)["minutes"] == 120
    assert two.waiting() == []
    (after,) = two.sun.sees("/proposals", state="approved")["items"]
    assert (after["proposal"], after["settled_by"]) == (proposal, SUN)


def test_the_words_of_a_proof_are_never_in_the_book(two: TwoPeople) -> None:
    proposal = two.remembers()
    two.sun.gets(f"/proposals/{proposal}/rejection", {"reason": "照片里不是王秀英"})
    book = list(two.home.ledger.book.facts())
    assert "王秀英" not in repr(book)
    made = next(each.fact for each in book if isinstance(each.fact, SupplementProposed))
    no = next(each.fact for each in book if isinstance(each.fact, ProposalDeclined))
    notes = two.home.house.notes
    assert notes.text(made.note) == "合影为证,王秀英在左"
    assert notes.text(no.note) == "照片里不是王秀英"
    two.home.house.erasing.erase(FIRST, str(two.wang.who.volunteer), FORGET)
    assert notes.text(made.note) is None and notes.text(no.note) is None


def test_a_late_record_without_proof_or_of_a_strange_time_is_none(two: TwoPeople) -> None:
    path = f"/activities/{two.activity}/supplements"
    told = {"presences": [seen(two.wang)]}
    assert problem(two.li.asks(path, told)) == (422, "proof_missing")
    odd = {"presences": [seen(two.wang, came="1926-11-22 09:00")], "proof": "合影"}
    assert problem(two.li.asks(path, odd)) == (422, "time_implausible")
    assert problem(two.li.asks(path, {"presences": [], "proof": "合影"}))[0] == 400


def test_the_same_key_proposes_once_and_keeps_one_note(two: TwoPeople) -> None:
    path, told = f"/activities/{two.activity}/supplements", {
        "presences": [seen(two.wang)], "proof": "合影"
    }  # fmt: skip
    first = two.li.asks(path, told, key="once")
    again = two.li.asks(path, told, key="once")
    assert again.json() == first.json() and again.headers["Idempotency-Replayed"] == "true"
    attendance = f"attendance-{two.activity[9:]}-{two.wang.who.volunteer[10:]}"
    assert two.home.house.notes.about(attendance) == ["合影"]


def test_a_refused_proposal_leaves_no_note(two: TwoPeople) -> None:
    late = {"presences": [seen(two.wang, came=f"{SUNDAY} 07:00")], "proof": "合影"}
    path = f"/activities/{two.activity}/supplements"
    assert problem(two.li.asks(path, late)) == (422, "too_early")
    attendance = f"attendance-{two.activity[9:]}-{two.wang.who.volunteer[10:]}"
    assert two.home.house.notes.about(attendance) == []


def test_the_proposer_takes_it_back_and_no_other_organizer_does(two: TwoPeople) -> None:
    proposal = two.remembers()
    no = {"reason": "记错了"}
    path = f"/proposals/{proposal}/rejection"
    assert problem(two.home.organizer.asks(path, no)) == (403, "forbidden")
    assert two.li.gets(path, no)["state"] == "declined"
    assert problem(two.sun.asks(f"/proposals/{proposal}/approval")) == (409, "proposal_settled")
    assert problem(two.sun.asks(path, no)) == (409, "proposal_settled")


def test_what_nobody_proposed_is_nothing(two: TwoPeople) -> None:
    for step in ("approval", "rejection"):
        for asker in (two.sun, two.home.admin):
            answer = asker.asks(f"/proposals/{NO_TWO}/{step}", {})
            assert problem(answer) == (404, "proposal_unknown")


def test_a_batch_beyond_one_persons_word_goes_to_a_second(two: TwoPeople) -> None:
    attendance = two.home.presence(two.wang, two.activity, NINE, ELEVEN)
    told = {"attendances": [{"attendance": attendance, "rating": 4}], "reason": "当天无人扫码"}
    proposal = two.li.gets(f"/activities/{two.activity}/confirmations/proposal", told)["proposal"]
    (waits,) = two.waiting()
    assert (waits["kind"], waits["attendances"][0]["rating"]) == ("confirmation", 4)
    (result,) = two.sun.gets(f"/proposals/{proposal}/approval")["results"]
    assert (result["minutes"], result["beans"], result["grade"]) == (120, 20, "B")


def test_minutes_above_the_limit_are_reviewed_by_another(two: TwoPeople) -> None:
    home = two.home
    long = home.activity(f"{SUNDAY} 12:00", f"{SUNDAY} 22:00")
    attendance = home.presence(two.wang, long, f"{SUNDAY} 12:00", f"{SUNDAY} 22:00")
    rated = {"attendances": [{"attendance": attendance, "rating": 5}]}
    (told,) = two.li.gets(f"/activities/{long}/confirmations", rated)["results"]
    assert (told["minutes"], told["pending_minutes"], told["beans"]) == (480, 120, 80)
    path = f"/attendances/{attendance}/review"
    assert problem(two.sun.asks(path, {"accepted_minutes": 121})) == (422, "more_than_pending")
    done = two.sun.gets(path, {"accepted_minutes": 90, "reason": "值班表为证"})
    assert done == {
        "attendance": attendance, "accepted_minutes": 90, "declined_minutes": 30, "beans": 15,
    }  # fmt: skip
    seen_now = two.sun.sees(f"/volunteers/{two.wang.who.volunteer}/account")
    assert (seen_now["minutes"], seen_now["beans"]) == (570, 95)


def test_a_deed_is_rewarded_once_and_the_highest_grade_by_two(two: TwoPeople) -> None:
    path = f"/volunteers/{two.wang.who.volunteer}/awards"
    pipe = {"code": "verified_clue", "grade": 20, "reference": "燃气 2026-017"}
    given = two.sun.gets(path, pipe)
    assert (given["beans"], given["proposal"]) == (20, None)
    same = pipe | {"grade": 5, "reference": "燃气　2026-０17"}
    assert problem(two.sun.asks(path, same)) == (409, "already_awarded")
    waits = two.sun.gets(path, pipe | {"grade": 50, "reference": "电缆 2026-018"})
    assert waits["beans"] == 0 and waits["proposal"]
    yes = f"/proposals/{waits['proposal']}/approval"
    assert problem(two.sun.asks(yes)) == (403, "same_person")
    (told,) = two.waiting(two.home.admin)
    assert (told["kind"], told["grade"], told["reason"]) == ("award", 50, "电缆 2026-018")
    assert two.home.admin.gets(yes)["beans"] == 50
    assert problem(two.sun.asks(path, pipe | {"code": "kindness"})) == (422, "award_unknown")


def test_the_limits_of_awards_say_what_they_are(two: TwoPeople) -> None:
    path = f"/volunteers/{two.wang.who.volunteer}/awards"
    for number in range(2):
        bench = {"code": "adopted_suggestion", "grade": 10, "reference": f"长椅 {number}"}
        two.sun.gets(path, bench)
    answer = two.sun.asks(path, bench | {"reference": "长椅 9"}, language="en")
    assert problem(answer) == (422, "award_limit")
    assert answer.json()["title"] == "At most 20 beans a month for this."


def test_our_own_mistake_is_forgiven_by_two(two: TwoPeople) -> None:
    two.a_debt()
    wang = str(two.wang.who.volunteer)
    assert two.sun.sees(f"/volunteers/{wang}/account")["blocked"]
    told = {"reason": "系统把同一活动计算了两次"}
    proposal = two.sun.gets(f"/volunteers/{wang}/write-offs", told)["proposal"]
    yes = f"/proposals/{proposal}/approval"
    assert problem(two.sun.asks(yes)) == (403, "same_person")
    assert two.home.admin.gets(yes)["beans"] == 20
    account = two.sun.sees(f"/volunteers/{wang}/account")
    assert (account["beans"], account["blocked"]) == (0, False)
    again = two.sun.asks(f"/volunteers/{wang}/write-offs", told)
    assert problem(again) == (409, "nothing_to_forgive")


def test_households_are_formed_joined_and_left(two: TwoPeople) -> None:
    wang = {"volunteer": two.wang.who.volunteer}
    household = two.sun.gets("/households", {"community": two.home.lane})["id"]
    members = f"/households/{household}/members"
    assert two.sun.gets(members, wang)["household"] == household
    assert problem(two.sun.asks(members, wang)) == (409, "already_in_household")
    assert two.sun.gets(f"{members}/leave", wang)["volunteer"] == wang["volunteer"]
    assert problem(two.sun.asks(f"{members}/leave", wang)) == (409, "not_in_household")
    nowhere = "/households/household-01kag7q2w5jc1m5d8g/members"
    for asker in (two.sun, two.home.admin):
        assert problem(asker.asks(nowhere, wang)) == (404, "household_unknown")


def test_pages_of_proposals_show_what_is_within_reach_and_nothing_else(two: TwoPeople) -> None:
    home = two.home
    there = home.let_in(Role.STAFF, unit=home.beyond)
    proposals = [two.remembers() for _ in range(3)]
    first = two.sun.sees("/proposals", limit=2)
    rest = two.sun.sees("/proposals", limit=2, cursor=first["next_cursor"])
    shown = [each["proposal"] for page in (first, rest) for each in page["items"]]
    assert shown == proposals and rest["next_cursor"] is None
    assert there.sees("/proposals") == {"items": [], "next_cursor": None}
    answer = there.asks(f"/proposals/{proposals[0]}/approval")
    assert problem(answer) == (404, "proposal_unknown")


def test_several_people_are_remembered_together(two: TwoPeople) -> None:
    zhao = two.home.volunteer("赵小梅")
    proposal = two.remembers(
        seen(two.wang), seen(zhao, came=f"{SUNDAY} 10:00", break_minutes=10)
    )
    results = two.sun.gets(f"/proposals/{proposal}/approval")["results"]
    assert [each["minutes"] for each in results] == [120, 50]
