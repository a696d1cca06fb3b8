"""A wording: what one refusal is called for people, and which HTTP status it carries."""

from __future__ import annotations

from typing import NamedTuple


class Wording(NamedTuple):
    """One problem: its status and its sentence in Chinese and English, with `{details}`."""

    status: int
    chinese: str
    english: str

    def title(self, language: str, details: dict[str, int | str]) -> str:
        """The sentence in the reader's language."""
        return (self.chinese if language == "zh" else self.english).format_map(details)
