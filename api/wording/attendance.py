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
}  # fmt: skip
