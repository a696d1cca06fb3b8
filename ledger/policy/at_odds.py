"""What two numbers of a policy say against each other, each of them sound by itself.

As with what is not offered, a text is held against this when it is adopted, and not when it is
read out of the book again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.policy.fault import PolicyFault

if TYPE_CHECKING:
    from ledger.policy import PolicyTerms


def check_at_odds(policy: PolicyTerms) -> None:
    """Raise PolicyFault where paper may be printed that no shop may ever take.

    A voucher is taken as a whole, so it is one transaction of one day (domain README 3.3).
    """
    rule = policy.redemption
    for name, most in (
        ("max_per_transaction", rule.max_per_transaction),
        ("max_per_day", rule.max_per_day),
        ("max_per_month", rule.max_per_month),
    ):
        if rule.paper_voucher_max_beans > most:
            raise PolicyFault(
                "/redemption/paper_voucher_max_beans",
                f"A voucher of {rule.paper_voucher_max_beans:,} beans could be printed and never"
                f" be taken: `{name}` is {most:,}.",
                f"可打印 {rule.paper_voucher_max_beans:,} 颗豆的纸券,却无法使用:"
                f"{name} 为 {most:,}。",
            )
