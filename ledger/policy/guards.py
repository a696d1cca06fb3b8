"""What no policy may say, however well its file is laid out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ledger.policy.fault import PolicyFault

if TYPE_CHECKING:
    from ledger.policy import PolicyTerms
    from ledger.policy.earning import BeanRules

HIGHEST_GUARD_FEN_PER_HOUR = 1000
"""Ten yuan an hour, the upper edge of practice; beyond it a gift reads like a wage (3.3)."""

PEOPLE_FOR_A_LATE_RECORD = 2
"""Who proposes a late record and who agrees to it; one would be no control, and more than two
are not asked anywhere (domain README 3.3)."""

LATEST_CONFIRMATION_WORKING_DAYS = 10
"""The statutory term for recording and rating service (Order 67 art. 11)."""


def check_guards(policy: PolicyTerms) -> None:
    """Raise PolicyFault for the first rule that the policy breaks."""
    for faults in (_zone, _never, _time, _categories, _worth, _stars, _weights, _notice, _minors):
        for fault in faults(policy):
            raise fault


def best_hour_fen(beans: BeanRules, fen_per_bean: int) -> int:
    """Return what an hour of the best paid category is worth in fen, broken fen rounded up."""
    best = max((category.per_unit for category in beans.category), default=0)
    return -(-best * 60 * fen_per_bean // beans.unit_minutes)


def _zone(policy: PolicyTerms) -> Iterator[PolicyFault]:
    try:
        ZoneInfo(policy.timezone)
    except (OSError, ValueError, LookupError):
        yield PolicyFault(
            "/timezone",
            f"There is no time zone named {policy.timezone!r}.",
            f"没有名为“{policy.timezone}”的时区。",
        )


def _never(policy: PolicyTerms) -> Iterator[PolicyFault]:
    """Beans are never sold, cashed, transferred or given for money; hours are never spent."""
    forbidden: list[tuple[str, int]] = [
        ("/beans/streak_bonus", policy.beans.streak_bonus),
        ("/beans/referral_bonus", policy.beans.referral_bonus),
        ("/beans/donation_bonus", policy.beans.donation_bonus),
        ("/beans/purchase_allowed", policy.beans.purchase_allowed),
        ("/beans/transfer_allowed", policy.beans.transfer_allowed),
        ("/beans/cash_out_allowed", policy.beans.cash_out_allowed),
        ("/beans/expiry/hours_expire", policy.beans.expiry.hours_expire),
        ("/stars/demote_on_spend", policy.stars.demote_on_spend),
        ("/evaluation/common/spent_beans_matter", policy.evaluation.common.spent_beans_matter),
        ("/redemption/change_in_cash", policy.redemption.change_in_cash),
        ("/reversal/cash_demand", policy.reversal.cash_demand),
    ]
    for pointer, given in forbidden:
        if given:
            only = "false" if isinstance(given, bool) else "0"
            name = pointer.rpartition("/")[2]
            yield PolicyFault(
                pointer,
                f"`{name}` must be {only}: no policy may allow it.",
                f"{name} 只能为 {only}:任何政策都不得允许。",
            )


def _time(policy: PolicyTerms) -> Iterator[PolicyFault]:
    time = policy.time
    latest = LATEST_CONFIRMATION_WORKING_DAYS
    if time.confirm_within_working_days > latest:
        yield PolicyFault(
            "/time/confirm_within_working_days",
            f"Service must be confirmed within {latest} working days at most.",
            f"服务最迟须在 {latest} 个工作日内确认。",
        )
    if time.daily_reviewed_max_minutes < time.daily_auto_minutes:
        yield PolicyFault(
            "/time/daily_reviewed_max_minutes",
            "The daily limit after review is below the daily limit without review.",
            "经复核的每日上限低于自动认定的每日上限。",
        )
    if time.supplement.approvals_needed != PEOPLE_FOR_A_LATE_RECORD:
        yield PolicyFault(
            "/time/supplement/approvals_needed",
            f"A late record takes {PEOPLE_FOR_A_LATE_RECORD} people, no fewer and no more.",
            f"补录须由 {PEOPLE_FOR_A_LATE_RECORD} 人办理,不多不少。",
        )
    if policy.beans.unit_grace_minutes >= policy.beans.unit_minutes:
        yield PolicyFault(
            "/beans/unit_grace_minutes",
            "The grace must be shorter than the unit, or no service at all would earn beans.",
            "宽限分钟须少于一个计豆单位,否则没有服务也会得豆。",
        )


def _categories(policy: PolicyTerms) -> Iterator[PolicyFault]:
    for table, codes in (
        ("category", [category.code for category in policy.beans.category]),
        ("fixed", [award.code for award in policy.beans.fixed]),
    ):
        for code, times in Counter(codes).items():
            if times > 1:
                second = codes.index(code, codes.index(code) + 1)
                yield PolicyFault(
                    f"/beans/{table}/{second}/code",
                    f"The code {code!r} is given {times} times.",
                    f"代码“{code}”重复出现 {times} 次。",
                )


def _worth(policy: PolicyTerms) -> Iterator[PolicyFault]:
    guard = policy.beans.max_reference_fen_per_hour
    if guard > HIGHEST_GUARD_FEN_PER_HOUR:
        yield PolicyFault(
            "/beans/max_reference_fen_per_hour",
            f"The guard may be at most {HIGHEST_GUARD_FEN_PER_HOUR:,} fen an hour.",
            f"每小时参考价值的上限不得超过 {HIGHEST_GUARD_FEN_PER_HOUR:,} 分。",
        )
    best = best_hour_fen(policy.beans, policy.settlement.fen_per_bean)
    if best > guard:
        yield PolicyFault(
            "/beans/max_reference_fen_per_hour",
            f"The best hour is worth {best:,} fen, more than the {guard:,} fen of the guard.",
            f"最高一档每小时值 {best:,} 分,超过上限 {guard:,} 分。",
        )


def _stars(policy: PolicyTerms) -> Iterator[PolicyFault]:
    for place, (lower, upper) in enumerate(pairwise(policy.stars.tier), start=1):
        if upper.star <= lower.star or upper.hours <= lower.hours:
            yield PolicyFault(
                f"/stars/tier/{place}",
                "Each star must have a higher number and ask for more hours than the one before.",
                "每一星级的星数与时长都须高于前一级。",
            )


def _weights(policy: PolicyTerms) -> Iterator[PolicyFault]:
    weights = policy.honour.good_group_leader.weights_percent
    total = weights.own + weights.community + weights.cross_courtyard
    if total != 100:
        yield PolicyFault(
            "/honour/good_group_leader/weights_percent",
            f"The weights sum to {total} per cent instead of 100.",
            f"各项权重合计为 {total}%,应为 100%。",
        )


def _notice(policy: PolicyTerms) -> Iterator[PolicyFault]:
    flow = policy.award_flow
    if not flow.public_notice_min <= flow.public_notice_working_days <= flow.public_notice_max:
        yield PolicyFault(
            "/award_flow/public_notice_working_days",
            f"A public notice of {flow.public_notice_working_days} working days lies outside"
            f" {flow.public_notice_min} to {flow.public_notice_max}.",
            f"公示 {flow.public_notice_working_days} 个工作日,不在"
            f" {flow.public_notice_min} 至 {flow.public_notice_max} 之间。",
        )


def _minors(policy: PolicyTerms) -> Iterator[PolicyFault]:
    # A misspelt code here would silently let children into the work it was meant to bar.
    known = {category.code for category in policy.beans.category}
    for place, code in enumerate(policy.people.minor_forbidden_categories):
        if code not in known:
            yield PolicyFault(
                f"/people/minor_forbidden_categories/{place}",
                f"There is no category {code!r} to keep minors out of.",
                f"没有名为“{code}”的服务类别,无法据此保护未成年人。",
            )
