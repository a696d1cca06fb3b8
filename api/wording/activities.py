"""Words for refusals: what is planned, and who may come."""

from __future__ import annotations

from api.wording.wording import Wording

WORDS: dict[str, Wording] = {
    "activity_unknown": Wording(404, "没有这个活动。", "There is no such activity."),
    "activity_ends_before_start": Wording(
        422, "活动的结束时间须在开始之后。", "The activity must end after it starts."
    ),
    "category_unknown": Wording(
        422, "政策中没有服务类别 {category}。", "The policy knows no category {category}."
    ),
}  # fmt: skip
