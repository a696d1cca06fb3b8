"""Patience: how many wrong tries each kind of secret bears, and what guessing is worth.

Expected success of somebody who never stops trying at one subject (a volunteer's PIN, a
merchant's codes), in 24 hours; a test computes it from the table in code:

| kind | one guess succeeds | tries in 24 h | success in 24 h |
|---|---|---|---|
| activity_code | 145/32^8, with every code that a late scan may name | 878 | 1/8,636,490 |
| redemption_code | 1,000/10^12, with 1,000 codes alive | 1118 | 1/894,454 |
| otp | 1/10^6, six digits | 33 | 1/30,303 |
| pin | 1/10^6, six digits | 17 | 1/58,823 |
| password | 1/10^6, one of the million commonest | 39 | 1/25,641 |
| totp | 3/10^6, six digits, three steps count | 17 | 1/19,607 |
| badge_code | 10,000/32^20, with 10,000 badges in force | 878 | 1/10^23 |
| counter_pin | 1/10^6, six digits, over all badges together | 303 | 1/3,300 |
| key | 1/62^30 | 878 | 1/10^50 |

The secrets of people are counted before they are looked at. Codes and keys are counted when they
were wrong: of those that are under way when the last free try fails, each is one try more, and
`MOST_AT_ONCE` are under way at most; from then on, for a day, they come one by one. The table
contains them. It is for one process: with n processes it is at most n times as much.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction


@dataclass(frozen=True)
class Patience:
    """`free` wrong tries cost nothing; then each makes the next wait, twice as long every time.

    The count begins anew `forgotten_after` the first of them. `one_guess` is the chance that a
    single try succeeds.
    """

    free: int
    first_wait: timedelta
    longest_wait: timedelta
    forgotten_after: timedelta
    one_guess: Fraction

    def wait_after(self, failures: int) -> timedelta:
        """How long the next try must wait after so many wrong ones."""
        beyond = failures - self.free
        if beyond < 0:
            return timedelta()
        # Doubling more often than this would only make a number too large for the clock.
        return min(self.longest_wait, self.first_wait * 2 ** min(beyond, 32))


MOST_AT_ONCE = 256
"""How many tries of one guesser may be under way in a process before the first lock-out: more
tills than any shop has."""

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)

PATIENCE: dict[str, Patience] = {
    # Generous and soon forgotten: wet fingers, old eyes and a queue behind them. Their owner
    # goes on succeeding all day, so success clears nothing here: a clerk who guesses would wipe
    # the count with every honest sale.
    "activity_code": Patience(
        free=10, first_wait=timedelta(seconds=5), longest_wait=timedelta(minutes=5),
        forgotten_after=_HOUR, one_guess=Fraction(145, 32**8),
    ),
    "redemption_code": Patience(
        free=20, first_wait=timedelta(seconds=5), longest_wait=timedelta(minutes=5),
        forgotten_after=_HOUR, one_guess=Fraction(1_000, 10**12),
    ),
    "otp": Patience(
        free=5, first_wait=timedelta(minutes=1), longest_wait=_HOUR,
        forgotten_after=_DAY, one_guess=Fraction(1, 10**6),
    ),
    "pin": Patience(
        free=5, first_wait=timedelta(minutes=1), longest_wait=4 * _HOUR,
        forgotten_after=_DAY, one_guess=Fraction(1, 10**6),
    ),
    "password": Patience(
        free=10, first_wait=timedelta(seconds=30), longest_wait=_HOUR,
        forgotten_after=_DAY, one_guess=Fraction(1, 10**6),
    ),
    "totp": Patience(
        free=5, first_wait=timedelta(minutes=1), longest_wait=4 * _HOUR,
        forgotten_after=_DAY, one_guess=Fraction(3, 10**6),
    ),
    # Of organizers who scan badges, hands full of people; nobody guesses a badge.
    "badge_code": Patience(
        free=10, first_wait=timedelta(seconds=5), longest_wait=timedelta(minutes=5),
        forgotten_after=_HOUR, one_guess=Fraction(10_000, 32**20),
    ),
    # Of merchants at whose counters PINs are typed; each badge has the patience of `pin` besides.
    "counter_pin": Patience(
        free=20, first_wait=timedelta(minutes=1), longest_wait=_HOUR,
        forgotten_after=_DAY, one_guess=Fraction(1, 10**6),
    ),
    "key": Patience(
        free=10, first_wait=timedelta(seconds=5), longest_wait=timedelta(minutes=5),
        forgotten_after=_HOUR, one_guess=Fraction(1, 62**30),
    ),
}  # fmt: skip
"""Every kind of secret that somebody may guess at."""


def patience_with(subject: str) -> Patience:
    """The patience for a subject such as `pin:volunteer-…`; KeyError for a kind unknown."""
    return PATIENCE[subject.partition(":")[0]]
