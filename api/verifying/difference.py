"""A difference: where two things that must agree do not."""

from __future__ import annotations

from typing import NamedTuple

from projections.shelf.standings import Standing


class Difference(NamedTuple):
    """What is wrong, said in both languages; ids and numbers only, never a name."""

    chinese: str
    english: str

    def __str__(self) -> str:
        return f"{self.chinese} {self.english}"


def at(position: int, chinese: str, english: str) -> Difference:
    """A difference within the book itself."""
    return Difference(f"第 {position} 条：{chinese}。", f"Position {position}: {english}.")


def between(sheet: str, key: object, shown: object, replayed: object) -> Difference:
    """A row of a view that says something else than the book."""
    row = " ".join(map(str, key)) if isinstance(key, tuple) else str(key)
    return Difference(
        f"视图 {sheet} 的 {row}：视图为 {shown}，账本为 {replayed}。",
        f"View {sheet}, row {row}: the view says {shown}, the book says {replayed}.",
    )


def stopped(standing: Standing) -> Difference:
    """A view that stands still because it cannot take in a fact."""
    return Difference(
        f"视图 {standing.view} 停在第 {standing.position} 条：无法处理第 {standing.stopped_at} 条"
        f"（{standing.stopped_by}）。",
        f"The view {standing.view} stands still at position {standing.position}: it cannot take in"
        f" the fact at {standing.stopped_at} ({standing.stopped_by}). Update the program, or run"
        f" goldenbean rebuild {standing.view}.",
    )
