"""A refusal says in two languages why a file or a cell cannot be taken as it is."""

from __future__ import annotations


class Refused(Exception):
    """Something a person can put right, with a stable code and words in English and Chinese."""

    def __init__(self, code: str, english: str, chinese: str) -> None:
        super().__init__(english)
        self.code = code
        self.english = english
        self.chinese = chinese


class FileRefused(Refused):
    """The whole file is refused and no row of it was looked at."""


class CellRefused(Refused):
    """One cell is refused; the reason never repeats what the cell says."""
