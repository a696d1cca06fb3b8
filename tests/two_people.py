"""Two people of Sunny Lane's office, and what they propose and agree to."""

from __future__ import annotations

from datetime import date

from ledger.batches import ApproveConfirmation, ProposeConfirmation
from ledger.facts import (
    AppointmentEnded,
    CheckedIn,
    CheckedOut,
    Fact,
    HouseholdJoined,
    PersonAppointed,
    Presence,
    ProposalApproved,
    Rated,
    SupplementProposed,
)
from ledger.subjects.presence import attendance_of
from ledger.subjects.second_person import Second
from ledger.supplements import ApproveSupplement, ProposeSupplement
from tests.neighbourhood import DAY, LONG_AGO, PATROL, SUNNY_LANE, WANG
from tests.story import clock

LI, SUN = "person-li", "person-sun"
"""李建国 organizes; 孙会计 keeps the office."""
LIS_OFFICE, SUNS_OFFICE = "appointment-li", "appointment-sun"
PROPOSAL, NOTE = "proposal-one", "note-photo"
HOME = "household-nine"

SAYS_LI = Second(
    answers=LI, selves=(LI,), own_volunteers=("volunteer-li",), appointment=LIS_OFFICE
)
SAYS_SUN = Second(
    answers=SUN, selves=(SUN,), own_volunteers=("volunteer-sun",), appointment=SUNS_OFFICE
)


def in_office(
    person: str, appointment: str, role: str = "staff", until: str | None = None
) -> PersonAppointed:
    """This person has that role on the lane."""
    return PersonAppointed(
        at=LONG_AGO, appointment=appointment, person=person, role=role, unit=SUNNY_LANE,
        since=LONG_AGO.date(), until=date.fromisoformat(until) if until else None,
    )  # fmt: skip


LI_ORGANIZES = in_office(LI, LIS_OFFICE, "organizer")
SUN_IN_OFFICE = in_office(SUN, SUNS_OFFICE)


def leaves_office(person: str, appointment: str, at: str) -> AppointmentEnded:
    """The role is over."""
    return AppointmentEnded(at=clock(at), appointment=appointment, person=person)


def lives(volunteer: str, household: str = HOME) -> HouseholdJoined:
    """This volunteer lives there."""
    return HouseholdJoined(at=LONG_AGO, household=household, volunteer=volunteer)


def seen(
    came: str = "09:00", left: str = "11:00", *, volunteer: str = WANG, rating: int = 5,
    rest: int = 0, day: str = DAY,
) -> Presence:  # fmt: skip
    """Somebody remembers that this person was there."""
    return Presence(
        volunteer=volunteer, came_at=clock(f"{day} {came}"), left_at=clock(f"{day} {left}"),
        rating=rating, break_minutes=rest,
    )  # fmt: skip


def remembers(*presences: Presence, **more: object) -> ProposeSupplement:
    """Li proposes a late record."""
    told = {"proposal": PROPOSAL, "activity": PATROL, "proposer": SAYS_LI, "note": NOTE}
    return ProposeSupplement(presences=presences or (seen(),), **(told | more))


def remembered(at: str, *presences: Presence, **more: object) -> SupplementProposed:
    """Li had proposed it."""
    told = {"proposal": PROPOSAL, "proposer": LI, "appointment": LIS_OFFICE, "note": NOTE}
    return SupplementProposed(
        at=clock(at), activity=PATROL, presences=presences or (seen(),), **(told | more)
    )


def agrees(second: Second = SAYS_SUN, proposal: str = PROPOSAL, **more) -> ApproveSupplement:
    """Sun agrees to the late record."""
    return ApproveSupplement(proposal=proposal, second=second, **more)


def agreed(at: str, approver: str = SUN, proposal: str = PROPOSAL) -> ProposalApproved:
    """Sun had agreed."""
    return ProposalApproved(at=clock(at), proposal=proposal, approver=approver)


def came_and_left(presence: Presence, *, as_minor: bool = False) -> list[Fact]:
    """What a late record says of the presence."""
    who = {
        "attendance": attendance_of(PATROL, presence.volunteer), "activity": PATROL,
        "volunteer": presence.volunteer, "means": "supplement",
    }  # fmt: skip
    minutes = int((presence.left_at - presence.came_at).total_seconds()) // 60
    return [
        CheckedIn(at=presence.came_at, as_minor=as_minor, **who),
        CheckedOut(at=presence.left_at, minutes_present=minutes, **who),
    ]


def many(attendances: list[str], proposal: str = PROPOSAL, **more: object) -> ProposeConfirmation:
    """Li asks for a second person to confirm these."""
    told = {"proposal": proposal, "activity": PATROL, "proposer": SAYS_LI, "note": NOTE}
    rated = tuple(Rated(attendance=each, rating=5) for each in attendances)
    return ProposeConfirmation(rated=rated, **(told | more))


def agrees_to_many(second: Second = SAYS_SUN, proposal: str = PROPOSAL) -> ApproveConfirmation:
    """Sun agrees to the batch."""
    return ApproveConfirmation(proposal=proposal, second=second)
