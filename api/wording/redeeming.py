"""Words for refusals: codes, purses, merchants."""

from __future__ import annotations

from api.wording.wording import Wording

_LIMITS = {
    "min_beans": ("每次至少兑换 {most} 颗金豆", "at least {most} beans at a time"),
    "max_per_transaction": ("每次最多 {most} 颗金豆", "at most {most} beans at a time"),
    "max_transactions_per_day": ("每天最多兑换 {most} 次", "at most {most} times a day"),
    "max_per_day": ("每天最多 {most} 颗金豆", "at most {most} beans a day"),
    "max_per_month": ("每月最多 {most} 颗金豆", "at most {most} beans a month"),
    "static_code_max_per_day": (
        "不输密码每天最多 {most} 颗金豆", "at most {most} beans a day without the PIN"
    ),
    "merchant_monthly_cap": ("本店本月最多 {most} 颗金豆", "at most {most} beans a month here"),
    "merchant_cap_per_transaction": (
        "本店每次最多 {most} 颗金豆", "at most {most} beans at a time here",
    ),
    "merchant_cap_per_day": ("本店每天最多 {most} 颗金豆", "at most {most} beans a day here"),
    "paper_voucher_max_beans": (
        "一张兑换券最多 {most} 颗金豆", "at most {most} beans on a voucher",
    ),
    "paper_voucher_active_max": (
        "每人同时最多有 {most} 张未用的兑换券", "at most {most} unused vouchers each at a time",
    ),
    "offer_per_month": ("此项目每人每月最多 {most} 份", "at most {most} of these a month each"),
    "earned_per_day": ("每天最多得 {most} 颗金豆", "at most {most} beans are earned a day"),
    "earned_per_month": ("每月最多得 {most} 颗金豆", "at most {most} beans are earned a month"),
    "earned_per_year": ("每年最多得 {most} 颗金豆", "at most {most} beans are earned a year"),
    "max_offset": ("此账单最多抵扣 {most} 颗金豆", "at most {most} beans for this bill"),
}


class _Limit(Wording):
    """A limit says which one it is."""

    def title(self, language: str, details: dict[str, int | str]) -> str:
        """The limit in words."""
        chinese, english = _LIMITS[str(details["limit"])]
        told = chinese if language == "zh" else english
        return super().title(language, {"told": told.format_map(details)})


WORDS: dict[str, Wording] = {
    "merchant_unknown": Wording(404, "没有这家商户。", "There is no such merchant."),
    "merchant_suspended": Wording(422, "商户已暂停兑换。", "The merchant is suspended."),
    "merchant_not_suspended": Wording(
        409, "商户没有被暂停。", "The merchant is not suspended."
    ),
    "self_dealing": Wording(
        422, "店主和店员不能在本店兑换自己的金豆。",
        "Whoever keeps a shop or works in it does not redeem their own beans there.",
    ),
    "code_unknown": Wording(422, "没有这个码。", "There is no such code."),
    "code_expired": Wording(
        422, "码已过期，请刷新后再试。", "The code has expired; show a new one."
    ),
    "code_used": Wording(422, "码已用过。", "The code has been used."),
    "code_taken": Wording(409, "请重新取码。", "Ask for a code again, under a new key."),
    "not_enough_beans": Wording(
        422, "金豆不够：需要 {need}，可用 {have}。",
        "Not enough beans: {need} needed, {have} there.",
    ),
    "limit_exceeded": _Limit(422, "超出限额：{told}。", "Beyond a limit: {told}."),
    "account_blocked": Wording(
        422, "账户欠 {debt} 颗金豆，补足前不能兑换。",
        "The account owes {debt} beans; no redeeming until they are repaid.",
    ),
    "fund_unknown": Wording(404, "没有这个基金。", "There is no such fund."),
    "fund_exhausted": Wording(
        422, "基金余额不足，暂时不能兑换；金豆没有动。",
        "The fund has no money free for this; no bean was touched.",
    ),
    "donation_recorded": Wording(
        409, "收据 {receipt} 已经登记过。", "Receipt {receipt} was entered before."
    ),
    "donation_unknown": Wording(
        404, "本基金没有这笔捐赠。", "This fund was not given any such thing."
    ),
    "donation_as_entered": Wording(
        409, "账上已经是这个金额。", "That is the amount in the book."
    ),
    "donation_promised": Wording(
        422,
        "其中已有部分预留或付给商户，可用余额只剩 {free_fen} 分，无法更正为这个金额。",
        "Too much of it is reserved or paid: only {free_fen} fen of the fund are free.",
    ),
    "helper_already": Wording(
        409, "此人已经可以代办。", "This person may redeem for them already."
    ),
    "helper_not_authorised": Wording(
        422, "此人没有获准代办，或已取消。", "This person may not redeem for the other one."
    ),
    "helper_is_oneself": Wording(422, "本人不能做自己的代办人。", "Nobody is their own helper."),
    "helper_of_the_shop": Wording(
        422, "店里的人不能在本店替别人兑换。",
        "Whoever works in the shop does not take beans there for others.",
    ),
    "redemption_unknown": Wording(404, "没有这笔兑换。", "There is no such redemption."),
    "own_redemption": Wording(
        403, "不能处理自己的兑换。", "Nobody settles or takes back their own redemption."
    ),
    "redemption_ended": Wording(409, "这笔兑换已经结束。", "The redemption has ended."),
    "not_authorised": Wording(409, "这笔兑换还没有授权。", "The redemption is not authorised."),
    "not_the_whole": Wording(
        422, "撤销只能是全部 {whole} 颗金豆；退还部分请用退款。",
        "A void is for all {whole} beans; give a part back by a refund.",
    ),
    "more_than_held": Wording(
        422, "超过冻结的 {held} 颗金豆。", "More than the {held} beans held."
    ),
    "more_than_taken": Wording(
        422, "最多可退 {taken} 颗金豆。", "At most {taken} beans can be given back."
    ),
    "hold_lapsed": Wording(
        422, "确认超时，金豆已退回。", "Too late to confirm; the beans go back."
    ),
}  # fmt: skip
