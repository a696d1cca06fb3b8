"""A certificate says what the record says, and stops being valid when the record changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ledger.certificates import IssueCertificate, WithdrawCertificate
from ledger.corrections import CorrectService
from ledger.counting.certified import Session, certified, digest_of
from ledger.facts import CertificateIssued, CertificateWithdrawn
from ledger.refusals import (
    CertificateTakenBack,
    CertificateUnknown,
    NothingToCertify,
    PeriodUpsideDown,
)
from ledger.revocations import RevokeAttendance
from ledger.subjects.second_person import Second
from projections.certificates import Certificates
from tests.deeds import HERS
from tests.neighbourhood import SUNNY_LANE, WANG
from tests.shelves import Desk, empty_desk
from tests.story import clock
from tests.sunday import SUNDAY, caught_up, patrol, settle

SUNDAY_ITSELF = date.fromisoformat(SUNDAY)
ZHOU = Second(answers="person-zhou")


@pytest.fixture(params=["sqlite"])
def lane(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """A settled lane where Wang has patrolled for two hours on a Sunday."""
    with empty_desk(request, tmp_path) as opened:
        settle(opened)
        patrol(opened)
        yield opened


def asks(number: int, **more: object) -> IssueCertificate:
    """Wang asks for a paper."""
    return IssueCertificate(
        certificate=f"certificate-{number}", volunteer=WANG, unit=SUNNY_LANE,
        serial=f"2026-{number}", check=f"digest-{number}", **more,
    )  # fmt: skip


def states(lane: Desk) -> list[tuple[str, str]]:
    """Every paper of Wang and what becomes of it, the newest first."""
    papers = Certificates(caught_up(lane)).of(WANG)
    return [(paper.serial, state) for paper, state in papers]


def test_the_book_counts_and_the_paper_lists_the_same(lane: Desk) -> None:
    (issued,) = lane.do(f"{SUNDAY} 12:00", asks(1)).facts
    assert isinstance(issued, CertificateIssued)
    assert (issued.minutes, issued.sessions, issued.last_day) == (120, 1, SUNDAY_ITSELF)
    assert issued.digest == digest_of([Session(HERS, SUNDAY_ITSELF, 120)])

    view = Certificates(caught_up(lane))
    paper, state = view.by_code("digest-1")
    assert state == "valid" and view.by_code("digest-2") is None
    assert [(row.attendance, row.minutes) for row in view.listed(paper)] == [(HERS, 120)]


def test_only_the_days_that_were_asked_for(lane: Desk) -> None:
    with pytest.raises(NothingToCertify):
        lane.do(f"{SUNDAY} 12:00", asks(1, last_day=date(2026, 11, 1)))
    with pytest.raises(PeriodUpsideDown):
        lane.do(f"{SUNDAY} 12:00", asks(2, last_day=date(2027, 1, 1)))
    with pytest.raises(PeriodUpsideDown):
        lane.do(f"{SUNDAY} 12:00", asks(3, first_day=SUNDAY_ITSELF, last_day=date(2026, 11, 1)))
    before, after = Session("a", date(2026, 1, 1), 60), Session("b", date(2026, 3, 1), 60)
    nothing = Session("c", date(2026, 2, 1), 0)
    found = certified([after, nothing, before], date(2026, 1, 1), date(2026, 2, 28))
    assert found == [before]


def test_a_corrected_record_supersedes_what_it_stood_in_and_nothing_else(lane: Desk) -> None:
    lane.do(f"{SUNDAY} 12:00", asks(1))
    lane.do(f"{SUNDAY} 12:01", asks(2, kind="handbook", last_day=date(2026, 11, 1)))
    assert states(lane) == [("2026-2", "valid"), ("2026-1", "valid")]
    view = Certificates(caught_up(lane))
    assert view.touched_by(WANG, {HERS: SUNDAY_ITSELF}) == ["certificate-1"]

    shorter = CorrectService(
        attendance=HERS, corrected_by=ZHOU, left_at=clock(f"{SUNDAY} 10:00")
    )
    lane.do(f"{SUNDAY} 13:00", shorter)
    assert states(lane) == [("2026-2", "valid"), ("2026-1", "superseded")]

    lane.do(f"{SUNDAY} 14:00", asks(3))
    lane.do(f"{SUNDAY} 15:00", RevokeAttendance(attendance=HERS))
    assert states(lane)[0] == ("2026-3", "superseded")


def test_a_newer_paper_of_the_same_time_takes_the_place_of_the_older(lane: Desk) -> None:
    lane.do(f"{SUNDAY} 12:00", asks(1))
    lane.do("2026-11-30 12:00", asks(2, first_day=SUNDAY_ITSELF))
    lane.do("2026-12-01 12:00", asks(3))
    assert states(lane) == [("2026-3", "valid"), ("2026-2", "valid"), ("2026-1", "superseded")]


def test_a_paper_is_taken_back_once_and_only_from_whom_it_belongs_to(lane: Desk) -> None:
    lane.do(f"{SUNDAY} 12:00", asks(1))
    with pytest.raises(CertificateUnknown):
        lane.do(f"{SUNDAY} 12:10", takes_back("certificate-9"))
    with pytest.raises(CertificateUnknown):
        lane.do(f"{SUNDAY} 12:11", takes_back("certificate-1", "volunteer-zhao"))
    (fact,) = lane.do(f"{SUNDAY} 12:12", takes_back("certificate-1")).facts
    assert isinstance(fact, CertificateWithdrawn)
    with pytest.raises(CertificateTakenBack):
        lane.do(f"{SUNDAY} 12:13", takes_back("certificate-1"))
    assert states(lane) == [("2026-1", "withdrawn")]


def takes_back(certificate: str, volunteer: str = WANG) -> WithdrawCertificate:
    """The office takes a paper back."""
    return WithdrawCertificate(
        certificate=certificate, volunteer=volunteer, reason="wrong_content"
    )



