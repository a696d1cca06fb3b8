"""Wording: what each refusal is called for people, and which HTTP status it carries."""

from __future__ import annotations

from typing import NamedTuple


class Wording(NamedTuple):
    """One problem: its status and its sentence in Chinese and English, with `{details}`."""

    status: int
    chinese: str
    english: str

    def title(self, language: str, details: dict[str, int | str]) -> str:
        """The sentence in the reader's language."""
        return (self.chinese if language == "zh" else self.english).format_map(details)


_LIMITS = {
    "min_beans": ("每次至少兑换 {most} 颗金豆", "at least {most} beans at a time"),
    "max_per_transaction": ("每次最多 {most} 颗金豆", "at most {most} beans at a time"),
    "max_transactions_per_day": ("每天最多兑换 {most} 次", "at most {most} times a day"),
    "max_per_day": ("每天最多 {most} 颗金豆", "at most {most} beans a day"),
    "max_per_month": ("每月最多 {most} 颗金豆", "at most {most} beans a month"),
    "merchant_monthly_cap": ("本店本月最多 {most} 颗金豆", "at most {most} beans a month here"),
    "max_offset": ("此账单最多抵扣 {most} 颗金豆", "at most {most} beans for this bill"),
}


class _Limit(Wording):
    """A limit says which one it is."""

    def title(self, language: str, details: dict[str, int | str]) -> str:
        """The limit in words."""
        chinese, english = _LIMITS[str(details["limit"])]
        told = chinese if language == "zh" else english
        return super().title(language, {"told": told.format_map(details)})


WORDING: dict[str, Wording] = {
    # What the rules refuse.
    "key_reused": Wording(
        422, "这个幂等键已用于另一个请求。", "This key came with another request."
    ),
    "busy": Wording(409, "正忙，请用同一个键重试。", "Busy just now; try again with the same key."),
    "policy_changed_in_place": Wording(
        409, "政策 {policy} 已通过，内容不能更改。", "Policy {policy} was adopted with other words."
    ),
    "unit_unknown": Wording(404, "没有这个单位。", "There is no such unit."),
    "unit_misplaced": Wording(422, "单位的级别不对。", "The unit is of the wrong kind here."),
    "unit_not_open_yet": Wording(
        422, "该单位 {opens_on} 才设立。", "The unit begins only on {opens_on}."
    ),
    "unit_ended": Wording(409, "该单位于 {on} 撤销、合并或拆分。", "The unit ends on {on}."),
    "unit_elsewhere": Wording(422, "该单位不在此处。", "The unit does not lie there."),
    "units_unlike": Wording(
        422, "只有同级单位可以合并。", "Only units of one kind can be merged."
    ),
    "too_few_units": Wording(
        422, "合并或拆分至少涉及两个不同的单位。", "It takes at least two different units."
    ),
    "unit_not_empty": Wording(
        409, "其下还有 {units} 个单位。", "There are {units} units in it still."
    ),
    "team_unknown": Wording(404, "没有这支队伍。", "There is no such team."),
    "already_member": Wording(409, "已是队员。", "Already a member of the team."),
    "volunteer_unknown": Wording(404, "没有这位志愿者。", "There is no such volunteer."),
    "already_registered": Wording(409, "已经登记过。", "Registered already."),
    "already_erased": Wording(409, "此人的信息已被删除。", "This person was forgotten before."),
    "number_taken": Wording(409, "志愿者编号已被使用。", "The volunteer number is taken."),
    "already_appointed": Wording(409, "这项任职已经有了。", "This appointment was made already."),
    "appointment_unknown": Wording(404, "没有这项任职。", "There is no such appointment."),
    "appointment_over": Wording(409, "这项任职已经结束。", "The appointment has ended."),
    "term_backwards": Wording(
        422, "任期的最后一天不能早于第一天或今天。",
        "A term cannot end before it begins, nor before today.",
    ),
    "role_misplaced": Wording(
        422, "该角色不能设在这一级单位。", "This role is not held at a unit of that kind."
    ),
    "role_unbound": Wording(
        422, "该角色的范围缺失或不适用。", "This role is bound to something else, or to more."
    ),
    "consent_missing": Wording(
        422, "未成年人须先有监护人同意。", "A minor needs the guardian's consent first."
    ),
    "no_such_consent": Wording(404, "没有可撤回的同意。", "There is no such consent."),
    "merchant_unknown": Wording(404, "没有这家商户。", "There is no such merchant."),
    "merchant_suspended": Wording(422, "商户已暂停兑换。", "The merchant is suspended."),
    "activity_unknown": Wording(404, "没有这个活动。", "There is no such activity."),
    "activity_ends_before_start": Wording(
        422, "活动的结束时间须在开始之后。", "The activity must end after it starts."
    ),
    "category_unknown": Wording(
        422, "政策中没有服务类别 {category}。", "The policy knows no category {category}."
    ),
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
    "code_unknown": Wording(422, "没有这个码。", "There is no such code."),
    "code_expired": Wording(
        422, "码已过期，请刷新后再试。", "The code has expired; show a new one."
    ),
    "code_used": Wording(422, "码已用过。", "The code has been used."),
    "code_taken": Wording(409, "请重新取码。", "Ask for a code again, under a new key."),
    "not_enough_beans": Wording(
        422, "金豆不够：需要 {need}，可用 {have}。",
        "Not enough beans: {need} needed, {have} there.",
    ),
    "limit_exceeded": _Limit(422, "超出限额：{told}。", "Beyond a limit: {told}."),
    "account_blocked": Wording(
        422, "账户欠 {debt} 颗金豆，补足前不能兑换。",
        "The account owes {debt} beans; no redeeming until they are repaid.",
    ),
    "redemption_unknown": Wording(404, "没有这笔兑换。", "There is no such redemption."),
    "own_redemption": Wording(
        403, "不能处理自己的兑换。", "Nobody settles or takes back their own redemption."
    ),
    "redemption_ended": Wording(409, "这笔兑换已经结束。", "The redemption has ended."),
    "not_authorised": Wording(409, "这笔兑换还没有授权。", "The redemption is not authorised."),
    "not_the_whole": Wording(
        422, "撤销只能是全部 {whole} 颗金豆；退还部分请用退款。",
        "A void is for all {whole} beans; give a part back by a refund.",
    ),
    "more_than_held": Wording(
        422, "超过冻结的 {held} 颗金豆。", "More than the {held} beans held."
    ),
    "more_than_taken": Wording(
        422, "最多可退 {taken} 颗金豆。", "At most {taken} beans can be given back."
    ),
    "hold_lapsed": Wording(
        422, "确认超时，金豆已退回。", "Too late to confirm; the beans go back."
    ),
    # What the doors refuse before a rule is asked.
    "malformed": Wording(400, "请求有误。", "The request is malformed."),
    "key_missing": Wording(400, "缺少 Idempotency-Key。", "The Idempotency-Key is missing."),
    "key_malformed": Wording(400, "Idempotency-Key 有误。", "The Idempotency-Key is malformed."),
    "token_malformed": Wording(400, "at_least 有误。", "The position token is malformed."),
    "cursor_malformed": Wording(400, "cursor 有误。", "The cursor is malformed."),
    "unauthorised": Wording(401, "请提供有效的密钥。", "A valid key is needed."),
    "forbidden": Wording(403, "无权进行此操作。", "This key may not do that."),
    "not_found": Wording(404, "找不到。", "Not found."),
    "method_not_allowed": Wording(405, "此地址不支持该方法。", "This address has no such method."),
    "phone_not_here": Wording(
        409, "这个手机号已登记或无法在此使用。",
        "This telephone number is registered already, or is of no use here.",
    ),
    "phone_known": Wording(409, "这个手机号已登记。", "This phone is registered already."),
    "phone_unreadable": Wording(422, "手机号有误。", "The phone number is not readable."),
    "too_young": Wording(
        422, "未满 {min_age} 周岁，暂不能登记。", "Nobody below {min_age} years can volunteer yet."
    ),
    "who_untold": Wording(
        422, "请用志愿者或证件编号（二选一）说明是谁。",
        "Say who it is, either by volunteer or by badge.",
    ),
    "time_implausible": Wording(422, "日期或时间不合理。", "The date or time is implausible."),
    "too_many_attempts": Wording(
        429, "试错次数太多，请 {seconds} 秒后再试。",
        "Too many wrong tries; try again in {seconds} seconds.",
    ),
    "too_many_requests": Wording(
        429, "请求太频繁，请 {seconds} 秒后再试。",
        "Too many requests; try again in {seconds} seconds.",
    ),
    "unsupported_media_type": Wording(
        415, "请求正文须为 application/json。", "The body must be application/json."
    ),
    "too_large": Wording(413, "请求太大。", "The request is too large."),
    "view_behind": Wording(503, "数据稍后更新，请重试。", "The view is behind; try again."),
    "not_written": Wording(
        503, "暂时无法写入，请用同一个键重试。", "Nothing can be written now; repeat with this key."
    ),
    "disk_full": Wording(507, "存储空间已满。", "The disk is full."),
    "unexpected": Wording(500, "出了意外，请稍后再试。", "Something unexpected happened."),
}  # fmt: skip
"""Every problem by its stable code."""
