"""What became of each row, told to a person: Chinese first, English beside it, no names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rich.console import Console
from rich.table import Table as ScreenTable
from rich.text import Text

from api.importing.rows import RowProblem

RowState = Literal[
    "imported", "unchanged", "refused", "would import", "waiting", "would wait"
]

STATES_IN_CHINESE: dict[RowState, str] = {
    "imported": "已导入",
    "would import": "将导入",
    "waiting": "待第二人同意",
    "would wait": "将提交第二人",
    "unchanged": "无变化",
    "refused": "已拒绝",
}
_STYLES: dict[RowState, str] = {
    "imported": "green",
    "would import": "green",
    "waiting": "yellow",
    "would wait": "yellow",
    "unchanged": "dim",
    "refused": "red",
}


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of one row, by its number in the file; problems only when it was refused."""

    row: int
    state: RowState
    problems: tuple[RowProblem, ...] = ()


def show(results: Sequence[RowResult], console: Console) -> None:
    """Writes every result and the totals: a table on a terminal, plain lines otherwise."""
    if console.is_terminal:
        console.print(screen_table(results))
        console.print(totals(results), markup=False, highlight=False)
        return
    for line in plain_lines(results):
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def plain_lines(results: Sequence[RowResult]) -> Iterator[str]:
    """One line for each row, one more for each further problem, and the totals at the end."""
    for result in results:
        start = f"第 {result.row} 行 row {result.row}: {_state(result.state)}"
        if not result.problems:
            yield start
        for problem in result.problems:
            yield f"{start} — {_reason(problem)}"
    yield totals(results)


def screen_table(results: Iterable[RowResult]) -> ScreenTable:
    """The same as a table for a terminal."""
    table = ScreenTable("行 row", "结果 result", "列 column", "原因 reason")
    for result in results:
        state = Text(_state(result.state), style=_STYLES[result.state])
        columns = "\n".join(problem.column or "—" for problem in result.problems)
        reasons = "\n".join(f"{problem.chinese} {problem.english}" for problem in result.problems)
        table.add_row(str(result.row), state, Text(columns), Text(reasons))
    return table


def totals(results: Iterable[RowResult]) -> str:
    """How many rows there were and what became of them; states that did not occur are left out
    except refusals, because 'none refused' is what a person wants to read."""
    counts = Counter(result.state for result in results)
    told = [
        f"{_state(state)} {counts[state]}"
        for state in STATES_IN_CHINESE
        if counts[state] or state == "refused"
    ]
    return f"合计 total {counts.total()} 行 rows: " + ", ".join(told)


def _state(state: RowState) -> str:
    return f"{STATES_IN_CHINESE[state]} {state}"


def _reason(problem: RowProblem) -> str:
    where = f"{problem.column}: " if problem.column else ""
    return f"{where}{problem.chinese} / {problem.english} [{problem.code}]"
