"""Two people: what one person proposes and another approves."""

from datetime import datetime

import msgspec

from ledger.facts.fact import Fact


class Proposal(Fact, frozen=True, kw_only=True):
    """Somebody asks for what a second person must approve.

    `proposer` is the person, or the key, that answers for it, in the role given by
    `appointment`. `note` points at the proof or the reason, kept where it can be forgotten.
    """

    proposal: str
    proposer: str
    appointment: str | None = None
    note: str | None = None

    @property
    def beneficiaries(self) -> tuple[str, ...]:
        """The volunteers who gain by it."""
        raise NotImplementedError


class Presence(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One person's presence as somebody remembers it, and how well it went."""

    volunteer: str
    came_at: datetime
    left_at: datetime
    rating: int
    break_minutes: int = 0


class Rated(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One attendance as the organizer saw it: how well, and minutes of rest to leave out."""

    attendance: str
    rating: int
    break_minutes: int = 0


class SupplementProposed(Proposal, frozen=True, kw_only=True):
    """These people served at this activity, and nobody recorded it at the time (补录)."""

    activity: str
    presences: tuple[Presence, ...]

    @property
    def beneficiaries(self) -> tuple[str, ...]:
        """Those who were there."""
        return tuple(each.volunteer for each in self.presences)

    def tags(self) -> list[str]:
        """The subjects, and those who were there."""
        return [*super().tags(), *self.beneficiaries]


class ConfirmationProposed(Proposal, frozen=True, kw_only=True):
    """These attendances are more than one person may vouch for alone."""

    activity: str
    rated: tuple[Rated, ...]
    volunteers: tuple[str, ...]

    @property
    def beneficiaries(self) -> tuple[str, ...]:
        """Those who were there."""
        return self.volunteers


class FixedAwardProposed(Proposal, frozen=True, kw_only=True):
    """This deed deserves the highest grade of its kind."""

    award: str
    volunteer: str
    code: str
    grade: int

    @property
    def beneficiaries(self) -> tuple[str, ...]:
        """Whose deed it was."""
        return (self.volunteer,)


class WriteOffProposed(Proposal, frozen=True, kw_only=True):
    """This debt is our own mistake; let it be forgiven."""

    volunteer: str
    beans: int

    @property
    def beneficiaries(self) -> tuple[str, ...]:
        """Whose debt it is."""
        return (self.volunteer,)


class StarProposed(Proposal, frozen=True, kw_only=True):
    """This volunteer shall be a star volunteer; `reference` is the number of the decision of the
    body that grants it, empty where none is asked for."""

    volunteer: str
    star: int
    reference: str = ""

    @property
    def beneficiaries(self) -> tuple[str, ...]:
        """Who becomes one."""
        return (self.volunteer,)


class HonourProposed(Proposal, frozen=True, kw_only=True):
    """This person, household or building (`subject`) shall have an honour for a period; it stands
    on the list of the eligible of `unit`. `members` are the volunteers in it; `reference` is the
    number of the decision, if there is one."""

    honour: str
    subject: str
    unit: str
    period: str
    reference: str = ""
    members: tuple[str, ...]

    @property
    def beneficiaries(self) -> tuple[str, ...]:
        """Those who are honoured, or live in what is."""
        return self.members

    def tags(self) -> list[str]:
        """The subjects, and what is nominated."""
        return list(dict.fromkeys((*super().tags(), self.subject)))


class ProposalApproved(Fact, frozen=True, kw_only=True):
    """A second person agreed; what was proposed happened with it."""

    proposal: str
    approver: str


class ProposalDeclined(Fact, frozen=True, kw_only=True):
    """It will not be done: a second person said no, or the proposer took it back."""

    proposal: str
    decliner: str
    note: str | None = None
