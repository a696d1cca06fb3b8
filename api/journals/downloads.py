"""Downloads: a journal to keep, as a file that is sent piece by piece.

It is written whole before the first piece leaves. So the views are looked at for seconds, however
slow the line is, and what cannot be written is a problem and never half a file.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import IO, Annotated

from litestar.params import QueryParameter
from litestar.response import Stream

from api.journals.journal import ViewsApart, journal_of
from api.journals.layouts import LAYOUTS, texts
from api.ledgers import Ledger
from api.problems import Stop

PIECE_BYTES = 256 * 1024
Layout = Annotated[
    str,
    QueryParameter(
        name="format",
        pattern=f"^({'|'.join(LAYOUTS)})$",
        description="Which accounting program is to read it.",
    ),
]


def download(ledger: Ledger, layout: str) -> Stream:
    """The ledger's journal as of now, in that layout; raises `Stop` while views are made anew."""
    # Nobody else ever finds this file by name, and it is gone with its last reader.
    file = tempfile.TemporaryFile(prefix="goldenbean-journal-")
    try:
        with journal_of(ledger.book, ledger.shelf) as journal:
            for text in texts(journal, ledger.name, layout):
                file.write(text.encode())
            position = journal.position
    except ViewsApart as apart:
        raise Stop("view_behind") from apart
    name = f"golden-bean-{ledger.name}-{position}.{LAYOUTS[layout].suffix}"
    return Stream(
        _pieces(file), media_type="text/plain; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store",
            "Content-Length": str(file.tell()),
        },
    )  # fmt: skip


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while piece := file.read(PIECE_BYTES):
            yield piece
