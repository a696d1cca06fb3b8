"""Words for what the doors refuse before a rule is asked."""

from __future__ import annotations

from api.wording.wording import Wording

WORDS: dict[str, Wording] = {
    "malformed": Wording(400, "请求有误。", "The request is malformed."),
    "key_missing": Wording(400, "缺少 Idempotency-Key。", "The Idempotency-Key is missing."),
    "key_malformed": Wording(400, "Idempotency-Key 有误。", "The Idempotency-Key is malformed."),
    "token_malformed": Wording(400, "at_least 有误。", "The position token is malformed."),
    "cursor_malformed": Wording(400, "cursor 有误。", "The cursor is malformed."),
    "unauthorised": Wording(401, "请提供有效的密钥。", "A valid key is needed."),
    "forbidden": Wording(403, "无权进行此操作。", "This key may not do that."),
    "hours_of_a_community": Wording(
        422, "按人、按户、按网格的时长，请选择一个社区查看。",
        "Hours by person, household or grid are shown for one community.",
    ),
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
    "badge_unknown": Wording(
        404, "没有认出这枚胸牌，或已作废。", "This badge is not known, or it was withdrawn."
    ),
    "pin_wrong": Wording(
        422, "密码不对，请再输一次。", "The PIN is not right; please type it once more."
    ),
    "pin_blocked": Wording(
        429, "密码输错太多次，{minutes} 分钟内此志愿者证不能用密码；请稍后再试，或找社区。",
        "Too many wrong PINs: this badge takes no PIN for {minutes} minutes. The community can"
        " help.",
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
