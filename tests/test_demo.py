"""Somebody new types one command: a small Jinsha is built, lives through its year and is served."""

from __future__ import annotations

import re
import shutil
import sqlite3
import urllib.request
from collections import Counter
from pathlib import Path

import msgspec
import pytest

from api.access.roles import Role
from api.demo import building
from api.demo.sign_ins import kept
from api.settings import Settings
from api.stored import open_recorder, stored
from api.verifying.verification import Verification
from ledger.facts import ActivityPublished, BeansRedeemed
from tests.processes import running
from tests.story import clock
from tests.terminal import GOLDENBEAN, goldenbean, one_sentence, small_files, surroundings

NOW = clock("2026-11-22 15:00")


@pytest.fixture(scope="module")
def jinsha(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, building.Built]:
    """A small demo, as of a Sunday afternoon in November."""
    place = tmp_path_factory.mktemp("demo")
    files, data = small_files(place / "files", people=150, activities=60), place / "data"
    settings = Settings.from_environment({"GOLDENBEAN_ENV": "test"}, data)
    return data, building.build(settings, NOW, files, lambda _step, _day: None)


@pytest.fixture
def own(jinsha: tuple[Path, building.Built], tmp_path: Path) -> Path:
    """A copy of it, to spoil."""
    return Path(shutil.copytree(jinsha[0], tmp_path / "own"))


def told_by(data: Path) -> tuple[Counter[str], list[object]]:
    """How often each kind of fact stands in the book, and all facts in their envelopes."""
    settings = Settings.from_environment({}, data)
    with open_recorder(settings, "home") as recorder:
        entries = list(stored(recorder))
    return Counter(entry.type for entry in entries), [entry.read() for entry in entries]


def differences(data: Path) -> list[str]:
    check = Verification(Settings.from_environment({}, data), "home")
    return [str(difference) for difference in check.run(lambda _done, _total: None)]


def spoil(data: Path, kind: str, change: str) -> int:
    """Change the last fact of a kind behind the triggers' back; returns where it stands."""
    with sqlite3.connect(data / "ledgers" / "home" / "book.db") as book:
        book.execute("DROP TRIGGER facts_are_not_changed")
        (last,) = book.execute("SELECT max(position) FROM fact WHERE type = ?", (kind,)).fetchone()
        book.execute(f"UPDATE fact SET data = {change} WHERE position = ?", (last,))
    book.close()
    return last


def test_the_year_is_lively_and_its_past_lies_in_the_past(
    jinsha: tuple[Path, building.Built],
) -> None:
    data, built = jinsha
    kinds, facts = told_by(data)

    assert (kinds["VolunteerRegistered"], built.activities) == (150, 60)
    assert kinds["CheckedIn"] > 400
    assert kinds["ServiceConfirmed"] > 0.9 * kinds["CheckedIn"]
    assert kinds["BeansRedeemed"] > 50
    assert kinds["BeansHeld"] and kinds["CommandRefused"]
    taken = [each.fact for each in facts if type(each.fact) is BeansRedeemed]
    assert kinds["VoucherPrinted"] > sum(fact.shown == "voucher" for fact in taken) > 3
    assert all(fact.recorded_at <= NOW for fact in facts)
    assert max(fact.recorded_at - fact.fact.at for fact in facts).days < 7
    assert facts[0].recorded_at < clock("2025-11-23 00:00")


def test_every_number_of_the_demo_stands_up_to_a_replay(
    jinsha: tuple[Path, building.Built],
) -> None:
    assert differences(jinsha[0]) == []


def test_a_bean_that_was_added_to_a_fact_is_found(own: Path) -> None:
    where = spoil(own, "BeansRedeemed", "json_set(data, '$.fact.beans', 999)")
    assert any(f"Position {where}:" in told for told in differences(own))


def test_a_balance_that_was_changed_in_a_fact_is_found(own: Path) -> None:
    where = spoil(own, "BeansAwarded", "json_set(data, '$.fact.balance_after', 999)")
    assert any(f"Position {where}: " in told and "999" in told for told in differences(own))


def test_minutes_that_were_changed_in_a_fact_are_found_beside_the_views(own: Path) -> None:
    spoil(own, "ServiceConfirmed", "json_set(data, '$.fact.minutes', 999)")
    sheets = {told.partition("View ")[2].partition(",")[0] for told in differences(own)}
    assert {"account", "statement_line", "attendance"} <= sheets


def test_one_of_each_role_may_sign_in_and_only_the_owner_reads_how(
    jinsha: tuple[Path, building.Built],
) -> None:
    data, _ = jinsha
    invited = kept(data)

    assert [each.role for each in invited] == [
        Role.VOLUNTEER, Role.ORGANIZER, Role.MERCHANT, Role.STAFF, Role.AUDITOR,
    ]  # fmt: skip
    age = re.search(r"[0-9]+", invited[0].english)
    assert age and int(age[0]) >= 60
    assert (data / "demo.json").stat().st_mode & 0o077 == 0


def test_a_demo_that_stands_is_served_at_once_with_a_code_to_scan(own: Path) -> None:
    command = [*GOLDENBEAN, "demo", "--port", "0", "--data", str(own)]
    with running(command, "Ctrl-C", surroundings()) as server:
        said = "\n".join(server.said)
        address = re.search(r"^ready (http://\S+)$", said, re.MULTILINE)
        link = re.search(r"http://\S+/in/\S+", said)
        organizer = re.findall(r"gb_\w+", said)[1]
        assert address and link and "▄" in said
        with urllib.request.urlopen(link[0], timeout=20) as page:
            assert page.status == 200
        kinds, facts = told_by(own)
        assert kinds["ActivityPublished"] == 64  # The plan's sixty, and four around this moment.
        today = [each.fact for each in facts if type(each.fact) is ActivityPublished][60]
        asked = urllib.request.Request(
            f"{address[1]}/v1/activities/{today.activity}/code",
            headers={"Authorization": f"Bearer {organizer}"},
        )
        with urllib.request.urlopen(asked, timeout=20) as answer:
            assert "code" in msgspec.json.decode(answer.read())
        assert server.stop() == 0


def test_a_build_that_was_interrupted_begins_again(tmp_path: Path) -> None:
    files = small_files(tmp_path / "files", people=12, activities=3)
    data = tmp_path / "data"
    settings = Settings.from_environment({"GOLDENBEAN_ENV": "test"}, data)

    def power_cut(step: str, _day: object) -> None:
        if step == "views":
            raise InterruptedError

    with pytest.raises(InterruptedError):
        building.build(settings, NOW, files, power_cut)
    assert kept(data) is None

    building.build(settings, NOW, files, lambda _step, _day: None)
    assert kept(data) and differences(data) == []


def test_a_real_community_is_not_mistaken_for_a_demo(tmp_path: Path) -> None:
    goldenbean("key", "create", "--role", "admin", "--data", tmp_path)
    said = one_sentence(goldenbean("demo", "--port", 0, "--data", tmp_path))
    assert "holds a community already" in said
