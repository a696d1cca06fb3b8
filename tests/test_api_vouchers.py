"""Over HTTP: a voucher for old Mrs Wang, at Master Chen's counter, and whoever guesses one."""

from __future__ import annotations

from typing import Any

from api.access.roles import Role
from api.errands.running import Errands
from api.journals.outside import ask_all
from api.ledgers import FIRST
from api.verifying.verification import Verification
from ledger.subjects.fund import FundPage, Funds
from tests.badge_lane import Lane
from tests.badge_lane import lane as lane  # The fixture.
from tests.bookkeepers import bookkeepers_at_hand, forge
from tests.house_open import moment, problem
from tests.story import clock


def prints(lane: Lane, beans: int = 40, **more: str) -> dict[str, Any]:
    """The organizer of the lane prints it."""
    told = {"volunteer": lane.wang.who.volunteer, "beans": beans}
    return lane.home.organizer.gets("/vouchers", told, **more)


def waiting(lane: Lane) -> list[str]:
    """What Wang has on paper."""
    path = f"/volunteers/{lane.wang.who.volunteer}/vouchers"
    return [each["id"] for each in lane.wang.sees(path)["items"]]


def account(lane: Lane) -> tuple[int, int]:
    """Wang's beans, and those that wait; what the clock did is on no answer that one could wait
    for."""
    assert lane.home.ledger.shelf.wait_for(lane.home.facts())
    told = lane.wang.sees(f"/volunteers/{lane.wang.who.volunteer}/account")
    return told["beans"], told["held"]


def told(lane: Lane) -> list[str]:
    """What Wang's statement says about paper, the oldest line first."""
    lines = lane.wang.sees(f"/volunteers/{lane.wang.who.volunteer}/statement")["items"]
    return [line["explanation"] for line in reversed(lines) if "兑换券" in line["explanation"]]


def money(lane: Lane) -> tuple[int, int]:
    """What the fund of the lane has reserved and paid, in fen."""
    book = lane.home.ledger.book
    (page,) = book.look(Funds(lane.home.lane)).pages.values()
    open_page = book.look(FundPage(page))
    return open_page.reserved_fen, open_page.paid_fen


def all_is_right(lane: Lane) -> None:
    """The whole book comes to what the views show, and to what two strangers make of it."""
    home, house = lane.home, lane.home.house
    home.ledger.shelf.wait_for(home.facts())
    checking = Verification(house.settings, home.ledger.name)
    assert list(checking.run(lambda _done, _all: None)) == []
    trial = lane.home.ledger.trial_balance.of()
    assert sum(trial.values()) == 0 and trial["held"] == account(lane)[1]
    sums = home.ledger.supply.of([home.lane], home.clock.now().date(), 30)
    assert (sums.held, sums.outstanding) == (trial["held"], trial["volunteers"])
    bookkeepers_at_hand()
    _, verdicts = ask_all(home.ledger.book, home.ledger.shelf, "lane")
    assert [verdict for verdict in verdicts if verdict.outcome != "ok"] == []


def test_it_is_printed_brought_to_the_shop_and_voided_there(lane: Lane) -> None:
    lane.home.it_is("2026-11-23 09:00")
    paper = prints(lane, key="paper")
    assert prints(lane, key="paper") == paper, "the same request is the same voucher"
    assert paper["qr_text"] == f"GBV{paper['code']}" and len(paper["code"]) == 16
    assert moment(paper["lapses_at"]) == clock("2026-12-01 00:00") and paper["good_at"] == "all"
    assert (account(lane), waiting(lane), money(lane)) == ((20, 40), [paper["id"]], (400, 0))

    lane.home.it_is("2026-11-30 23:59")
    sale = lane.chen.gets("/redemptions", {"code": paper["qr_text"], "beans": 40})
    assert (sale["id"], sale["state"], sale["beans"]) == (paper["id"], "captured", 40)
    assert (account(lane), waiting(lane), money(lane)) == ((20, 0), [], (400, 0))
    again = lane.chen.asks("/redemptions", {"code": paper["code"], "beans": 40})
    assert problem(again) == (422, "code_used")

    void = lane.chen.gets(f"/redemptions/{sale['id']}/void")
    assert void == {"state": "voided", "beans": 40, "balance_after": 60}
    assert (account(lane), waiting(lane), money(lane)) == ((60, 0), [], (0, 0))
    assert told(lane) == [
        "纸质兑换券已打印，金豆已预留，-40 颗金豆", "纸质兑换券已在“老陈面馆”使用",
    ]  # fmt: skip
    all_is_right(lane)


def test_a_lost_one_is_cancelled_by_the_office_and_one_left_at_home_lapses(lane: Lane) -> None:
    lost = prints(lane)
    assert problem(lane.home.organizer.asks(f"/vouchers/{lost['id']}/cancellation"))[0] == 403
    answer = lane.home.admin.gets(f"/vouchers/{lost['id']}/cancellation")
    assert answer == {"id": lost["id"], "beans": 40, "balance_after": 60}
    assert problem(lane.home.admin.asks(f"/vouchers/{lost['id']}/cancellation"))[1] == (
        "voucher_ended"
    )
    brought = lane.chen.asks("/redemptions", {"code": lost["code"], "beans": 40})
    assert problem(brought) == (422, "voucher_cancelled")

    kept = prints(lane)
    all_is_right(lane)
    errands = Errands(lane.home.house)
    lane.home.it_is("2026-11-29 23:59")
    assert errands.lapse_vouchers() == 0 and account(lane) == (20, 40)
    lane.home.it_is("2026-12-09 12:00")  # Nobody served for a while.
    assert errands.lapse_vouchers() == 1 and account(lane) == (60, 0)
    head = lane.home.facts()
    assert errands.lapse_vouchers() == Errands(lane.home.house).lapse_vouchers() == 0
    assert lane.home.facts() == head and money(lane) == (0, 0)
    late = lane.chen.asks("/redemptions", {"code": kept["code"], "beans": 40})
    assert problem(late) == (422, "voucher_lapsed")
    assert told(lane)[-2:] == [
        "纸质兑换券已打印，金豆已预留，-40 颗金豆", "纸质兑换券到期未用，金豆退回，+40 颗金豆",
    ]  # fmt: skip
    all_is_right(lane)


def test_it_is_taken_as_it_is_and_cancelled_by_those_whom_it_concerns(lane: Lane) -> None:
    paper, home = prints(lane), lane.home
    book = "".join(map(repr, home.ledger.book.facts()))
    assert paper["id"] in book and paper["code"] not in book
    for said in ({"beans": 30}, {"beans": 40, "capture": False}):
        answer = lane.chen.asks("/redemptions", {"code": paper["code"], **said})
        assert answer.status_code == 422 and answer.json()["code"].startswith("voucher_")
    elsewhere = home.let_in(Role.STAFF, unit=home.beyond)
    for voucher, asker in ((paper["id"], elsewhere), ("redemption-0", elsewhere),
                           ("redemption-0", home.admin)):  # fmt: skip
        answer = asker.asks(f"/vouchers/{voucher}/cancellation")
        assert problem(answer) == (404, "voucher_unknown")
    assert account(lane) == (20, 40)

    forge(home.ledger.shelf, "voucher", "SET beans = beans + 1")
    (found,) = Verification(home.house.settings, FIRST).run(lambda _done, _all: None)
    assert paper["id"] in str(found)


def test_a_shop_that_tries_voucher_after_voucher_waits(lane: Lane) -> None:
    paper = prints(lane)
    for number in range(20):
        answer = lane.chen.asks("/redemptions", {"code": f"GBV{number:016d}", "beans": 40})
        assert problem(answer) == (422, "code_unknown")
    right = {"code": paper["code"], "beans": 40}
    assert problem(lane.chen.asks("/redemptions", right)) == (429, "too_many_attempts")
    assert lane.home.merchant("小方超市").gets("/redemptions", right)["beans"] == 40
