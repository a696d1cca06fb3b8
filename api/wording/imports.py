"""Words for refusals: records and balances brought in from another book."""

from __future__ import annotations

from api.wording.wording import Wording

WORDS: dict[str, Wording] = {
    "already_imported": Wording(
        409, "该记录已导入过。",
        "The record was brought in before.",
    ),
    "import_waits": Wording(
        409, "该记录已提交，正等待第二人同意。",
        "The record was asked for already, and waits for a second person.",
    ),
    "imported_unknown": Wording(
        404, "没有这条导入的记录。",
        "There is no such record that was brought in.",
    ),
    "imported_revoked": Wording(
        409, "该导入记录已撤销，不能再更正或重新导入。",
        "The record was taken back, for good.",
    ),
    "imported_only_shorter": Wording(
        422, "导入的记录只能改短，最多 {most} 分钟；缺的时长请作为另一条记录导入，由第二人同意。",
        "A record brought in is only made shorter, {most} minutes at most; bring the missing time "
        "in as a record of its own, with a second person.",
    ),
    "imported_day_full": Wording(
        422, "同一天导入的时长超过 {most} 分钟。",
        "The records of one day come to more than {most} minutes.",
    ),
    "import_earns_too_much": Wording(
        422, "按本地规则，这些时长最多 {most} 颗金豆。",
        "By the rules here so many minutes earn at most {most} beans.",
    ),
    "already_opened": Wording(
        409, "该账户的期初余额已导入过。",
        "The purse was opened before.",
    ),
    "balance_not_earned": Wording(
        422, "期初金豆超过已导入记录所得（{most} 颗）。请先导入服务记录。",
        "More beans than the records brought in had earned ({most}). Bring the records in first.",
    ),
    "balance_earned_here": Wording(
        409, "按本地规则，导入的记录已经发过金豆，不能再导入余额。",
        "By the rules here the records brought in have given beans already.",
    ),
    "lot_unfit": Wording(
        422, "金豆批次的到期日不对：已到期，或晚于今天发放的金豆。",
        "A lot is dead already, or would live longer than beans given today.",
    ),
}  # fmt: skip
