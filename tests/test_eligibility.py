"""The list of November on the lane, from the book, and that it can always be proved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from api.evaluating import Evaluated, evaluated
from ledger.counting.evaluations import (
    Judged,
)
from ledger.counting.periods import read_period
from ledger.facts import (
    AttendanceRevoked,
    ExcuseGranted,
    ServiceCorrected,
    ViolationAnnulled,
    ViolationUpheld,
)
from ledger.policy import Policy, read_policy
from projections.eligibility import Eligibility
from projections.shelf import Shelf
from projections.shelf.sqlite_store import SQLiteStore
from tests.evaluating import served
from tests.neighbourhood import (
    DISTRICT_OPEN,
    LANE_OPEN,
    LI,
    POLICY_TEXT,
    RULES,
    STREET_OPEN,
    SUNNY_LANE,
    WANG,
    ZHAO,
    registered,
)
from tests.shelves import KINDS, Desk, empty_desk
from tests.story import clock

POLICY = read_policy(POLICY_TEXT)
NOVEMBER = read_period("2026-11")
DAYS = ("2026-11-03", "2026-11-05")
DIGEST = "93370d3582ad470eb50cdb973e5be7d3730096e9afb55078eee6e3ca4f5033d2"
"""Of that November, computed once by a process that ended long ago."""


def told(judged: Judged) -> dict[str, tuple[int, int, bool]]:
    """Need, have and ok, by condition."""
    return {each.condition: (each.need, each.have, each.ok) for each in judged.reasons}


@pytest.fixture(params=KINDS)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """A book, and views on each kind of database."""
    with empty_desk(request, tmp_path) as desk:
        yield desk


def of_november(shelf: Shelf, at: int, policy: Policy = POLICY) -> Evaluated:
    """November on the lane, as the book stood at a position."""
    return evaluated(Eligibility(shelf), policy, "monthly", SUNNY_LANE, NOVEMBER, at)


def november_on_the_lane(desk: Desk) -> None:
    """Wang and Li serve twice, Zhao does not."""
    people = (registered(WANG, "1000000001"), registered(LI, "1000000002"))
    desk.do("2026-10-01 09:00", RULES, DISTRICT_OPEN, STREET_OPEN, LANE_OPEN, *people,
            registered(ZHAO, "1000000003"))  # fmt: skip
    for day in DAYS:
        desk.do(f"{day} 20:00", served(WANG, day, 240), served(LI, day, 300))


def everything_changes(desk: Desk) -> None:
    """Li's first day was shorter and something was found against him, Wang's last is taken back,
    and Zhao was ill."""
    wrong, last = served(LI, DAYS[0], 300), served(WANG, DAYS[1], 240)
    as_it_was = {name: getattr(wrong, name) for name in wrong.__struct_fields__}
    desk.do(
        "2026-12-04 09:00",
        ServiceCorrected(**as_it_was | {"minutes": 30}, minutes_before=300, pending_before=0,
                         training_before=0, day_before=wrong.service_day),
        AttendanceRevoked(at=last.at, attendance=last.attendance, activity=last.activity,
                          volunteer=WANG, minutes=240, training_minutes=0,
                          service_day=last.service_day),
        ViolationUpheld(at=wrong.at, violation="violation-1", volunteer=LI, kind="fraud",
                        reference="R-1", decided_by="person-zhou"),
        ExcuseGranted(at=wrong.at, excuse="excuse-1", volunteer=ZHAO, first=date(2026, 11, 1),
                      last=date(2026, 11, 30), percent=50, reference="R-2",
                      granted_by="person-zhou"),
    )  # fmt: skip


def test_one_position_has_one_digest_live_rebuilt_on_any_store_and_in_any_process(
    desk: Desk, tmp_path: Path
) -> None:
    november_on_the_lane(desk)
    frozen_at, shelf = desk.book.head(), desk.shelf()
    shelf.follow()
    live = of_november(shelf, frozen_at)
    judged = [(each.volunteer, each.eligible) for each in live.items]
    assert judged == [(LI, True), (WANG, True), (ZHAO, False)]
    everything_changes(desk)
    changed_at = desk.book.head()
    shelf.follow()
    now = of_november(shelf, changed_at)
    assert now.digest != live.digest and not any(each.eligible for each in now.items)
    assert [told(each)["minutes"][:2] for each in now.items] == [(480, 330), (480, 240), (240, 0)]
    desk.do("2026-12-05 09:00", ViolationAnnulled(
        at=clock("2026-12-05 09:00"), violation="violation-1", volunteer=LI, reference="R-3",
        decided_by="person-x",
    ))  # fmt: skip
    shelf.rebuild()
    assert of_november(shelf, changed_at) == now
    elsewhere = Shelf(SQLiteStore(tmp_path / "elsewhere"), desk.book, (Eligibility,), batch_facts=3)
    with_other_cuts = of_november(elsewhere, frozen_at)
    elsewhere.close()
    assert of_november(shelf, frozen_at) == with_other_cuts == live
    assert live.digest == DIGEST, "another process computes another list"


def test_a_record_put_right_to_another_day_counts_there_and_nowhere_else(desk: Desk) -> None:
    november_on_the_lane(desk)
    wrong, right = served(WANG, DAYS[1], 240), date(2026, 10, 30)
    as_it_was = {name: getattr(wrong, name) for name in wrong.__struct_fields__}
    moved = ServiceCorrected(
        **as_it_was | {"service_day": right}, minutes_before=240, pending_before=0,
        training_before=0, day_before=wrong.service_day,
    )  # fmt: skip
    desk.do("2026-12-04 09:00", moved)
    shelf = desk.shelf((Eligibility,))
    shelf.follow()
    for month, minutes in (("2026-10", 240), ("2026-11", 240), ("2026-12", 0)):
        found = evaluated(
            Eligibility(shelf), POLICY, "monthly", SUNNY_LANE, read_period(month), desk.book.head()
        )
        assert {each.volunteer: each.minutes for each in found.items}[WANG] == minutes
