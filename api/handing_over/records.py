"""Records handed over: one row a session, one for each award, and what had come from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from api.guarding.sheets import Cell
from api.handing_over.people import Named
from api.ledgers import Ledger
from projections.attendances import Attendance

HEADER = (
    "志愿者编号", "姓名", "手机号码", "出生日期", "所属社区", "记录编号", "活动名称", "服务类别",
    "服务日期", "开始时间", "结束时间", "服务时长(分钟)", "培训时长(分钟)", "服务地点", "记录单位",
    "记录日期", "服务评价", "证据等级", "金豆",
)  # fmt: skip
MOST_OF_ONE = 100_000
"""Sessions of one person; nobody lives long enough to have more."""


def record_rows(ledger: Ledger, people: Iterable[Named]) -> Iterator[Sequence[Cell]]:
    """The header and every row; hours stay minutes, which no rounding can change."""
    yield HEADER
    for person in people:
        about = (person.row.number, person.name, person.phone, person.birth_date, person.community)
        yield from ((*about, *row) for row in _sessions(ledger, person))
        yield from ((*about, *row) for row in _brought(ledger, person))
        yield from ((*about, *row) for row in _awards(ledger, person))


def _sessions(ledger: Ledger, person: Named) -> Iterator[Sequence[Cell]]:
    rows = ledger.attendances.of(person.row.volunteer, MOST_OF_ONE)
    for row in reversed(rows):
        if row.state == "confirmed" and (row.minutes or row.training_minutes):
            yield _session(ledger, row)


def _session(ledger: Ledger, row: Attendance) -> Sequence[Cell]:
    plan = ledger.activity_board.activity(row.activity)
    assert plan is not None and row.service_day is not None
    return (
        row.attendance, plan.title, plan.category, row.service_day.isoformat(),
        _time(ledger, row.in_at), _time(ledger, row.out_at), row.minutes or 0,
        row.training_minutes or 0, plan.place, ledger.units.name_of(plan.community),
        _day(ledger, row.confirmed_at), row.rating, row.grade, max(row.beans or 0, 0),
    )  # fmt: skip


def _brought(ledger: Ledger, person: Named) -> Iterator[Sequence[Cell]]:
    for row in ledger.certificates.brought(person.row.volunteer):
        yield (
            row.imported, row.title, "", row.day.isoformat(), "", "", row.minutes,
            row.training_minutes, "", row.recorder, _day(ledger, row.at), "", "D", row.beans,
        )  # fmt: skip


def _awards(ledger: Ledger, person: Named) -> Iterator[Sequence[Cell]]:
    for line in reversed(ledger.statements.of(person.row.volunteer, MOST_OF_ONE)):
        if line.kind == "granted":
            day = _day(ledger, line.at)
            yield (
                line.reference or "", str((line.details or {}).get("code", "")), "award", day, "",
                "", 0, 0, "", person.community, day, "", "", line.beans,
            )  # fmt: skip


def _day(ledger: Ledger, moment: datetime | None) -> str:
    return "" if moment is None else ledger.rules.current.local_date(moment).isoformat()


def _time(ledger: Ledger, moment: datetime | None) -> str:
    zone = ledger.rules.current.zone
    return "" if moment is None else f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"
