"""Words for refusals: what a volunteer belongs to."""

from __future__ import annotations

from api.wording.wording import Wording

WORDS: dict[str, Wording] = {
    "affiliation_held": Wording(
        409, "当天已有同类归属。",
        "There is an affiliation of that kind on that day already.",
    ),
    "affiliation_not_held": Wording(
        422, "活动当天没有这类归属。",
        "There is no affiliation of that kind on the day of the activity.",
    ),
    "affiliation_unknown": Wording(
        404, "没有这项归属。",
        "There is no such affiliation.",
    ),
    "ends_before_it_begins": Wording(
        422, "结束日期早于开始日期。",
        "The last day lies before the first.",
    ),
}  # fmt: skip
