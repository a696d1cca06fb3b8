"""Murong Xueqing asks to be forgotten, and afterwards no file anywhere has heard of her."""

from __future__ import annotations

import logging
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, inspect, text
from sqlalchemy.engine import make_url

from api.access.roles import Role
from api.house import House
from api.intake.bringing_in import bring_in, desk_of
from api.ledgers import FIRST
from api.people.erasing import STAY
from api.people.own_copy import own_copy
from api.people.vault import TABLES
from ledger.command import By
from ledger.erasures import EraseIdentity
from ledger.refusals import VolunteerUnknown
from tests.furnished import furnished_database
from tests.house_open import OpenHouse, open_house
from tests.story import clock
from tests.terminal import goldenbean
from tests.test_particulars import LIN
from tests.vaults import BOTH_KINDS

NAME, PHONE, NUMBER = "慕容雪晴", "13700001234", "510100198811110025"
TOLD = [NAME, PHONE, NUMBER, "怕狗", "雪晴"]
ROSTER = f"""姓名,手机号码,出生日期,所属社区,备注
{NAME},{PHONE},1988-11-11,阳光里社区,怕狗
江小渔,13700005678,1990-02-02,阳光里社区,
"""
MORNING = clock("2026-11-22 12:00")
FORGET = By("person-lin", "staff", "key-forget", "")


class Home:
    """A house in which she has served, was written about, and asked for something."""

    def __init__(self, opened: OpenHouse, url: str, folder: Path) -> None:
        self.opened, self.url = opened, url
        self.house: House = opened.house
        roster = folder / "roster.csv"
        roster.write_text(ROSTER, encoding="utf-8")
        desk = desk_of(opened.ledger, self.house.people, self.house.settings)
        assert bring_in(desk, "volunteers", roster).all_in
        self.her = self._id_of(PHONE)
        self.friend = self._id_of("13700005678")
        self.phone = opened.let_in(Role.VOLUNTEER, volunteer=self.her)

    def _id_of(self, phone: str) -> str:
        found = self.house.people.by_phone(FIRST, phone)
        assert found is not None
        return found

    def lives(self) -> None:
        """She serves, it is taken back with a reason, staff looks her up, and she complains."""
        assert self.opened.serves(self.phone).status_code == 201
        self.opened.ledger.shelf.wait_for(self.opened.facts())
        (line,) = self.opened.ledger.attendances.of(self.her)
        reason = {"reason": f"{NAME}（{PHONE}）那天没来"}
        self.opened.admin.gets(f"/attendances/{line.attendance}/revocation", reason)
        house, policy = self.house, self.opened.ledger.rules.current
        now = house.clock.now()
        house.particulars.keep(self.her, {"id_number": NUMBER}, policy, FIRST)
        house.particulars.look_up(
            self.her, ("id_number",), by=LIN, purpose=f"{NAME}的保险", now=now, policy=policy
        )
        house.requests.make(FIRST, self.her, "correct", now, policy, f"我叫{NAME}")
        answered = house.requests.make(FIRST, self.her, "copy", now, policy)
        house.requests.answer(FIRST, answered.request, f"已寄给{NAME}", now)

    def whole_key(self) -> bytes:
        """Her wrapped key, as the vault keeps it today."""
        with self.house.vault.connect() as connection:
            found = text(f"SELECT wrapped_key FROM {self._place} WHERE person = :person")
            person = self.house.people.person_of(self.her)
            return bytes(connection.scalar(found, {"person": person}))

    @property
    def _place(self) -> str:
        return "people.persons" if self.url else "persons"


@pytest.fixture(params=BOTH_KINDS)
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Home]:
    """A served house over each kind of database."""
    server = request.getfixturevalue("postgresql") if request.param == "postgresql" else None
    url = furnished_database(server) if server else ""
    with open_house(tmp_path / "data", url) as opened:
        home = Home(opened, url, tmp_path)
        home.lives()
        yield home


def test_after_she_was_forgotten_no_byte_of_her_is_left(
    home: Home, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    data, key = tmp_path / "data", home.whole_key()
    assert home.house.people.display_name(home.her) == NAME
    assert key.hex() in everything(data, home.url)

    home.house.erasing.erase(FIRST, home.her, FORGET)

    while_open = everything(data, home.url)
    nothing_of_her_in(while_open)
    assert key.hex() not in while_open
    shutil.copytree(data, tmp_path / "backup")
    nothing_of_her_in(everything(tmp_path / "backup", ""))
    nothing_of_her_in(caplog.text)
    settings = {"DATABASE_URL": home.url}
    exported = goldenbean("export", "--format", "jsonl", "--data", data, settings=settings)
    assert "IdentityErased" in exported.stdout and home.her in exported.stdout
    nothing_of_her_in(exported.stdout + exported.stderr)
    verified = goldenbean("verify", "--data", data, settings=settings)
    assert verified.returncode == 0, verified.stdout


def test_every_door_shows_nobody_where_she_was(home: Home) -> None:
    house, her = home.house, home.her
    assert house.people.masked_name(her) == "慕容**"
    assert home.phone.sees(f"/volunteers/{her}/account")["volunteer"] == her

    house.erasing.erase(FIRST, her, FORGET)

    assert house.people.masked_name(her) == "匿名"
    assert house.people.masked_names([her, home.friend]) == {her: "匿名", home.friend: "江**"}
    assert house.people.by_phone(FIRST, PHONE) is None
    assert home.phone.looks(f"/volunteers/{her}/account").status_code == 401
    assert house.requests.open(FIRST) == []
    copy = own_copy(
        her, house.clock.now(), people=house.particulars, notes=house.notes,
        requests=house.requests,
    )  # fmt: skip
    assert (copy.particulars, copy.notes) == ({}, [])
    assert [look.purpose for look in copy.look_ups] == [None]
    assert {(one.wish, one.answer) for one in copy.requests} == {(None, None)}
    assert home.opened.admin.sees(f"/volunteers/{her}/account")["minutes"] == 0


def test_she_may_come_again_as_somebody_new(home: Home) -> None:
    home.house.erasing.erase(FIRST, home.her, FORGET)
    home.house.people.enrol("volunteer-new", FIRST, NAME, PHONE)
    assert home.house.people.by_phone(FIRST, PHONE) == "volunteer-new"
    assert home.house.people.masked_name(home.her) == "匿名"


def test_a_note_about_one_who_was_forgotten_is_not_kept(home: Home) -> None:
    home.house.erasing.erase(FIRST, home.her, FORGET)
    part = home.her.partition("-")[2]
    home.house.notes.keep("note-late", FIRST, f"attendance-x-{part}", "key-1", NAME, MORNING)
    assert home.house.notes.text("note-late") is None


def test_a_power_cut_between_the_fact_and_the_vault_is_made_up_for(home: Home) -> None:
    home.opened.ledger.book.record(EraseIdentity(volunteer=home.her), FORGET, MORNING)
    assert home.house.people.display_name(home.her) == NAME

    assert home.house.erasing.finish() == 1
    assert home.house.erasing.finish() == 0
    assert home.house.people.masked_name(home.her) == "匿名"
    home.house.erasing.erase(FIRST, home.her, By("person-lin", "staff", "key-again", ""))


def test_who_is_in_no_book_is_not_forgotten_by_mistake(home: Home) -> None:
    home.house.people.enrol("volunteer-unheard", FIRST, "吴名", "13700009999")
    with pytest.raises(VolunteerUnknown):
        home.house.erasing.erase(FIRST, "volunteer-unheard", FORGET)
    assert home.house.people.display_name("volunteer-unheard") == "吴名"


def test_a_clerk_who_serves_in_no_book_is_forgotten_in_the_vault_alone(home: Home) -> None:
    head = home.opened.facts()
    home.house.people.keep_contact("merchant-noodles", FIRST, "陈师傅", "028-85123456")
    home.house.erasing.erase_person("person-noodles")
    assert home.house.people.contact("merchant-noodles") is None
    assert home.opened.facts() == head
    with pytest.raises(ValueError, match="tells the book"):
        home.house.erasing.erase_person(home.house.people.person_of(home.her))


@pytest.mark.parametrize("home", ["sqlite"], indirect=True)
def test_while_somebody_reads_the_sweeping_waits_for_the_next_errand(
    home: Home, tmp_path: Path
) -> None:
    key = home.whole_key()
    vault = tmp_path / "data" / "people.db"
    with closing(sqlite3.connect(vault, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM persons").fetchone()
        home.house.erasing.erase(FIRST, home.her, FORGET)
        assert home.house.people.masked_name(home.her) == "匿名"
        reader.execute("COMMIT")

    home.house.erasing.finish()
    assert key.hex() not in everything(tmp_path / "data", "")


def test_every_table_either_names_the_person_or_names_nobody() -> None:
    silent = {"attempts", "endings", "sent_forms", "webhooks", "webhook_wishes"}
    tables = {table.name: {*table.c.keys()} for table in TABLES.sorted_tables}
    found = {name for name, columns in tables.items() if not {"person", "volunteer"} & columns}
    assert found == silent, "erasing would leave something behind in a table it cannot read"
    assert STAY <= tables.keys()


def everything(data: Path, url: str) -> str:
    """Every byte of every file as it stands and in hexadecimal, and every row of a server."""
    files = b"\n".join(file.read_bytes() for file in data.rglob("*") if file.is_file())
    told = files.decode(errors="replace") + files.hex()
    return told + _rows(url) if url else told


def _rows(url: str) -> str:
    engine = create_engine(make_url(url).set(drivername="postgresql+psycopg"))
    try:
        return "\n".join(_tables(engine))
    finally:
        engine.dispose()


def _tables(engine: Engine) -> Iterator[str]:
    looking = inspect(engine)
    with engine.connect() as connection:
        for schema in looking.get_schema_names():
            if schema not in ("information_schema", "pg_catalog"):
                for table in looking.get_table_names(schema=schema):
                    rows = connection.execute(text(f'SELECT t::text FROM "{schema}"."{table}" t'))
                    yield from rows.scalars()


def nothing_of_her_in(told: str) -> None:
    """Neither in letters nor in hexadecimal, as a server shows its bytes."""
    for word in TOLD:
        assert word not in told, word
        assert word.encode().hex() not in told, word
