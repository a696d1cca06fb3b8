"""Words for refusals: violations that a body has found."""

from __future__ import annotations

from api.wording.wording import Wording

WORDS: dict[str, Wording] = {
    "violation_unknown": Wording(404, "没有这条违规记录。", "There is no such violation."),
    "violation_known": Wording(
        409, "文号 {reference} 的认定已经登记。", "The decision {reference} was entered before."
    ),
    "violation_annulled_already": Wording(
        409, "这条违规认定已被撤销。", "The violation was annulled before."
    ),
}  # fmt: skip
