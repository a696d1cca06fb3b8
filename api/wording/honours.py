"""Words for refusals: honours for persons, households and buildings."""

from __future__ import annotations

from api.wording.wording import Wording

WORDS: dict[str, Wording] = {
    "honour_held": Wording(
        409, "{period} 已授予这项荣誉。", "This honour was granted for {period} already."
    ),
    "honour_unmet": Wording(
        422, "尚未满足荣誉条件（{condition}：需要 {need}，现有 {have}）。",
        "A condition of the honour is not met ({condition}: needs {need}, has {have}).",
    ),
}  # fmt: skip
