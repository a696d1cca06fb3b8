"""Handing out: a link or a badge is shown once, as a picture and in letters, to be printed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import msgspec
from markupsafe import Markup

from api.access.roles import Role
from api.access.table import Deed, may
from api.access.who import Who
from api.guarding.origins import public_address
from api.pages.language import translate
from api.pages.office.callers import for_the_first_time
from api.pages.office.powers import may_vouch_for
from api.pages.visits import Visit
from api.qr import svg_once
from api.signing_in.invitations import Purpose
from api.signing_in.proofs import Proof
from api.v1.asking import Caller

GOOD_FOR_DAYS = 7
BY_A_LINK = frozenset({Role.VOLUNTEER, Role.GUARDIAN})
"""Roles for which a link is enough to come in by; everybody else chooses a password first."""


class Handed(msgspec.Struct, frozen=True, kw_only=True):
    """A link on paper: for whom, until when, and what it opens.

    `url` and `qr_svg` are None when the form was sent before: a secret is shown once.
    """

    masked: str
    role: str
    number: str = ""
    until: datetime | None = None
    url: str | None = None
    qr_svg: Markup | None = None
    sets_password: bool = False


def as_volunteer(caller: Caller, volunteer: str) -> Who:
    """A volunteer who comes in for themselves."""
    person = caller.house.people.person_of(volunteer)
    return Who(
        id=person, role=Role.VOLUNTEER, ledger=caller.ledger.name, person=person,
        volunteer=volunteer,
    )  # fmt: skip


def purpose_for(who: Who) -> Purpose:
    """What a link for somebody in that role is for."""
    return Purpose.ENTER if who.role in BY_A_LINK else Purpose.SET_PASSWORD


def may_hand_to(caller: Caller, who: Who) -> bool:
    """Whether the caller may hand this somebody a link; they might open it first."""
    proof = Proof.LINK if purpose_for(who) is Purpose.ENTER else Proof.SECOND_STEP
    vouched = who.person is not None and may_vouch_for(caller, who.person, proof)
    return vouched and may(caller.who, Deed.INVITE)


def hand_link(visit: Visit, caller: Caller, who: Who, form_key: str, number: str = "") -> Handed:
    """Make a link for somebody for whom `may_hand_to` said yes; the same form makes one."""
    masked = caller.house.people.masked_name(who.volunteer if number else who.person or "")
    told = Handed(masked=masked, role=who.role.value, number=number)
    if not for_the_first_time(caller, f"{form_key}.link"):
        return told
    until, purpose = caller.now() + timedelta(days=GOOD_FOR_DAYS), purpose_for(who)
    path = caller.house.gate.invitations.make(
        who, until, made_by=caller.who.actor, purpose=purpose
    )
    url = public_address(visit, path)
    return msgspec.structs.replace(
        told, until=until, url=url, qr_svg=picture(url),
        sets_password=purpose is Purpose.SET_PASSWORD,
    )  # fmt: skip


def picture(payload: str) -> Markup:
    """A code to scan from paper."""
    return Markup(svg_once(payload, translate("Sign-in link as a picture")))


def links_of(made: list[Handed]) -> dict[str, Any]:
    """What the sheet is drawn from."""
    return {"cards": made, "days": GOOD_FOR_DAYS}
