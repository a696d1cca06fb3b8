"""Old Mr Wang's vouchers: what is asked for them, and the facts the book answers with."""

from __future__ import annotations

from typing import Any

from ledger.by_voucher import TakeVoucher
from ledger.facts import (
    BeansRedeemed,
    BeansReturned,
    VoucherPrinted,
    VoucherReleased,
)
from ledger.subjects.till import till_of
from ledger.vouchers import PrintVoucher
from tests.neighbourhood import (
    CHEN,
    CODE,
    FUND,
    FUND_PAGE,
    RULES,
    WANG,
    earned,
    funded,
    registered,
    welcomed,
)
from tests.story import Story, clock

A = "2030-02-01"
PRINTED, BACK = "2026-11-22 09:00", "2026-11-28 17:00"
LAST, OVER = "2026-11-29 23:59", "2026-11-30 00:00"
"""A voucher of a Sunday morning is good until the end of the next Sunday."""
MONEY = {"page": FUND_PAGE, "paid_by": FUND}


def at_home(story: Story, *more: object, beans: int = 300, dies: str = A, **money: Any) -> Story:
    """Wang has beans, and there is money behind them."""
    return story.given(
        RULES, registered(WANG), earned(beans, dies=dies), *funded(**money), *more
    )


def brings_one(story: Story, *more: object, **money: Any) -> Story:
    """He has a voucher, and Master Chen is open."""
    return at_home(story, welcomed(), *more, **money).given(prints())


def prints(beans: int = 60, redemption: str = CODE, **more: Any) -> PrintVoucher:
    """The community prints it."""
    return PrintVoucher(redemption=redemption, volunteer=WANG, beans=beans, **more)


def takes(redemption: str = CODE, merchant: str = CHEN, **more: Any) -> TakeVoucher:
    """The shop scans it."""
    return TakeVoucher(redemption=redemption, merchant=merchant, **more)


def printed(
    beans: int = 60, *, left: int = 240, at: str = PRINTED, until: str = OVER, dies: str = A,
    purpose: str = "all", redemption: str = CODE,
) -> VoucherPrinted:  # fmt: skip
    """The beans and their money wait."""
    return VoucherPrinted(
        at=clock(at), beans=beans, source=WANG, target=redemption, volunteer=WANG,
        lots={dies: beans}, balance_after=left, redemption=redemption, lapses_at=clock(until),
        policy="default/2", purpose=purpose, fen=beans * 10, **MONEY,
    )  # fmt: skip


def taken(
    at: str, beans: int = 60, *, left: int = 240, merchant: str = CHEN, dies: str = A,
    redemption: str = CODE, **more: Any,
) -> BeansRedeemed:
    """The shop has them; their money had been reserved already, so no page is told."""
    day = clock(at).date()
    return BeansRedeemed(
        at=clock(at), beans=beans, source=redemption, target=merchant, volunteer=WANG,
        lots={dies: beans}, balance_after=left, redemption=redemption, till=till_of(merchant, day),
        spent_on=day, fen=beans * 10, policy="default/2", paid_by=FUND, shown="voucher", **more,
    )  # fmt: skip


def gone_home(
    at: str, reason: str, *, lots: dict[str, int] | None = None, left: int = 300, debt: int = 0
) -> VoucherReleased:
    """The beans are in the purse again, and their money is free."""
    return VoucherReleased(
        at=clock(at), beans=60, source=CODE, target=WANG, volunteer=WANG,
        lots={A: 60} if lots is None else lots, debt=debt, balance_after=left, redemption=CODE,
        reason=reason, fen=600, **MONEY,
    )  # fmt: skip


def given_back(at: str, beans: int, left: int, reason: str) -> BeansReturned:
    """The shop gave these beans back."""
    return BeansReturned(
        at=clock(at), beans=beans, source=CHEN, target=WANG, volunteer=WANG, lots={A: beans},
        balance_after=left, redemption=CODE, till=till_of(CHEN, clock(at).date()),
        spent_on=clock(PRINTED).date(), fen=beans * 10, reason=reason, shown="voucher", **MONEY,
    )  # fmt: skip
