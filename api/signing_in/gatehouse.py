"""The gatehouse: every way in for people, opened together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlalchemy import Engine

from api.access.endings import Endings
from api.access.keys import Keys
from api.access.roles import Role
from api.access.who import Who
from api.clock import Clock
from api.guarding.attempts import Attempts
from api.ledgers import Ledgers
from api.people.register import People
from api.settings import Settings
from api.signing_in.badges import Badge, Badges, Issued
from api.signing_in.invitations import Invitations
from api.signing_in.logins import Logins
from api.signing_in.one_time_codes import OneTimeCodes, PhoneOwner
from api.signing_in.proofs import Proof
from api.signing_in.senders import GatewaySender, LogSender, Sender
from api.signing_in.sessions import Sessions

_MESSAGES_AT_ONCE = 2
_A_LONG_YEAR = timedelta(days=366)


class Gatehouse:
    """Sessions, and what opens one: `invitations`, `logins`, `badges`, `codes` by telephone.

    `codes` is None where nothing can send them. `roles_of` says in which roles a person may act
    in a ledger today, `standing` whether the role of somebody who came in still gives anything,
    and `standing_at_hand` the same from memory alone, None when it does not know.
    """

    def __init__(
        self,
        settings: Settings,
        engine: Engine,
        clock: Clock,
        *,
        keys: Keys,
        people: People,
        ledgers: Ledgers,
        attempts: Attempts,
        endings: Endings,
        standing: Callable[[Who], bool],
        standing_at_hand: Callable[[Who], bool | None],
        roles_of: Callable[[str, str], Iterable[Who]],
    ) -> None:
        self._people = people
        self._ledgers = ledgers
        self.roles_of = roles_of
        self.sessions = Sessions(engine, clock, keys, endings, standing, standing_at_hand)
        self.invitations = Invitations(engine, clock)
        self.badges = Badges(engine, clock, attempts, endings)
        self.logins = Logins(
            engine, clock, attempts, settings.derived_secret("user names"),
            settings.derived_secret("second step"),
        )  # fmt: skip
        self._behind = ThreadPoolExecutor(_MESSAGES_AT_ONCE, "one-time codes")
        sender = sender_of(settings)
        self.codes = sender and OneTimeCodes(
            engine, clock, attempts, settings.derived_secret("one-time codes"), sender,
            self._owner_of, self._behind,
        )  # fmt: skip

    def roles_by_phone(self, owner: PhoneOwner) -> list[Who]:
        """Everything the owner of a telephone may be; the volunteer comes first."""
        return self._roles_of_volunteer(owner.volunteer, owner.ledger)

    def roles_by_badge(self, badge: Badge) -> list[Who]:
        """Everything the owner of a badge may be; the volunteer comes first."""
        return self._roles_of_volunteer(badge.volunteer, badge.ledger)

    def issue_badge(
        self, volunteer: str, ledger: str, pin: str | None = None, *, issued_by: str
    ) -> Issued:
        """A new badge; where an earlier one had let somebody in, that is over. Raises PinUnfit.

        `issued_by` is the person or key that hands it out.
        """
        issued = self.badges.issue(volunteer, ledger, pin, issued_by=issued_by)
        self.end_what_badges_opened(volunteer)
        return issued

    def withdraw_badge(self, volunteer: str) -> int:
        """The volunteer's badge is lost: it opens nothing any more, and what it opened is over.
        Says how many badges were in force."""
        withdrawn = self.badges.withdraw_all_of(volunteer)
        self.end_what_badges_opened(volunteer)
        return withdrawn

    def end_what_badges_opened(self, volunteer: str) -> None:
        """End the volunteer's sessions at shared devices."""
        self.sessions.end_all_of(self._people.person_of(volunteer), proof=Proof.BADGE)

    def forget_old(self) -> int:
        """Delete what counts no more; says how many rows. An errand of the clock's."""
        codes = self.codes.forget_old() if self.codes is not None else 0
        return self.sessions.forget_expired() + self._forget_links() + codes

    def close(self) -> None:
        """End after the messages that are on their way."""
        self._behind.shutdown()

    def _forget_links(self) -> int:
        """Who handed what to whom is a proof of care like others, and kept as long
        (impact_assessment_retention_years)."""
        forgotten = 0
        for ledger in self._ledgers:
            years = ledger.rules.current.privacy.impact_assessment_retention_years
            forgotten += self.invitations.forget_old(ledger.name, years * _A_LONG_YEAR)
        return forgotten

    def _roles_of_volunteer(self, volunteer: str, ledger: str) -> list[Who]:
        person = self._people.person_of(volunteer)
        own = Who(
            id=person, role=Role.VOLUNTEER, ledger=ledger, person=person, volunteer=volunteer
        )
        others = (who for who in self.roles_of(person, ledger) if who.role is not Role.VOLUNTEER)
        return [own, *others]

    def _owner_of(self, phone: str) -> PhoneOwner | None:
        for ledger in self._ledgers:
            if (volunteer := self._people.by_phone(ledger.name, phone)) is not None:
                return PhoneOwner(ledger.name, volunteer)
        return None


def sender_of(settings: Settings) -> Sender | None:
    """How codes reach telephones here; a production without a gateway has no way."""
    if settings.gateway is not None:
        return GatewaySender(settings.gateway.url, settings.gateway.token)
    return None if settings.environment == "production" else LogSender()
