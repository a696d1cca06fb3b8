"""Why not: signing up, staying away, and what must come first."""

from ledger.refusals.refusal import Refusal


class AlreadySignedUp(Refusal):
    """The volunteer has signed up, or waits, already."""


class NotSignedUp(Refusal):
    """The volunteer has not signed up for this activity."""


class PlansOverlap(Refusal):
    """The volunteer has signed up for `activity`, which takes place at the same time."""


class SignUpPaused(Refusal):
    """After too many absences without a reason, nobody signs up until the day `until`."""


class TrainingMissing(Refusal):
    """The activity wants a training that the volunteer has no valid record of."""


class SkillMissing(Refusal):
    """The activity wants a skill that nobody has verified for the volunteer."""


class NotForMinors(Refusal):
    """The rules for minors forbid it; `rule` says which: category, hours or time of day."""


class CameAfterAll(Refusal):
    """The volunteer has arrived, so there is no absence to mark."""


class NotOverYet(Refusal):
    """Only when an activity is over can somebody have missed it."""


class AlreadyMarked(Refusal):
    """The absence was marked before."""


class NotMarked(Refusal):
    """There is no absence that could be excused."""


class SkillNotVerified(Refusal):
    """There is no verified skill that could end."""
