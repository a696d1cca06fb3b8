"""A sale: what the form at the counter says, and what is asked of the book for it."""

from __future__ import annotations

from typing import Annotated

import msgspec

from ledger.by_voucher import TakeVoucher
from ledger.redemptions import RedeemBeans
from ledger.refusals import CodeUnknown
from merchant_portal import typed
from merchant_portal.clerk import Clerk
from merchant_portal.on_offer import wanted

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


class NotRead(Exception):
    """A field that is no number; `sentence` says which."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def command_of(
    clerk: Clerk, sale: Sale
) -> tuple[RedeemBeans | TakeVoucher, tuple[str, ...]]:
    """What the clerk asks for, and who works here; raises NotRead, or CodeUnknown for what cannot
    be a code. A voucher says itself how many beans it is for."""
    voucher, redemption = clerk.voucher_of(sale.code), clerk.redemption_of(sale.code)
    if voucher is None and redemption is None:
        raise CodeUnknown
    chosen = wanted(clerk, sale.offer, sale.quantity)
    if chosen is None:
        raise NotRead(clerk.translate("How many pieces must be a whole number from 1 to 20."))
    if voucher is not None:
        command: RedeemBeans | TakeVoucher = TakeVoucher(
            redemption=voucher, merchant=clerk.merchant, beans=_printed_on_it(clerk, sale),
            bill_fen=bill_of(clerk, sale), offer=chosen.offer, quantity=chosen.quantity,
        )  # fmt: skip
        return command, clerk.shop_people()
    beans = chosen.beans if chosen.beans and not sale.beans.strip() else typed.beans(sale.beans)
    if beans is None:
        raise NotRead(clerk.translate("The beans must be a whole number, such as 30."))
    command = RedeemBeans(
        redemption=redemption, merchant=clerk.merchant, beans=beans,
        bill_fen=bill_of(clerk, sale), offer=chosen.offer, quantity=chosen.quantity,
    )  # fmt: skip
    return command, clerk.shop_people()


def _printed_on_it(clerk: Clerk, sale: Sale) -> int | None:
    """How many beans the clerk read on a voucher, None where nothing was typed."""
    beans = typed.beans(sale.beans)
    if beans is None and sale.beans.strip():
        raise NotRead(clerk.translate("The beans must be a whole number, such as 30."))
    return beans


def bill_of(clerk: Clerk, sale: Sale) -> int | None:
    """The whole bill in fen, None where none was typed; raises NotRead."""
    bill_fen = typed.fen(sale.bill_yuan)
    if bill_fen is None and sale.bill_yuan.strip():
        raise NotRead(clerk.translate("The bill must be an amount in yuan, such as 12.50."))
    return bill_fen
