"""Uploads: what a form may send, by its size alone; what is in it is judged by `importing`.

A workbook is a zip archive with the parts of one that unpacks into no more than a table holds;
anything else must be text in an encoding that offices use. Nothing of it is kept.
"""

from __future__ import annotations

from typing import Any

from litestar.datastructures import UploadFile

from api.importing.refused import FileRefused

MOST_BYTES = 5 * 1024 * 1024
MOST_REQUEST_BYTES = MOST_BYTES + 64_000
"""The file, and what a form puts around it; a longer request is refused before it is read."""


async def content_of(sent: Any) -> bytes:
    """The content of a file field; its name and its alleged type are not looked at.

    Raises `FileRefused` when there is none, or too much of it.
    """
    if not isinstance(sent, UploadFile):
        raise FileRefused("no_file", "Please choose a file.", "请选择文件。")
    content = await sent.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise FileRefused(
            "file_too_large",
            f"The file is larger than {MOST_BYTES // 1024 // 1024} MB; split it.",
            f"文件超过 {MOST_BYTES // 1024 // 1024} MB，请拆分后再导入。",
        )
    return content
