"""Why not: what needs a second person."""

from ledger.refusals.refusal import Refusal


class SecondPersonNeeded(Refusal):
    """One person vouches for so many alone; for more, a second one must agree."""


class SamePerson(Refusal):
    """Whoever proposes something does not agree to it as well, in no role."""


class OwnBenefit(Refusal):
    """Nobody decides where they gain themselves."""


class SameHousehold(Refusal):
    """Nobody decides for somebody they live with."""


class ProposalUnknown(Refusal):
    """There is no such proposal."""


class ProposalSettled(Refusal):
    """The proposal was agreed to or declined before."""


class ProposerHasLeft(Refusal):
    """Whoever proposed it is no longer in that role."""


class ProofMissing(Refusal):
    """A late record needs a word on its proof."""


class SupplementLimit(Refusal):
    """More late minutes than a year allows: `most`, of which `used` are used."""


class AwardUnknown(Refusal):
    """The policy knows no such award or no such grade of it."""


class TopGradeNeedsTwo(Refusal):
    """The highest grade of an award is given by two people."""


class AlreadyAwarded(Refusal):
    """This case was rewarded before; a reference is rewarded once."""


class AwardLimit(Refusal):
    """The month's limit of this award is reached: `most` beans."""


class NothingToForgive(Refusal):
    """There is no debt that could be forgiven."""
