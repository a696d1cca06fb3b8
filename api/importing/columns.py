"""The headings people write above their columns, and the fields those headings mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.importing.cells import CellValue, half_width, is_blank
from api.importing.refused import FileRefused


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a row, the headings it is known by, and whether a file may do without it."""

    field: str
    headings: tuple[str, ...]
    required: bool = False


VOLUNTEER_COLUMNS = (
    Column("name", ("姓名", "志愿者姓名", "name", "display_name"), required=True),
    Column("gender", ("性别", "gender", "sex")),
    Column("birth_date", ("出生日期", "出生年月日", "生日", "birth_date")),
    Column("phone", ("手机号码", "手机号", "手机", "联系电话", "电话", "phone"), required=True),
    Column("community", ("所属社区", "社区", "community"), required=True),
    Column("teams", ("所属队伍", "队伍", "teams", "team")),
    Column("wishes", ("服务意向", "wishes")),
    Column("skills", ("特长", "专业特长", "skills")),
    Column("available", ("服务时间", "available")),
    Column("remark", ("备注", "remark")),
)
MERCHANT_COLUMNS = (
    Column("name", ("商户名称", "商家名称", "名称", "name"), required=True),
    Column("kind", ("类别", "商户类别", "kind"), required=True),
    Column("community", ("所属社区", "社区", "community"), required=True),
    Column("contact", ("联系人", "contact")),
    Column("phone", ("联系电话", "手机号码", "手机号", "手机", "电话", "phone")),
    Column("monthly_cap", ("每月兑换上限(豆)", "每月兑换上限", "monthly_cap")),
    Column("remark", ("备注", "remark")),
)
ACTIVITY_COLUMNS = (
    Column("title", ("活动名称", "名称", "title"), required=True),
    Column("category", ("类别", "活动类别", "category"), required=True),
    Column("team", ("队伍", "所属队伍", "team"), required=True),
    Column("place", ("地点", "活动地点", "place"), required=True),
    Column("starts_at", ("开始时间", "starts_at"), required=True),
    Column("ends_at", ("结束时间", "ends_at"), required=True),
    Column("capacity", ("人数上限", "招募人数", "capacity")),
    Column("remark", ("备注", "remark")),
)
RECORD_COLUMNS = (
    Column("number", ("志愿者编号", "volunteer_number")),
    Column("name", ("姓名", "志愿者姓名", "name", "display_name"), required=True),
    Column("phone", ("手机号码", "手机号", "手机", "联系电话", "电话", "phone"), required=True),
    Column("birth_date", ("出生日期", "出生年月日", "生日", "birth_date")),
    Column("community", ("所属社区", "社区", "community"), required=True),
    Column("reference", ("记录编号", "reference"), required=True),
    Column("title", ("活动名称", "title"), required=True),
    Column("service_day", ("服务日期", "service_day"), required=True),
    Column("minutes", ("服务时长(分钟)", "minutes"), required=True),
    Column("training_minutes", ("培训时长(分钟)", "training_minutes")),
    Column("recorder", ("记录单位", "recording_unit"), required=True),
    Column("beans", ("金豆", "beans")),
)
"""Of the national layout (Order 67 art. 5 and 7) what is taken in; other columns stay there."""
BALANCE_COLUMNS = (
    Column("phone", ("手机号码", "手机号", "手机", "联系电话", "电话", "phone"), required=True),
    Column("dies_on", ("到期日", "dies_on"), required=True),
    Column("beans", ("金豆", "beans"), required=True),
    Column("debt", ("欠豆", "debt"), required=True),
)
SERIAL_HEADINGS = ("序号", "编号", "no", "no.", "#")
"""A running number beside the rows. It says nothing about the row and is never taken in."""


def plain_heading(cell: CellValue) -> str:
    """A heading without what people vary: spaces, full-width signs, case, a star for 'required'."""
    if not isinstance(cell, str):
        return ""
    return "".join(half_width(cell).split()).casefold().strip("*:")


def is_serial(heading: str) -> bool:
    """True for the running-number column that many rosters begin with."""
    return plain_heading(heading) in SERIAL_HEADINGS


def known_headings(cells: Sequence[CellValue]) -> int:
    """How many different known headings stand in this row; two or more make it a header."""
    return len({plain_heading(cell) for cell in cells} & _KNOWN)


def places(header: Sequence[str], columns: Sequence[Column]) -> Mapping[str, int]:
    """Where each field of a kind of row stands, counted from 0 on the left.

    Refuses a file that lacks a required column or that has two columns for one field.
    """
    found: dict[str, int] = {}
    plain = [plain_heading(heading) for heading in header]
    for column in columns:
        at = [index for index, heading in enumerate(plain) if heading in column.headings]
        if len(at) > 1:
            raise FileRefused(
                "duplicate_column",
                f"Two columns both mean {column.headings[0]}; keep one of them.",
                f"有两列都表示“{column.headings[0]}”，请只保留一列。",
            )
        if at:
            found[column.field] = at[0]
    _refuse_missing(found, columns)
    return found


def _refuse_missing(found: Mapping[str, int], columns: Sequence[Column]) -> None:
    missing = [
        column.headings[0] for column in columns if column.required and column.field not in found
    ]
    if missing:
        named = "、".join(missing)
        raise FileRefused(
            "missing_column",
            f"The header lacks: {named}. Is this the right kind of file?",
            f"表头缺少：{named}。请确认文件类别是否选对。",
        )


def is_empty_line(cells: Sequence[CellValue]) -> bool:
    """True when nothing is written anywhere in the row."""
    return all(is_blank(cell) for cell in cells)


_KNOWN = frozenset(
    heading
    for columns in (
        VOLUNTEER_COLUMNS, MERCHANT_COLUMNS, ACTIVITY_COLUMNS, RECORD_COLUMNS, BALANCE_COLUMNS,
    )  # fmt: skip
    for column in columns
    for heading in column.headings
) | frozenset(SERIAL_HEADINGS)
