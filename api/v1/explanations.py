"""Explanations: what a line of a statement says to the person it belongs to."""

from __future__ import annotations

from typing import Any

from api.pages.own.sums import Sum
from api.pages.reading import hours
from projections.statements import StatementLine

_SENTENCES = {
    "service": ("参加“{title}”，记录服务 {minutes} 分钟", "{title}: {minutes} minutes of service"),
    "service_revoked": (
        "“{title}”的服务记录已撤销，减少 {minutes} 分钟",
        "{title}: the service was taken back, {minutes} minutes less",
    ),
    "service_corrected": (
        "“{title}”的服务记录已更正，由 {before} 分钟改为 {after} 分钟",
        "{title}: the record was corrected from {before} minutes to {after}",
    ),
    "pending_reviewed": (
        "“{title}”的待复核时间已复核，记录 {minutes} 分钟",
        "{title}: the minutes that waited were reviewed, {minutes} are recorded",
    ),
    "granted": ("奖励“{code}”", "an award: {code}"),
    "forgiven": ("因本平台差错，免除欠豆", "a debt that was our own mistake is forgiven"),
    "service_imported": (
        "“{title}”的服务由别处记录，导入 {minutes} 分钟",
        "{title}: recorded elsewhere, {minutes} minutes were brought in",
    ),
    "import_corrected": (
        "“{title}”的导入记录已更正，由 {before} 分钟改为 {after} 分钟",
        "{title}: the record brought in was corrected from {before} minutes to {after}",
    ),
    "import_revoked": (
        "“{title}”的导入记录已撤销，减少 {minutes} 分钟",
        "{title}: the record brought in was taken back, {minutes} minutes less",
    ),
    "import_claw_back": ("“{title}”的金豆已收回", "{title}: the beans were taken back"),
    "beans_imported": ("随记录导入的金豆", "beans that came with the records"),
    "award": ("“{title}”的金豆", "{title}: beans"),
    "claw_back": ("“{title}”的金豆已收回", "{title}: the beans were taken back"),
    "expired": ("金豆到期", "beans have expired"),
    "held": ("在“{title}”兑换，等待商户确认", "{title}: waiting for the merchant to confirm"),
    "redeemed": ("在“{title}”兑换", "redeemed at {title}"),
    "captured": ("“{title}”已确认兑换", "{title} has confirmed the redemption"),
    "released": ("“{title}”的兑换未完成，金豆退回", "{title}: not completed, the beans are back"),
    "voucher_printed": ("纸质兑换券已打印，金豆已预留", "a paper voucher was printed"),
    "voucher_used": ("纸质兑换券已在“{title}”使用", "the paper voucher was used at {title}"),
    "voucher_lapsed": (
        "纸质兑换券到期未用，金豆退回",
        "the paper voucher was not used in time, the beans are back",
    ),
    "voucher_cancelled": (
        "纸质兑换券已作废，金豆退回", "the paper voucher was cancelled, the beans are back",
    ),
    "returned": ("“{title}”退回金豆", "{title} gave beans back"),
}
_MORE = {
    "training_minutes": ("培训 {} 分钟", "{} minutes of training"),
    "pending_minutes": ("{} 分钟待复核", "{} minutes wait for a review"),
    "beans": ("{:+d} 颗金豆", "{:+d} beans"),
    "capped_beans": ("超出上限未计 {} 颗", "{} beans above the limit were not counted"),
    "debt": ("其中 {} 颗抵扣欠豆", "{} of them concern a debt"),
}
_UNTITLED = ("已撤下的项目", "something no longer listed")
_SUM = ("{hours} 小时 × {rate} 豆 = {earned} 豆", "{hours} h × {rate} beans = {earned} beans")
_FETCHED = ("由{who}代办", "fetched by {who}")
_CONFIRMED = ("由{who}确认", "confirmed by {who}")


def explanation(
    line: StatementLine,
    language: str,
    total: Sum | None = None,
    confirmer: str | None = None,
    helper: str | None = None,
) -> str:
    """What happened, in one sentence of `zh` or `en`; amounts in whole minutes and beans.

    `total` is the sum behind the beans of a record, `confirmer` whoever answers for it,
    `helper` whoever went to the shop in their place.
    """
    which = 0 if language == "zh" else 1
    told: dict[str, Any] = {**(line.details or {}), "beans": line.beans}
    sentence = _SENTENCES[line.kind][which].format(
        title=line.title or _UNTITLED[which], minutes=abs(line.minutes),
        before=told.get("minutes_before"), after=told.get("minutes"), code=told.get("code"),
    )  # fmt: skip
    more = [words[which].format(told[name]) for name, words in _MORE.items() if told.get(name)]
    if total is not None:
        rate, earned = total.beans_per_hour, total.earned
        more.append(_SUM[which].format(hours=hours(total.minutes), rate=rate, earned=earned))
    if confirmer:
        more.append(_CONFIRMED[which].format(who=confirmer))
    if helper:
        more.append(_FETCHED[which].format(who=helper))
    return ("，" if which == 0 else ", ").join([sentence, *more])
