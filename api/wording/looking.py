"""Words for refusals: signals that staff look at."""

from __future__ import annotations

from api.wording.wording import Wording

WORDS: dict[str, Wording] = {
    "signal_unknown": Wording(404, "没有这条核查提示。", "There is no such signal."),
    "signal_reviewed_already": Wording(
        409, "已经有人核查过，此后没有新的变化。",
        "Somebody has looked at this already, and it has not grown since.",
    ),
    "own_signal": Wording(
        403, "不能核查与自己有关的提示。", "Nobody judges a signal about themselves."
    ),
}  # fmt: skip
