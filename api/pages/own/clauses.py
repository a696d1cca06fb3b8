"""Clauses: which version of the rules a line of a statement follows, and which clause of it."""

from __future__ import annotations

from typing import NamedTuple

from api.ledgers import Ledger
from projections.statements import StatementLine

CLAUSES = {
    "service": "beans.category.{category}",
    "service_corrected": "beans.category.{category}",
    "service_imported": "evidence.earn_beans",
    "import_corrected": "evidence.earn_beans",
    "import_revoked": "reversal.hours_revoked_claws_back_beans",
    "import_claw_back": "reversal.hours_revoked_claws_back_beans",
    "beans_imported": "evidence.earn_beans",
    "pending_reviewed": "time.daily_reviewed_max_minutes",
    "service_revoked": "reversal.hours_revoked_claws_back_beans",
    "claw_back": "reversal.hours_revoked_claws_back_beans",
    "award": "beans.category",
    "granted": "beans.fixed.{code}",
    "forgiven": "reversal",
    "expired": "beans.expiry",
    "held": "redemption",
    "redeemed": "redemption",
    "captured": "redemption",
    "released": "redemption",
    "returned": "redemption",
    "voucher_printed": "redemption.paper_voucher_valid_days",
    "voucher_used": "redemption",
    "voucher_lapsed": "redemption.paper_voucher_valid_days",
    "voucher_cancelled": "redemption",
}
"""The table of the policy file that says how such a step is counted."""


class Clause(NamedTuple):
    """The policy by name and version, and the place in it that anybody may look up."""

    policy: str
    clause: str


def clause_of(ledger: Ledger, line: StatementLine) -> Clause:
    """The rule behind a line; where the fact names no version, that of its day."""
    told = line.details or {}
    policy = told.get("policy") or ledger.rules.at(line.at).name
    filled = {"category": told.get("category", ""), "code": told.get("code", "")}
    return Clause(policy, CLAUSES[line.kind].format(**filled).rstrip("."))
