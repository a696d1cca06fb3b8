"""What a cell may say when it holds a day or a time of day in the community."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from api.importing.cells import CellValue, half_width, written_text
from api.importing.refused import CellRefused

SHANGHAI = ZoneInfo("Asia/Shanghai")
EARLIEST_BIRTH_YEAR = 1900
EARLIEST_ACTIVITY_YEAR = 2000
LATEST_ACTIVITY_YEAR = 2099

_DAY = r"(?P<year>\d{4})(?:(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})"
_DAY_ALIKE = re.compile(_DAY + r"|年(?P<month_zh>\d{1,2})月(?P<day_zh>\d{1,2})日?)", re.ASCII)
_DAY_DIGITS = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})", re.ASCII)
_TIME = re.compile(r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::00(?:\.0+)?)?", re.ASCII)
_MIDNIGHT = re.compile(r"\s+0{1,2}:00(:00)?$")
_MOST_CHARACTERS = 40


def birth_date(cell: CellValue, *, today: date) -> date:
    """A day of birth: 1948-05-20, 1946/4/30, 19470818, 1958年6月13日 or a spreadsheet date.

    `today` is the local day of the import; nobody is born after it, or before 1900.
    """
    if isinstance(cell, datetime):
        born = cell.date()
    else:
        born = cell if isinstance(cell, date) else _told_day(_writing(cell))
    if born.year < EARLIEST_BIRTH_YEAR:
        raise CellRefused(
            "before_1900",
            f"must not be before {EARLIEST_BIRTH_YEAR}",
            f"不能早于 {EARLIEST_BIRTH_YEAR} 年",
        )
    if born > today:
        raise CellRefused("in_the_future", "must not be in the future", "不能晚于今天")
    return born


def plain_day(cell: CellValue) -> date:
    """A day on which somebody can have served: 2026-03-08, 2026年3月8日 or a sheet's date."""
    if isinstance(cell, datetime):
        day = cell.date()
    else:
        day = cell if isinstance(cell, date) else _told_day(_writing(cell))
    if not EARLIEST_ACTIVITY_YEAR <= day.year <= LATEST_ACTIVITY_YEAR:
        raise _year_out_of_range()
    return day


def local_time(cell: CellValue) -> datetime:
    """A time on Shanghai's clock such as 2026-08-12 09:30, as an aware datetime to the minute."""
    told = cell if isinstance(cell, datetime) else _told_time(_writing(cell))
    if not EARLIEST_ACTIVITY_YEAR <= told.year <= LATEST_ACTIVITY_YEAR:
        raise _year_out_of_range()
    # A spreadsheet keeps times as fractions of a day and may be off by some microseconds.
    minute = (told + timedelta(milliseconds=500)).replace(microsecond=0, tzinfo=SHANGHAI)
    if minute.second:
        raise CellRefused("not_whole_minutes", "must be in whole minutes", "时间应精确到整分钟")
    return minute


def _year_out_of_range() -> CellRefused:
    return CellRefused(
        "year_out_of_range",
        f"must lie between {EARLIEST_ACTIVITY_YEAR} and {LATEST_ACTIVITY_YEAR}",
        f"年份应在 {EARLIEST_ACTIVITY_YEAR} 至 {LATEST_ACTIVITY_YEAR} 之间",
    )


def _told_time(text: str) -> datetime:
    day_text, _, time_text = " ".join(text.upper().replace("T", " ").split()).rpartition(" ")
    day, told = _written_day("".join(day_text.split())), _TIME.fullmatch(time_text)
    if day and told and int(told["hour"]) < 24 and int(told["minute"]) < 60:
        hour, minute = int(told["hour"]), int(told["minute"])
        return datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI)
    raise CellRefused(
        "not_a_time",
        "must be a day and time such as 2026-08-12 09:30",
        "应为日期和时间，如 2026-08-12 09:30",
    )


def _told_day(text: str) -> date:
    # Some programs save a day together with its midnight.
    text = _MIDNIGHT.sub("", text)
    day = _written_day("".join(text.split()))
    if day is None:
        raise CellRefused(
            "not_a_date",
            "must be a day of the calendar such as 1958-06-13",
            "应为真实存在的日期，如 1958-06-13",
        )
    return day


def _writing(cell: CellValue) -> str:
    """The cell as ordinary characters; what is too long or no writing at all becomes nothing."""
    if isinstance(cell, date | time | timedelta):
        return ""
    text = half_width(written_text(cell))
    return text if len(text) <= _MOST_CHARACTERS else ""


def _written_day(text: str) -> date | None:
    told = _DAY_ALIKE.fullmatch(text) or _DAY_DIGITS.fullmatch(text)
    if told is None:
        return None
    parts = told.groupdict()
    month = parts["month"] or parts["month_zh"]
    day = parts["day"] or parts["day_zh"]
    try:
        return date(int(parts["year"]), int(month), int(day))
    except ValueError:
        return None
