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
    "called_off": Wording(
        409, "这个活动已取消或撤销。",
        "The activity was called off.",
    ),
    "already_begun": Wording(
        409, "活动已经开始，不能再改期或取消。",
        "The activity has begun; it cannot be moved or cancelled any more.",
    ),
    "domain_unknown": Wording(
        422, "政策中没有服务领域 {domain}。",
        "The policy knows no domain {domain}.",
    ),
    "task_not_admitted": Wording(
        422, "部门交办的任务须有准入编号。",
        "A department's task needs its admission reference.",
    ),
    "insurance_missing": Wording(
        422, "有危险的服务须先填写保险单号。",
        "Hazardous service needs an insurance number first.",
    ),
    "shifts_overlap": Wording(
        422, "同一系列的班次时间重叠。",
        "Two shifts of the series overlap.",
    ),
    "not_concerned": Wording(
        409, "这个活动没有需要通知此人的变更。",
        "There is no change of this activity that this person is to be told of.",
    ),
    "changed_again": Wording(
        409, "活动又有变更，请看最新的安排后再确认。",
        "The activity has changed again; please look at the newest plan first.",
    ),
}  # fmt: skip
