"""Sessions: a signed note in a cookie says who sits at this browser; strangers leave no trace."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from api.access.roles import Role
from api.access.who import Who
from api.codes import Seal, SealBroken, SealExpired
from api.house import House
from api.ids import new_id

SESSION_COOKIE = "session"
AT_A_COUNTER_HOURS = 12
ON_A_PHONE_DAYS = 30


class Sessions:
    """Who has come in by the door for people, and the links that open it.

    A session is a `Who` without a secret: whose it is, in which role and in which ledger. It
    names ids only. A volunteer's own phone remembers it for 30 days; a counter or a desk, where
    many hands pass, for 12 hours.
    """

    def __init__(self, house: House) -> None:
        secret = house.settings.derived_secret("sessions")
        self._clock = house.clock
        self._keys = house.keys
        self._cookies = Seal(secret, "session")
        self._links = Seal(secret, "sign-in link")

    def begin(self, who: Who) -> tuple[str, int]:
        """A session for `who`: the value of the cookie and its age in seconds."""
        lasts = (
            timedelta(days=ON_A_PHONE_DAYS)
            if who.role is Role.VOLUNTEER
            else timedelta(hours=AT_A_COUNTER_HOURS)
        )
        cookie = self._cookies.seal(_note(who), self._clock.now() + lasts)
        return cookie, lasts // timedelta(seconds=1)

    def of(self, cookie: str | None) -> Who | None:
        """Who the cookie says is here, None when it says nothing that we wrote and still hold.

        A session that a key opened ends with that key.
        """
        try:
            who = _read(self._cookies.open(cookie, self._clock.now())) if cookie else None
        except (SealBroken, SealExpired):
            return None
        if who is not None and who.id.startswith("key-") and not self._keys.in_force(who.id):
            return None
        return who

    def link(self, who: Who, expires_at: datetime) -> str:
        """The path of a link or printed badge that signs `who` in until `expires_at`."""
        return f"/in/{self._links.seal(_note(who), expires_at)}"

    def invited(self, token: str) -> Who:
        """Who a link is for, as a new session; raises SealBroken or SealExpired."""
        now = self._clock.now()
        invited = _read(self._links.open(token, now))
        return msgspec.structs.replace(invited, id=new_id("session", now))


def guest(
    role: Role,
    ledger: str,
    *,
    unit: str | None = None,
    team: str | None = None,
    merchant: str | None = None,
    volunteer: str | None = None,
) -> Who:
    """Somebody to make a sign-in link for; each use of the link gives the session its own id."""
    return Who(
        id="link", role=role, ledger=ledger, unit=unit, team=team, merchant=merchant,
        volunteer=volunteer,
    )  # fmt: skip


def _note(who: Who) -> str:
    # What is not said takes no room: a link is drawn as a code, and a small code scans better.
    told = {name: value for name, value in msgspec.structs.asdict(who).items() if value}
    return msgspec.json.encode(told).decode()


def _read(note: str) -> Who:
    try:
        return msgspec.json.decode(note, type=Who)
    except msgspec.ValidationError as outdated:  # Sealed by an earlier version of this program.
        raise SealBroken from outdated
