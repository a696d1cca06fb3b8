"""The demo's sign-ins: one person of each role, with a key for the API and a link for a phone.

Whoever holds an appointment has a name and a password too.
"""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import msgspec

from api.access.roles import Role
from api.access.who import person_of
from api.demo.appointing import Login, appoint, newcomer
from api.demo.cast import Cast, Player, Team
from api.house import House
from api.ledgers import FIRST, Ledger
from api.signing_in.sessions import guest
from projections.balances import Balances
from projections.directory import Merchant
from projections.till import Till

FILE = "demo.json"
LINK_DAYS = 30
LINK_USES = 1_000
SENIOR_YEARS = 60


class SignIn(msgspec.Struct, frozen=True, kw_only=True):
    """Who may sign in as what; `key` is the text of an API key of the demo, `login` what people
    with an appointment type at the door."""

    role: Role
    chinese: str
    english: str
    key: str
    unit: str | None = None
    team: str | None = None
    merchant: str | None = None
    volunteer: str | None = None
    login: Login | None = None

    def link(self, house: House) -> str:
        """The path that signs a phone in, good for a month and for as many as want to try it."""
        who = guest(
            self.role, FIRST, unit=self.unit, team=self.team, merchant=self.merchant,
            volunteer=self.volunteer, person=self.login and self.login.person,
            appointment=self.login and self.login.appointment,
        )  # fmt: skip
        runs_out = house.clock.now() + timedelta(days=LINK_DAYS)
        return house.gate.invitations.make(who, runs_out, made_by="demo", uses=LINK_USES)


def invite(house: House, ledger: Ledger, cast: Cast) -> list[SignIn]:
    """Choose one of each role, the busiest of their kind, and give them keys."""
    today = ledger.rules.current.local_date(house.clock.now())
    senior, age = _senior(ledger, cast)
    team, shop = host_of_today(cast), _shop(ledger, cast, f"{today:%Y-%m}")
    return [
        _invited(house, Role.VOLUNTEER, f"志愿者，{age} 岁", f"volunteer aged {age}",
                 volunteer=senior.volunteer),
        _invited(house, Role.ORGANIZER, f"组织者，{team.name}", f"organizer of {team.name}",
                 appoint(house, ledger, Role.ORGANIZER, "organizer",
                         person_of(team.leader.volunteer), team=team.team),
                 team=team.team),
        _invited(house, Role.MERCHANT, f"商户，{shop.name}", f"merchant {shop.name}",
                 appoint(house, ledger, Role.MERCHANT, "merchant", newcomer(house, "张老板"),
                         merchant=shop.merchant),
                 merchant=shop.merchant),
        _invited(house, Role.STAFF, "社区工作人员", "community staff",
                 appoint(house, ledger, Role.STAFF, "staff", newcomer(house, "周主任"),
                         unit=cast.community),
                 unit=cast.community),
        _invited(house, Role.AUDITOR, "审计员", "auditor"),
    ]  # fmt: skip


def host_of_today(cast: Cast) -> Team:
    """The team that does today's activities: the largest."""
    return max(cast.teams.values(), key=lambda team: (len(team.crew.players), team.name))


def keep(data: Path, sign_ins: list[SignIn]) -> None:
    """Remember the sign-ins, for whoever starts the demo again; only its owner can read them."""
    path = data / FILE
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(sign_ins)))


def kept(data: Path) -> list[SignIn] | None:
    """The sign-ins of the demo in this directory, None when it holds no finished demo."""
    path = data / FILE
    return msgspec.json.decode(path.read_bytes(), type=list[SignIn]) if path.is_file() else None


def _invited(
    house: House, role: Role, chinese: str, english: str, login: Login | None = None, **whom: str
) -> SignIn:
    text, key = house.keys.create(role, FIRST, made_by=login and login.person, **whom)
    stands_for = {name: getattr(key, name) for name in ("unit", "team", "merchant", "volunteer")}
    return SignIn(
        role=role, chinese=chinese, english=english, key=text, login=login, **stands_for
    )


def _senior(ledger: Ledger, cast: Cast) -> tuple[Player, int]:
    today = ledger.rules.current.local_date(ledger.clock.now())
    balances = Balances(ledger.shelf)

    def worth(player: Player) -> tuple[bool, int]:
        account = balances.of(player.volunteer)
        return player.age_on(today) >= SENIOR_YEARS, account.beans if account else 0

    senior = max(cast.everybody.players, key=worth)
    return senior, senior.age_on(today)


def _shop(ledger: Ledger, cast: Cast, month: str) -> Merchant:
    till = Till(ledger.shelf)
    return max(cast.merchants, key=lambda shop: till.takings(shop.merchant, month).redemptions)


