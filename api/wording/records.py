"""Words for refusals: records reviewed, corrected, objected to."""

from __future__ import annotations

from api.wording.wording import Wording

WORDS: dict[str, Wording] = {
    "nothing_pending": Wording(
        409, "没有待复核的分钟。",
        "No minutes wait for a review.",
    ),
    "more_than_pending": Wording(
        422, "待复核的只有 {pending} 分钟。",
        "Only {pending} minutes wait.",
    ),
    "beyond_the_day": Wording(
        422, "复核后一天最多 {most} 分钟。",
        "Even after a review a day has at most {most} minutes.",
    ),
    "nothing_to_correct": Wording(
        409, "记录已是如此。",
        "The record says that already.",
    ),
    "activity_already_revoked": Wording(
        409, "活动已撤销过。",
        "The activity was revoked before.",
    ),
    "nothing_to_object": Wording(
        404, "对账单上没有这一项。",
        "There is no such line.",
    ),
    "already_objected": Wording(
        409, "这一项已提出异议，等待答复。",
        "An objection to this waits for its answer.",
    ),
    "objection_unknown": Wording(
        404, "没有这项异议。",
        "There is no such objection.",
    ),
    "already_answered": Wording(
        409, "已经答复过。",
        "Answered already.",
    ),
}  # fmt: skip
