"""Somebody brings what is no table at all, or what was made to do harm."""

import io
import random
import zipfile
from datetime import date
from pathlib import Path

import pytest

from api.importing import volunteers
from api.importing.refused import FileRefused
from api.importing.tables import read_table

DEMO = Path(__file__).parents[1] / "demo"
HEADER = "姓名,手机号码,所属社区\n"
ZHOU_HUAN = "周　欢,138 6509 0595,金沙社区\n"


def bring(path):
    return volunteers.rows(read_table(path), today=date(2026, 11, 23), communities=())


def archive(**parts):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in {"[Content_Types].xml": b"<Types/>", **parts}.items():
            file.writestr(name, content)
    return packed.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512
GROWING = archive(**{"xl/workbook.xml": b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'})
# What is large is made only when it is brought.
LARGE = {
    "no end of line": (lambda: b"a" * 10_000_000, "line_too_long"),
    "far too wide": (lambda: ",".join(["姓名"] * 100_000).encode(), "too_many_columns"),
    "far too large": (lambda: b"a\n" * (11 * 1024 * 1024), "file_too_large"),
    "zip bomb": (lambda: archive(**{"xl/workbook.xml": bytes(101 << 20)}), "unpacks_too_large"),
}
RUBBISH = {
    "empty": (b"", "empty_file"),
    "blank": (b" \r\n \r\n", "empty_file"),
    "random bytes": (random.Random(7).randbytes(65_536), "not_a_table"),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(200), "not_a_table"),
    "UTF-16": ((HEADER + ZHOU_HUAN).encode("utf-16"), "not_a_table"),
    "Big5": ("姓名,手機號碼\n周歡,1\n".encode("big5"), "no_header"),
    "prose": ("今天天气很好，大家都来了。\n".encode(), "no_header"),
    "open quote": ((HEADER + '"' + ZHOU_HUAN).encode(), "broken_quotes"),
    "open quote above much": ((HEADER + '"' + ZHOU_HUAN * 300).encode(), "broken_quotes"),
    "two phones": (("手机号," + HEADER).encode(), "duplicate_column"),
    "old Excel": (OLE, "old_workbook"),
    "password": (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "zip of something": (archive(**{"letter.txt": b"dear"}), "not_a_workbook"),
    "half a workbook": ((DEMO / "merchants.xlsx").read_bytes()[:5000], "damaged_workbook"),
    "hollow workbook": (archive(**{"xl/workbook.xml": b"<x"}), "damaged_workbook"),
    "growing entities": (GROWING, "not_a_workbook"),
}


@pytest.mark.parametrize("rubbish", [*RUBBISH, *LARGE])
def test_rubbish_is_refused_with_one_clear_sentence(tmp_path, rubbish):
    content, code = RUBBISH.get(rubbish) or LARGE[rubbish]
    brought = tmp_path / "roster.xlsx"
    brought.write_bytes(content() if callable(content) else content)

    with pytest.raises(FileRefused) as why:
        bring(brought)
    assert why.value.code == code
    assert why.value.english.endswith((".", "?")) and why.value.chinese.endswith("。")


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path):
    for path in (tmp_path / "nowhere.csv", tmp_path):
        with pytest.raises(FileRefused) as why:
            read_table(path)
        assert why.value.code == "no_file"
