"""Presenting: who stands at a counter without a telephone, by a printed badge and what proves it.

A badge alone is enough for a little; with its PIN for as much as a code. Somebody who comes for
another shows the other's badge, and their own with its PIN or a code off their own telephone. No
PIN is kept, logged or sent on, and a badge is looked up anew every time, so that a lost one is
refused at once everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec

from api.problems import Stop
from api.signing_in.badges import Badge
from api.signing_in.waiting import MustWait
from ledger.facts import Shown
from ledger.subjects.till import Redemption

if TYPE_CHECKING:
    from api.house import House
    from api.ledgers import Ledger

_WRONG = ("badge_unknown", "code_unknown", "pin_wrong")


class Presented(msgspec.Struct, frozen=True, kw_only=True):
    """What was held out at the counter; `helper_badge` and its PIN, or `helper_code` off the own
    telephone, by whoever comes instead."""

    badge: str
    pin: str = ""
    helper_badge: str = ""
    helper_pin: str = ""
    helper_code: str = ""

    def __repr__(self) -> str:
        """Nothing of it may stand in a log."""
        return "Presented(…)"


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """Whose beans they are, how sure that is, who came for them, if somebody else did, and by
    which badges, told by their ids. `redemption` is what the helper's code opens."""

    volunteer: str
    shown: Shown
    helper: str | None = None
    badges: tuple[str, ...] = ()
    redemption: str = ""


def found_by(house: House, ledger: Ledger, merchant: str, presented: Presented) -> Found:
    """Who that is; it asks the vault, so it is called on a thread of its own.

    Raises `Stop`: badge_unknown, code_unknown, pin_wrong, pin_blocked (this badge) or
    too_many_attempts (this merchant). Wrong PINs count against the badge and against the merchant.
    """
    with _a_guess(house, merchant):
        badge = _in_force(house, ledger, presented.badge)
        if presented.helper_badge:
            helper = _proved(house, ledger, presented.helper_badge, presented.helper_pin)
            return Found(
                volunteer=badge.volunteer, shown="helper", helper=helper.volunteer,
                badges=(badge.id, helper.id),
            )  # fmt: skip
        if presented.helper_code:
            redemption, helper_id = _owner_of_code(ledger, presented.helper_code)
            return Found(
                volunteer=badge.volunteer, shown="helper", helper=helper_id, badges=(badge.id,),
                redemption=redemption,
            )  # fmt: skip
        if presented.pin:
            _proved(house, ledger, presented.badge, presented.pin)
        shown: Shown = "badge_pin" if presented.pin else "badge"
        return Found(volunteer=badge.volunteer, shown=shown, badges=(badge.id,))


@contextmanager
def _a_guess(house: House, merchant: str) -> Iterator[None]:
    attempts, guesser = house.attempts, f"counter_pin:{merchant}"
    if seconds := attempts.begin(guesser):
        raise Stop("too_many_attempts", details={"seconds": seconds})
    try:
        yield
    except Stop as stop:
        if stop.code in _WRONG:
            attempts.failed(guesser)
        raise
    finally:
        attempts.end(guesser)


def _in_force(house: House, ledger: Ledger, code: str) -> Badge:
    badge = house.gate.badges.whose(code)
    if badge is None or badge.ledger != ledger.name:
        raise Stop("badge_unknown")
    return badge


def _owner_of_code(ledger: Ledger, typed: str) -> tuple[str, str]:
    """What a redemption code opens, and whose it is; whether it still works the book will say."""
    code = ledger.redemption_codes.normalise(typed)
    redemption = ledger.redemption_codes.redemption_id(code) if code else ""
    issued = ledger.book.look(Redemption(redemption)).issued if redemption else None
    if issued is None:
        raise Stop("code_unknown")
    return redemption, issued.volunteer


def _proved(house: House, ledger: Ledger, code: str, pin: str) -> Badge:
    """The badge, whose PIN was right."""
    _in_force(house, ledger, code)
    try:
        opened = house.gate.badges.check(code, pin)
    except MustWait as wait:
        minutes = -(-wait.seconds // 60)
        told: dict[str, int | str] = {"seconds": wait.seconds, "minutes": minutes}
        raise Stop("pin_blocked", details=told) from None
    if opened is None:
        raise Stop("pin_wrong")
    return opened
