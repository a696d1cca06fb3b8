"""The rules: which policies were adopted."""

from ledger.facts.fact import Fact


class PolicyAdopted(Fact, frozen=True, kw_only=True):
    """A policy was adopted; it stands here word for word, so the book explains itself."""

    rulebook: str
    policy: str
    digest: str
    text: str
