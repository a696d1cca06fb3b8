"""Faults of the operator's settings, each said so that the operator can mend it."""

from __future__ import annotations


class SettingsFault(Exception):
    """A setting that cannot stand, said in one sentence of each language."""

    def __init__(self, english: str, chinese: str) -> None:
        super().__init__(english)
        self.english = english
        self.chinese = chinese
