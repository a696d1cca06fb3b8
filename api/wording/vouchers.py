"""Words for refusals: vouchers on paper."""

from __future__ import annotations

from api.wording.wording import Wording

WORDS: dict[str, Wording] = {
    "voucher_unknown": Wording(404, "没有这张兑换券。", "There is no such voucher."),
    "voucher_ended": Wording(
        409, "这张兑换券已用过、已到期或已作废。",
        "This voucher was used or cancelled, or its days are over.",
    ),
    "voucher_lapsed": Wording(
        422, "兑换券已过有效期，金豆退回本人账户。",
        "The days of this voucher are over; its beans go back to the volunteer.",
    ),
    "voucher_cancelled": Wording(
        422, "兑换券已作废，金豆已退回本人账户。",
        "This voucher was cancelled; its beans are back with the volunteer.",
    ),
    "voucher_for_charity": Wording(
        422, "这张兑换券只能在公益网点使用。", "This voucher is good at charity outlets only."
    ),
    "voucher_is_whole": Wording(
        422, "兑换券只能整张使用：{whole} 颗金豆。",
        "A voucher is taken as a whole: {whole} beans.",
    ),
    "voucher_at_once": Wording(
        422, "兑换券只能当场兑换，不能预留。", "A voucher is taken at once and never held."
    ),
    "own_voucher": Wording(
        403, "不能给自己或家人办理兑换券，请同事办理。",
        "Nobody prints or cancels a voucher for themselves or those they stand up for.",
    ),
}  # fmt: skip
