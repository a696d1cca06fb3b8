"""Words for refusals: signals and drawn records that staff look at."""

from __future__ import annotations

from api.wording.wording import Wording

WORDS: dict[str, Wording] = {
    "signal_unknown": Wording(404, "没有这条核查提示。", "There is no such signal."),
    "signal_reviewed_already": Wording(
        409, "已经有人核查过，此后没有新的变化。",
        "Somebody has looked at this already, and it has not grown since.",
    ),
    "sample_unknown": Wording(
        404, "没有这份抽查，或该记录不在其中。",
        "There is no such sample, or the record was not drawn for it.",
    ),
    "sample_checked_already": Wording(
        409, "这条记录已经有人抽查过。", "Somebody has looked at this record already."
    ),
    "own_hand": Wording(
        403, "录入、确认、更正或复核过这条记录的人，不能抽查它。",
        "Whoever entered, confirmed, corrected or reviewed a record does not check it.",
    ),
    "own_signal": Wording(
        403, "不能核查与自己有关的提示。", "Nobody judges a signal about themselves."
    ),
}  # fmt: skip
