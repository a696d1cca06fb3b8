"""The clerk of Jinsha community at a terminal: everything `goldenbean` does, as it is typed."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import urllib.request
from pathlib import Path

import pytest

from api.access.roles import Role
from api.house import House
from api.settings import Settings
from tests.processes import running
from tests.terminal import (
    DEMO,
    GOLDENBEAN,
    PLAN,
    ROSTER,
    SHOPS,
    goldenbean,
    one_sentence,
    small_files,
    surroundings,
)


def databases(data: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in data.rglob("*.db")}


def book(data: Path) -> sqlite3.Connection:
    return sqlite3.connect(data / "ledgers" / "home" / "book.db", isolation_level=None)


# Serving ----------------------------------------------------------------------------------------


def test_the_server_says_ready_once_answers_and_ends_when_asked(tmp_path: Path) -> None:
    command = [*GOLDENBEAN, "serve", "--port", "0", "--data", str(tmp_path / "data")]
    with running(command, "ready http://", surroundings()) as server:
        address = server.ready_line.removeprefix("ready ")
        with urllib.request.urlopen(f"{address}/health/live", timeout=10) as answer:
            assert answer.status == 200
        assert server.stop() == 0
    assert server.said == [server.ready_line]  # Nor did it log anything: all was quiet.


def test_two_workers_share_a_port_and_one_that_dies_is_replaced(own: Path) -> None:
    command = [*GOLDENBEAN, "serve", "--port", "0", "--workers", "2", "--data", str(own)]
    with running(command, "ready http://", surroundings()) as server:
        address = server.ready_line.removeprefix("ready ")
        children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children")
        os.kill(int(children.read_text().split()[0]), signal.SIGKILL)
        for _ in range(8):
            with urllib.request.urlopen(f"{address}/health/live", timeout=10) as answer:
                assert answer.status == 200
        assert server.stop() == 0
    assert [line for line in server.said if line.startswith("ready")] == [server.ready_line]


def test_a_port_that_somebody_holds_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as somebody:
        port = somebody.getsockname()[1]
        said = one_sentence(goldenbean("serve", "--port", port, "--data", tmp_path))
    assert f"127.0.0.1:{port}" in said


# Keys -------------------------------------------------------------------------------------------


def test_a_key_is_printed_alone_and_opens_the_door(tmp_path: Path) -> None:
    made = goldenbean("key", "create", "--role", "admin", "--data", tmp_path)

    house = House(Settings.from_environment({}, tmp_path))
    key = house.keys.check(made.stdout.rstrip("\n"))
    house.close()
    assert (made.returncode, made.stderr) == (0, "")
    assert key is not None and (key.role, key.ledger) == (Role.ADMIN, "home")


def test_a_key_for_a_shop_nobody_knows_comes_with_a_word_of_warning(jinsha: Path) -> None:
    words = ("key", "create", "--role", "merchant", "--merchant", "merchant-nobody")
    made = goldenbean(*words, "--data", jinsha)

    assert made.returncode == 0
    assert made.stdout.startswith("gb_") and len(made.stdout.splitlines()) == 1
    assert "merchant-nobody" in made.stderr


def test_a_merchants_key_needs_a_merchant(tmp_path: Path) -> None:
    made = goldenbean("key", "create", "--role", "merchant", "--data", tmp_path)
    assert "needs a merchant" in one_sentence(made)


# Importing --------------------------------------------------------------------------------------


def test_the_whole_roster_gets_in_but_for_seven_rows_and_only_once(tmp_path: Path) -> None:
    data = tmp_path / "data"
    words = ("import", DEMO / ROSTER, "--kind", "volunteers", "--data", data)

    dry = goldenbean(*words, "--dry-run")
    assert "将导入 would import 812, 已拒绝 refused 7" in dry.stdout
    assert (dry.returncode, data.exists()) == (1, False)  # Seven rows are not in; nothing is.

    first = goldenbean(*words)
    assert "已导入 imported 812, 已拒绝 refused 7" in first.stdout
    assert "Opened the community 金沙社区" in first.stdout
    assert "row 819: 已拒绝 refused — 手机号码: 与第 8 行重复" in first.stdout
    assert first.returncode == 1

    head = book(data).execute("SELECT max(position) FROM fact").fetchone()
    again = goldenbean(*words)
    assert "无变化 unchanged 812, 已拒绝 refused 7" in again.stdout
    assert book(data).execute("SELECT max(position) FROM fact").fetchone() == head


def test_a_second_run_of_every_file_changes_nothing(jinsha: Path, tmp_path: Path) -> None:
    files = small_files(tmp_path / "files")
    before = book(jinsha).execute("SELECT count(*) FROM fact").fetchone()
    for kind, file in (("volunteers", ROSTER), ("merchants", SHOPS), ("activities", PLAN)):
        ended = goldenbean("import", files / file, "--kind", kind, "--data", jinsha)
        assert (ended.returncode, "imported" in ended.stdout) == (0, False)
    assert book(jinsha).execute("SELECT count(*) FROM fact").fetchone() == before


def test_a_dry_run_beside_a_community_writes_not_a_byte(own: Path, tmp_path: Path) -> None:
    roster = tmp_path / "new.csv"
    roster.write_text("姓名,手机号码,所属社区,所属队伍\n周欢,13865090595,金沙社区,诗社\n")
    words = ("import", roster, "--kind", "volunteers", "--dry-run", "--data", own)
    goldenbean(*words)  # Settles what was left in the databases' journals by those before us.
    before = databases(own)

    ended = goldenbean(*words)

    assert "将导入 would import 1" in ended.stdout
    assert databases(own) == before


def test_a_plan_needs_a_community_to_happen_in(tmp_path: Path) -> None:
    words = ("import", DEMO / PLAN, "--kind", "activities", "--data", tmp_path)
    assert "--community" in one_sentence(goldenbean(*words))


# Looking back -----------------------------------------------------------------------------------


def test_all_is_well_and_the_book_can_be_read_line_by_line(jinsha: Path, tmp_path: Path) -> None:
    checked = goldenbean("verify", "--data", jinsha)
    assert (checked.returncode, "no differences" in checked.stdout) == (0, True)

    told = goldenbean("export", "--format", "jsonl", "--data", jinsha).stdout
    facts = [json.loads(line) for line in told.splitlines()]
    assert [fact["position"] for fact in facts] == list(range(1, len(facts) + 1))
    assert set(facts[0]) == {
        "position", "type", "at", "recorded_at", "actor", "role", "key", "data", "tags",
    }  # fmt: skip
    assert "华桂珍" not in told and "15887366946" not in told

    assert goldenbean("export", "--format", "jsonl", tmp_path / "f", "--data", jinsha).stdout == ""
    assert (tmp_path / "f").read_text() == told


def test_the_views_come_back_from_the_book(own: Path) -> None:
    for left in (own / "ledgers" / "home").glob("views.db*"):
        left.unlink()
    made = goldenbean("rebuild", "directory", "--data", own)

    assert (made.returncode, made.stderr) == (0, "")
    assert "home directory:" in made.stdout
    assert goldenbean("verify", "--data", own).returncode == 0


def test_somebody_who_helps_a_balance_along_in_a_view_is_found(own: Path) -> None:
    with sqlite3.connect(own / "ledgers" / "home" / "views.db") as views:
        names = views.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        (table,) = [name for (name,) in names if name.startswith("account_") and name[-1:].isdigit()
                    and "group" not in name]  # fmt: skip
        (whose,) = views.execute(f"SELECT volunteer FROM {table} LIMIT 1").fetchone()
        views.execute(f"UPDATE {table} SET beans = 500 WHERE volunteer = ?", (whose,))
    views.close()

    checked = goldenbean("verify", "--data", own)

    assert checked.returncode == 1
    assert whose in checked.stdout and "(500, 0, 0, 0, 0" in checked.stdout


@pytest.mark.parametrize(
    "change", ["data = '{'", "data = replace(data, 'volunteer-', 'volunteer-9')"]
)
def test_somebody_who_changes_a_fact_is_found(own: Path, change: str) -> None:
    with book(own) as opened:
        opened.execute("DROP TRIGGER facts_are_not_changed")
        opened.execute(f"UPDATE fact SET {change} WHERE position = 20")
    opened.close()

    checked = goldenbean("verify", "--data", own)

    assert checked.returncode == 1
    assert "Position 20:" in checked.stdout
