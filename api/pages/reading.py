"""Numbers, times and codes as a person reads them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime

SHANGHAI = ZoneInfo("Asia/Shanghai")
_LOCALES = {"zh": "zh_Hans_CN", "en": "en"}
_PATTERNS = {
    "day_time": {"zh": "M月d日 EEE HH:mm", "en": "EEE d MMM, HH:mm"},
    "date": {"zh": "yyyy年M月d日", "en": "d MMM yyyy"},
    "date_time": {"zh": "yyyy年M月d日 HH:mm", "en": "d MMM yyyy, HH:mm"},
    "short": {"zh": "M月d日 HH:mm", "en": "d MMM HH:mm"},
    "month": {"zh": "yyyy年M月", "en": "MMMM yyyy"},
    "time": {"zh": "HH:mm", "en": "HH:mm"},
}
_MINUTES_PER_TENTH = 6
_CODE_GROUP_LENGTH = 4
_MINUS = "\u2212"


def hours(minutes: int) -> str:
    """Minutes as hours to one tenth, rounded down: rounding up would show time nobody served.

    Source: domain README 3.3, "recognised time".
    """
    if minutes < 0:
        return _MINUS + hours(-minutes)
    return _tenths(minutes // _MINUTES_PER_TENTH)


def hours_needed(minutes: int) -> str:
    """Minutes still missing as hours to one tenth, rounded up, so that no promise comes early."""
    return _tenths(-(-max(minutes, 0) // _MINUTES_PER_TENTH))


def beans(amount: int, signed: bool = False) -> str:
    """Whole beans with groups of three; `signed` also writes the plus of an income."""
    sign = _MINUS if amount < 0 else "+" if signed and amount > 0 else ""
    return f"{sign}{abs(amount):,}"


def yuan(fen: int) -> str:
    """Fen as yuan with two decimals and the currency sign."""
    sign = _MINUS if fen < 0 else ""
    return f"{sign}¥{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


def code_groups(code: str) -> str:
    """A code in groups of four, as it is read aloud across a counter."""
    starts = range(0, len(code), _CODE_GROUP_LENGTH)
    return " ".join(code[start : start + _CODE_GROUP_LENGTH] for start in starts)


def local_time(moment: datetime, language: str, form: str = "day_time") -> str:
    """A moment in Shanghai time and the given language; `form` names one of the patterns.

    Raises ValueError for a time without an offset and KeyError for an unknown form.
    """
    if moment.tzinfo is None:
        raise ValueError("a time on a page needs its offset")
    pattern = _PATTERNS[form][language]
    return format_datetime(moment, pattern, tzinfo=SHANGHAI, locale=_LOCALES[language])


def month_name(month: str, language: str) -> str:
    """A month written `2026-11` in words; raises ValueError for anything else."""
    first_day = datetime.strptime(month, "%Y-%m").replace(tzinfo=SHANGHAI)
    return local_time(first_day, language, "month")


def plain_day(day: date, language: str) -> str:
    """A calendar day, which is the same everywhere."""
    return format_date(day, _PATTERNS["date"][language], locale=_LOCALES[language])


def last_day(expires_at: datetime, language: str) -> str:
    """The last day on which something may be used; midnight counts to the day before it."""
    if expires_at.tzinfo is None:
        raise ValueError("a time on a page needs its offset")
    last_moment = expires_at.astimezone(UTC) - timedelta(microseconds=1)
    return local_time(last_moment, language, "date")


def _tenths(tenths: int) -> str:
    whole, tenth = divmod(tenths, 10)
    return f"{whole:,}.{tenth}" if tenth else f"{whole:,}"
