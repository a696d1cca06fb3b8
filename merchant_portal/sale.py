"""A sale: what the form at the counter says, and what is asked of the book for it."""

from __future__ import annotations

from typing import Annotated

import msgspec

from ledger.by_voucher import TakeVoucher
from ledger.redemptions import RedeemBeans
from ledger.refusals import CodeUnknown
from merchant_portal import typed
from merchant_portal.clerk import Clerk
from merchant_portal.reading import asked, bill_of, offer_of
from merchant_portal.typed import NotRead

Text = Annotated[str, msgspec.Meta(max_length=typed.LONGEST_TYPED)]
OfferId = Annotated[str, msgspec.Meta(pattern="^(offer-[0-9a-z]{1,32})?$")]


class Sale(msgspec.Struct, frozen=True):
    """What the form at the counter holds, as it was typed."""

    code: Text = ""
    beans: Text = ""
    bill_yuan: Text = ""
    offer: OfferId = ""
    quantity: Text = ""
    form_key: Text = ""


def command_of(
    clerk: Clerk, sale: Sale
) -> tuple[RedeemBeans | TakeVoucher, tuple[str, ...]]:
    """What the clerk asks for, and who works here; raises NotRead, or CodeUnknown for what cannot
    be a code. A voucher says itself how many beans it is for."""
    voucher, redemption = clerk.voucher_of(sale.code), clerk.redemption_of(sale.code)
    if voucher is None and redemption is None:
        raise CodeUnknown
    if voucher is not None:
        chosen = offer_of(clerk, sale)
        command: RedeemBeans | TakeVoucher = TakeVoucher(
            redemption=voucher, merchant=clerk.merchant, beans=_printed_on_it(clerk, sale),
            bill_fen=bill_of(clerk, sale), offer=chosen.offer, quantity=chosen.quantity,
        )  # fmt: skip
        return command, clerk.shop_people()
    command = RedeemBeans(
        redemption=redemption, merchant=clerk.merchant, **asked(clerk, sale)._asdict()
    )
    return command, clerk.shop_people()


def _printed_on_it(clerk: Clerk, sale: Sale) -> int | None:
    """How many beans the clerk read on a voucher, None where nothing was typed."""
    beans = typed.beans(sale.beans)
    if beans is None and sale.beans.strip():
        raise NotRead(clerk.translate("The beans must be a whole number, such as 30."))
    return beans
