"""People: the only place that knows a name or a telephone number."""

from __future__ import annotations

import hmac
import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from itertools import islice
from typing import Any

import msgspec
from sqlalchemy import (
    JSON,
    Column,
    Date,
    Engine,
    Row,
    Table,
    Text,
    UniqueConstraint,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from api.lately import Lately
from api.people.vault import TABLES, writing

NOBODY = "匿名"

_VOLUNTEERS = Table(
    "volunteers",
    TABLES,
    Column("volunteer", Text, primary_key=True),
    Column("ledger", Text, nullable=False),
    Column("display_name", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("phone_mark", Text, nullable=False),
    Column("birth_date", Date),
    Column("extra", JSON, nullable=False),
    UniqueConstraint("ledger", "phone_mark"),
)
_CONTACTS = Table(
    "merchant_contacts",
    TABLES,
    Column("merchant", Text, primary_key=True),
    Column("ledger", Text, nullable=False),
    Column("contact_name", Text, nullable=False),
    Column("phone", Text, nullable=False),
)
_NAMES_A_QUERY = 500
_NAMES_KEPT = 20_000
_NAMES_BELIEVED_SECONDS = 60
_PHONE = re.compile(r"(?:\+?86|0086)?(1[3-9][0-9]{9}|0[0-9]{9,11})")
_COMPOUND_SURNAMES = frozenset(
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政"
    " 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马"
    " 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌"
    " 微生 左丘 东门 西门 第五".split()
)


class PhoneKnown(Exception):
    """Somebody in this ledger has this telephone number already."""

    def __init__(self, volunteer_id: str) -> None:
        super().__init__(volunteer_id)
        self.volunteer_id = volunteer_id


class PhoneUnreadable(ValueError):
    """What was given is not a telephone number of the mainland."""


class Person(msgspec.Struct, frozen=True):
    """What is kept of a volunteer."""

    volunteer: str
    display_name: str
    phone: str
    birth_date: date | None = None
    extra: dict[str, Any] = {}


class Contact(msgspec.Struct, frozen=True):
    """Whom to call at a merchant's."""

    contact_name: str
    phone: str


def plain_phone(typed: str) -> str | None:
    """The digits of a mobile or area-coded number, or None.

    Wide digits, blanks, dashes, brackets and the country's +86 are forgiven.
    """
    plain = re.sub(r"[\s()\-–—.]", "", unicodedata.normalize("NFKC", typed[:64]))
    number = _PHONE.fullmatch(plain)
    return number[1] if number else None


def masked(display_name: str) -> str:
    """The surname and two stars, whatever the length: '张**', '欧阳**'; '匿名' for nothing."""
    name = display_name.strip()
    compound = len(name) > 2 and name[:2] in _COMPOUND_SURNAMES
    return f"{name[:2] if compound else name[:1]}**" if name else NOBODY


class People:
    """Who the volunteers and the merchants' contacts are, each within a ledger."""

    def __init__(self, engine: Engine, secret: bytes) -> None:
        self._engine = engine
        self._secret = secret
        self._masked = Lately(self._look_up_masked, _NAMES_BELIEVED_SECONDS, _NAMES_KEPT)

    def enrol(
        self,
        volunteer_id: str,
        ledger: str,
        display_name: str,
        phone: str,
        birth_date: date | None = None,
        extra: dict[str, Any] | None = None,
    ) -> str:
        """Remember a person and return the id; the same person a second time changes nothing.

        Raises PhoneKnown with the id of whoever has this telephone number in the ledger, and
        PhoneUnreadable. If the book then refuses the volunteer, call `withdraw`.
        """
        told = Person(volunteer_id, display_name, phone, birth_date, extra or {})
        person = self._entry(ledger, told)
        try:
            with writing(self._engine) as connection:
                connection.execute(insert(_VOLUNTEERS).values(person))
        except IntegrityError:
            # The unique number decides between two racing doors; asking first could not.
            known = self.by_phone(ledger, phone)
            if known is None:
                raise
            if known != volunteer_id:
                raise PhoneKnown(known) from None
        return volunteer_id

    def enrol_all(self, ledger: str, people: Iterable[Person]) -> bool:
        """Remember many people at once; False, and nothing kept, when one of them was known."""
        entries = [self._entry(ledger, person) for person in people]
        try:
            with writing(self._engine) as connection:
                if entries:
                    connection.execute(insert(_VOLUNTEERS), entries)
        except IntegrityError:
            return False
        return True

    def renew(self, ledger: str, person: Person) -> None:
        """Let these be the particulars of a person who is remembered already."""
        told = self._entry(ledger, person)
        with writing(self._engine) as connection:
            whose = _VOLUNTEERS.c.volunteer == person.volunteer
            connection.execute(update(_VOLUNTEERS).where(whose).values(told))
        self._masked.forget()

    def withdraw(self, volunteer_id: str) -> None:
        """Take back an enrolment; nothing happens when there was none."""
        with writing(self._engine) as connection:
            connection.execute(delete(_VOLUNTEERS).where(_VOLUNTEERS.c.volunteer == volunteer_id))
        self._masked.forget()

    def by_phone(self, ledger: str, phone: str) -> str | None:
        """The volunteer with this telephone number in the ledger."""
        number = plain_phone(phone)
        if number is None:
            return None
        row = self._one(
            select(_VOLUNTEERS.c.volunteer).where(
                _VOLUNTEERS.c.ledger == ledger,
                _VOLUNTEERS.c.phone_mark == self._phone_mark(ledger, number),
            )
        )
        return row.volunteer if row else None

    def display_name(self, volunteer_id: str) -> str | None:
        """The whole name, for the volunteer's own eyes and for staff."""
        row = self._one(_names().where(_VOLUNTEERS.c.volunteer == volunteer_id))
        return row.display_name if row else None

    def masked_name(self, volunteer_id: str) -> str:
        """'张**' for everybody else's eyes; '匿名' when nobody is known by this id.

        A name forgotten by another process may be shown so for another minute.
        """
        return self._masked.of(volunteer_id) or NOBODY

    def masked_names(self, volunteer_ids: Iterable[str]) -> dict[str, str]:
        """The masked name of each id, '匿名' included."""
        found = dict.fromkeys(volunteer_ids, NOBODY)
        wanted = iter(tuple(found))
        with self._engine.connect() as connection:
            while some := list(islice(wanted, _NAMES_A_QUERY)):
                rows = connection.execute(_names().where(_VOLUNTEERS.c.volunteer.in_(some)))
                found.update((row.volunteer, masked(row.display_name)) for row in rows)
        return found

    def keep_contact(self, merchant_id: str, ledger: str, contact_name: str, phone: str) -> None:
        """Remember whom to call at a merchant's, instead of whoever it was before."""
        who = {"contact_name": contact_name.strip(), "phone": _readable(phone)}
        contact = {"merchant": merchant_id, "ledger": ledger, **who}
        with writing(self._engine) as connection:
            connection.execute(delete(_CONTACTS).where(_CONTACTS.c.merchant == merchant_id))
            connection.execute(insert(_CONTACTS).values(contact))

    def contact(self, merchant_id: str) -> Contact | None:
        """Whom to call at a merchant's, for staff."""
        row = self._one(select(_CONTACTS).where(_CONTACTS.c.merchant == merchant_id))
        return Contact(row.contact_name, row.phone) if row else None

    def _look_up_masked(self, volunteer_id: str) -> str | None:
        name = self.display_name(volunteer_id)
        return None if name is None else masked(name)

    def _entry(self, ledger: str, person: Person) -> dict[str, Any]:
        number = _readable(person.phone)
        told = {"ledger": ledger, "phone": number, "phone_mark": self._phone_mark(ledger, number)}
        named = {"display_name": person.display_name.strip()}
        return msgspec.structs.asdict(person) | told | named

    def _phone_mark(self, ledger: str, number: str) -> str:
        return hmac.digest(self._secret, f"{ledger}:{number}".encode(), "sha256").hex()

    def _one(self, query: Any) -> Row[Any] | None:
        with self._engine.connect() as connection:
            return connection.execute(query).one_or_none()


def _names() -> Any:
    return select(_VOLUNTEERS.c.volunteer, _VOLUNTEERS.c.display_name)


def _readable(phone: str) -> str:
    number = plain_phone(phone)
    if number is None:
        # The number itself stays out of the message, which may reach a log.
        raise PhoneUnreadable("not a telephone number")
    return number
