"""Violations: a body has found that a volunteer broke the rules, or that it was wrong in that."""

from typing import Literal

from ledger.facts.fact import Fact

ViolationKind = Literal["fraud", "misconduct", "covenant"]
"""Hours or beans got by deceit; bad conduct in service; a breach of the residents' covenant."""


class ViolationUpheld(Fact, frozen=True, kw_only=True):
    """It was decided that a volunteer broke the rules; `at` is when the decision was entered.

    `reference` is the number of the decision, whose words are kept in the files of the body that
    took it; `decided_by` the person, or the key, that answers for the entry. For how long it
    matters, each rule says by its own number of months.
    """

    violation: str
    volunteer: str
    kind: ViolationKind
    reference: str
    decided_by: str


class ViolationAnnulled(Fact, frozen=True, kw_only=True):
    """The decision was wrong, says another one: from now on it counts as if there had been none."""

    violation: str
    volunteer: str
    reference: str
    decided_by: str
