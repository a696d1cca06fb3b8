"""A difference: where two things that must agree do not."""

from __future__ import annotations

from typing import NamedTuple


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
    row = key if isinstance(key, str) else " ".join(map(str, key))
    return Difference(
        f"视图 {sheet} 的 {row}：视图为 {shown}，账本为 {replayed}。",
        f"View {sheet}, row {row}: the view says {shown}, the book says {replayed}.",
    )
