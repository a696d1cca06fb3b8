"""Explanations: what a line of a statement says to the person it belongs to."""

from __future__ import annotations

from typing import Any

from projections.statements import StatementLine

_SENTENCES = {
    "service": ("参加“{title}”，记录服务 {minutes} 分钟", "{title}: {minutes} minutes of service"),
    "service_revoked": (
        "“{title}”的服务记录已撤销，减少 {minutes} 分钟",
        "{title}: the service was taken back, {minutes} minutes less",
    ),
    "award": ("“{title}”的金豆", "{title}: beans"),
    "claw_back": ("“{title}”的金豆已收回", "{title}: the beans were taken back"),
    "expired": ("金豆到期", "beans have expired"),
    "held": ("在“{title}”兑换，等待商户确认", "{title}: waiting for the merchant to confirm"),
    "redeemed": ("在“{title}”兑换", "redeemed at {title}"),
    "captured": ("“{title}”已确认兑换", "{title} has confirmed the redemption"),
    "released": ("“{title}”的兑换未完成，金豆退回", "{title}: not completed, the beans are back"),
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


def explanation(line: StatementLine, language: str) -> str:
    """What happened, in one sentence of `zh` or `en`; amounts in whole minutes and beans."""
    which = 0 if language == "zh" else 1
    told: dict[str, Any] = {**(line.details or {}), "beans": line.beans}
    sentence = _SENTENCES[line.kind][which].format(
        title=line.title or _UNTITLED[which], minutes=abs(line.minutes)
    )
    more = [words[which].format(told[name]) for name, words in _MORE.items() if told.get(name)]
    return ("，" if which == 0 else ", ").join([sentence, *more])
