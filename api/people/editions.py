"""Editions: the texts that people agree to, word for word, each known by its name and month.

A text that has been agreed to is never changed: another month brings another file, and the book
says which one somebody has read (PIPL art. 14, 17).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from api.people.ages import Care
from ledger.subjects.agreement import SERVING

LATEST = "2026-11"
CHILDREN = "children"
"""What the guardian of a child below 14 reads instead of the text for serving."""
TEXTS = Path(__file__).with_name("texts")


class Block(NamedTuple):
    """A piece of a text: a `heading`, a `paragraph`, or a `list` with several lines."""

    kind: str
    lines: tuple[str, ...]


class Edition(NamedTuple):
    """One text in one language."""

    text_version: str
    title: str
    blocks: tuple[Block, ...]


def edition_for(purpose: str, care: Care) -> str:
    """Which text is to be agreed to now, for that purpose and somebody of that age."""
    name = CHILDREN if purpose == SERVING and care is Care.CHILD else purpose
    return f"{name}.{LATEST}"


@cache
def read_edition(text_version: str, language: str) -> Edition | None:
    """A text as it stands in `texts`, None when it was never one of ours."""
    known = {file.name: file for file in TEXTS.glob("*.md")}
    file = known.get(f"{text_version}.{language}.md")
    if file is None:
        return None
    title, *rest = file.read_text(encoding="utf-8").splitlines()
    return Edition(text_version, title.removeprefix("# "), tuple(_blocks(rest)))


def _blocks(lines: list[str]) -> Iterator[Block]:
    for kind, some in groupby(filter(None, lines), _kind):
        told = tuple(line.lstrip("#- ") for line in some)
        if kind == "list":
            yield Block(kind, told)
        else:
            yield from (Block(kind, (line,)) for line in told)


def _kind(line: str) -> str:
    if line.startswith("## "):
        return "heading"
    return "list" if line.startswith("- ") else "paragraph"
