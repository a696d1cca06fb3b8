"""Words for refusals: excuses."""

from __future__ import annotations

from api.wording.wording import Wording

WORDS: dict[str, Wording] = {
    "excuse_unknown": Wording(
        404, "没有这项免责证明。", "There is no such excuse."
    ),
    "excuse_ended": Wording(
        409, "这项免责已经撤回。", "The excuse was taken back before."
    ),
    "excuse_known": Wording(
        409, "编号 {reference} 的证明已经登记过。", "The paper {reference} was entered before."
    ),
    "excuse_too_long": Wording(
        422, "一项免责为 1 到 {most} 天；填写的是 {days} 天。",
        "An excuse covers 1 to {most} days; this one has {days}.",
    ),
}  # fmt: skip
