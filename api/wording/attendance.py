"""Words for refusals: arriving, leaving, confirming, taking back."""

from __future__ import annotations

from api.wording.wording import Wording

WORDS: dict[str, Wording] = {
    "too_early": Wording(
        422, "还没到签到时间：活动开始前 {opens_before_minutes} 分钟可签到。",
        "Too early: check-in opens {opens_before_minutes} minutes before the start.",
    ),
    "too_late": Wording(422, "时间已过。", "It is too late for this."),
    "already_checked_in": Wording(409, "已经签到过。", "Checked in already."),
    "not_checked_in": Wording(409, "还没有签到。", "Not checked in."),
    "already_checked_out": Wording(409, "已经签退过。", "Checked out already."),
    "not_checked_out": Wording(409, "还没有签退。", "Not checked out yet."),
    "already_confirmed": Wording(409, "已经确认过。", "Confirmed already."),
    "not_confirmed": Wording(409, "还没有确认。", "Not confirmed."),
    "already_revoked": Wording(409, "已经撤销过。", "Revoked already."),
    "overlaps_another_service": Wording(
        409, "与另一次已确认的服务时间重叠。", "It overlaps another confirmed service."
    ),
    "own_service": Wording(403, "不能确认自己的服务。", "Nobody confirms their own service."),
    "attendance_unknown": Wording(404, "没有这次出勤。", "There is no such attendance."),
    "left_before_arriving": Wording(
        422, "签退时间早于签到时间。", "The check-out lies before the check-in."
    ),
    "in_the_future": Wording(422, "时间还没到。", "That time has not come yet."),
    "scan_too_old": Wording(
        422, "扫码时间太久，超过 {hours} 小时，请找组织者。",
        "The scan is older than {hours} hours; please ask the organizer.",
    ),
    "scan_does_not_fit": Wording(
        422, "扫码时间与屏幕上的码不符。",
        "The time of the scan does not fit the code.",
    ),
    "not_flagged": Wording(
        409, "没有这项提示。",
        "There is no such flag.",
    ),
    "already_reviewed": Wording(
        409, "已经复核过。",
        "Reviewed already.",
    ),
    "two_adults_needed": Wording(
        422, "服务未成年人须有 {need} 名成年人在场，现有 {have} 名；请提交复核。",
        "Where minors are served {need} adults must be there, {have} were; ask a second person.",
    ),
}  # fmt: skip
