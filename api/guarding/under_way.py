"""Under way: how many tries of one guesser are being looked at in this process at this moment."""

from __future__ import annotations

from collections import Counter
from threading import Lock


class UnderWay:
    """Counts the tries that have begun and whose outcome is not known yet."""

    def __init__(self) -> None:
        self._counting = Lock()
        self._begun: Counter[str] = Counter()

    def begin(self, subject: str) -> int:
        """One more has begun; says how many of this subject are under way now."""
        with self._counting:
            self._begun[subject] += 1
            return self._begun[subject]

    def end(self, subject: str) -> None:
        """One of them is over."""
        with self._counting:
            self._begun[subject] -= 1
            if not self._begun[subject]:
                del self._begun[subject]
