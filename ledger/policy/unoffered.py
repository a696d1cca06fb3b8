"""What a policy may well say, and this product does not do: told at once, never left undone.

A text is held against this when it is adopted, and not when it is read out of the book again:
what was adopted before a line came here can be amended by a new version alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ledger.policy.fault import PolicyFault

if TYPE_CHECKING:
    from ledger.policy import PolicyTerms


def check_offered(policy: PolicyTerms) -> None:
    """Raise PolicyFault for the first value that nothing here would follow."""
    settlement, fund = policy.settlement, policy.fund
    reversal = policy.reversal
    offered: list[tuple[str, Any, Any]] = [
        ("/redemption/code_single_use", policy.redemption.code_single_use, True),
        ("/reversal/balance_may_go_negative", reversal.balance_may_go_negative, True),
        ("/settlement/cycle", settlement.cycle, "monthly"),
        ("/settlement/late_refund_goes_to_next_cycle",
         settlement.late_refund_goes_to_next_cycle, True),
        ("/fund/restricted_to_volunteers", fund.restricted_to_volunteers, True),
        ("/fund/publish", fund.publish, "quarterly"),
        ("/fund/publish_within_working_days", fund.publish_within_working_days, 10),
    ]  # fmt: skip
    for pointer, said, only in offered:
        if said != only:
            name, told = pointer.rpartition("/")[2], _toml(only)
            raise PolicyFault(
                pointer,
                f"`{name}` must be {told}: nothing else is offered here.",
                f"{name} 只能为 {told}:系统目前不提供其他做法。",
            )


def _toml(value: Any) -> str:
    """The value as it stands in the file."""
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)
