"""Honours: what a community gave as a plaque to a person, a household or a building."""

from ledger.facts.fact import Fact


class HonourGranted(Fact, frozen=True, kw_only=True):
    """A person, a household or a building (`subject`) has this honour of the policy for a period.

    `unit` is where the list of the eligible was made, as it stood at `book_position` under
    `policy`, proved by `digest`. `reference` is the number of the decision, empty where there is
    none.
    """

    honour: str
    subject: str
    unit: str
    period: str
    reference: str
    proposal: str
    approved_by: str
    book_position: int
    policy: str
    digest: str

    def tags(self) -> list[str]:
        """The subjects, and what was honoured."""
        return list(dict.fromkeys((*super().tags(), self.subject)))
