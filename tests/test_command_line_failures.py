"""The clerk's bad days: each ends with one clear sentence in two languages, and a status."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.terminal import goldenbean, one_sentence

AS_ANYBODY = ("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all")


def test_a_policy_that_is_none_ends_the_start(tmp_path: Path) -> None:
    (tmp_path / "policy.toml").write_text("version = = 1")
    ended = goldenbean("serve", "--port", 0, "--data", tmp_path / "data",
                       settings={"POLICY": str(tmp_path / "policy.toml")})  # fmt: skip
    assert "TOML" in one_sentence(ended)


@pytest.mark.parametrize(
    ("file", "statement"),
    [
        ("ledgers/home/book.db", "PRAGMA user_version = 99"),
        ("ledgers/home/views.db", "UPDATE shelf SET version = 99 WHERE view = 'shelf'"),
        ("people.db", "UPDATE alembic_version SET version_num = 99"),
    ],
)
def test_what_a_newer_program_wrote_is_left_alone(own: Path, file: str, statement: str) -> None:
    with sqlite3.connect(own / file) as newer:
        newer.execute(statement)
    newer.close()
    assert "99" in one_sentence(goldenbean("serve", "--port", 0, "--data", own))


def test_a_damaged_book_is_said_to_be_one(own: Path) -> None:
    (own / "ledgers" / "home" / "book.db").write_bytes(b"coffee" * 4096)
    assert "book" in one_sentence(goldenbean("serve", "--port", 0, "--data", own))


def test_a_data_directory_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a directory")
    said = one_sentence(goldenbean("serve", "--port", 0, "--data", tmp_path / "data"))
    assert "data directory" in said


def test_a_read_only_directory_is_refused(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir(mode=0o555)
    if os.geteuid() == 0 and shutil.which("setpriv") is None:
        pytest.skip("root may write anywhere, and there is no setpriv to take that away")
    humbled = AS_ANYBODY if os.geteuid() == 0 else ()

    said = one_sentence(goldenbean("serve", "--port", 0, "--data", data, by_way_of=humbled))

    assert "not writable" in said


def test_a_full_disk_is_said_to_be_full(jinsha: Path) -> None:
    ended = goldenbean("export", "--format", "jsonl", "/dev/full", "--data", jinsha)
    assert "The disk is full" in one_sentence(ended)


def test_a_disk_that_takes_no_more_ends_the_start(tmp_path: Path) -> None:
    import resource

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))

    ended = goldenbean("serve", "--port", 0, "--data", tmp_path / "data", before=little_room)
    one_sentence(ended)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("import", "no-such-file.csv", "--kind", "volunteers"), "no such file"),
        (("import", "/", "--kind", "volunteers", "--dry-run"), "no such file"),
        (("rebuild", "horoscope"), "horoscope"),
        (("export", "--format", "hledger", "--ledger", "atlantis"), "no book"),
        (("key", "revoke", "key-nobody"), "no such key"),
        (("export", "--format", "jsonl", "--ledger", "atlantis"), "no book"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    jinsha: Path, words: tuple[str, ...], named: str
) -> None:
    assert named in one_sentence(goldenbean(*words, "--data", jinsha))


def test_checking_a_place_without_data_makes_none(tmp_path: Path) -> None:
    one_sentence(goldenbean("verify", "--data", tmp_path / "nowhere"))
    assert not (tmp_path / "nowhere").exists()
