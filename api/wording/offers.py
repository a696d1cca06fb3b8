"""Words for refusals: what is offered for beans."""

from __future__ import annotations

from api.wording.wording import Wording

WORDS: dict[str, Wording] = {
    "offer_unknown": Wording(404, "没有这个兑换项目。", "There is no such offer."),
    "offer_settled": Wording(
        409, "这个项目已经发布或撤下。", "The offer was published or withdrawn before."
    ),
    "offer_closed": Wording(
        422, "这个项目今天不能兑换。", "The offer does not hold today."
    ),
    "offer_price_unfit": Wording(
        422, "换物品要写明金豆数；抵扣账单不写金豆数。",
        "An exchange needs a number of beans; a part of a bill has none.",
    ),
    "offer_price_differs": Wording(
        422, "应为 {price} 颗金豆，不是 {asked} 颗。", "It takes {price} beans, not {asked}."
    ),
    "bill_needed": Wording(422, "请输入账单金额。", "Please enter the whole bill."),
    "stock_short": Wording(
        422, "只剩 {left} 份，需要 {asked} 份。", "Only {left} left, {asked} asked for."
    ),
    "stock_not_counted": Wording(
        422, "这个项目不计库存。", "Nobody counts the pieces of this offer."
    ),
    "goods_forbidden": Wording(
        422, "这类商品不能用金豆兑换。", "Goods of this kind are not given for beans."
    ),
    "goods_unknown": Wording(422, "没有这个商品类别。", "There is no such category of goods."),
    "fund_cover_low": Wording(
        422, "基金余额偏低，暂时不能发布新项目。",
        "The fund covers too few of the beans that are out; nothing new is published now.",
    ),
}  # fmt: skip
