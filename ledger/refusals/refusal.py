"""A refusal: a state of the world in which a command is not carried out."""

from __future__ import annotations

import re
from typing import ClassVar


class Refusal(Exception):
    """Why not; `code` is stable and known outside."""

    code: ClassVar[str] = "refused"
    by_code: ClassVar[dict[str, type[Refusal]]] = {}

    def __init__(self, **details: int | str) -> None:
        super().__init__(self.code)
        self.details = details
        self.replayed = False
        self.position = 0

    def __init_subclass__(cls) -> None:
        cls.code = re.sub(r"(?<=.)([A-Z])", r"_\1", cls.__name__).lower()
        Refusal.by_code[cls.code] = cls

    @staticmethod
    def again(code: str, details: dict[str, int | str]) -> Refusal:
        """The refusal that was recorded, to be raised once more."""
        return Refusal.by_code[code](**details)
