"""Words for refusals: stars for hours and conduct."""

from __future__ import annotations

from api.wording.wording import Wording

WORDS: dict[str, Wording] = {
    "star_unknown": Wording(422, "政策中没有这个星级。", "The policy knows no such star."),
    "star_held": Wording(
        409, "已经是 {star} 星或更高。", "The volunteer has {star} stars or more already."
    ),
    "condition_unmet": Wording(
        422, "尚未满足星级条件（{condition}：需要 {need}，现有 {have}）。",
        "A condition of the star is not met ({condition}: needs {need}, has {have}).",
    ),
    "reference_missing": Wording(
        422, "授予星级须写明批准文号。", "A star is granted under the number of a decision."
    ),
}  # fmt: skip
