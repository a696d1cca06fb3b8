"""Import corrections over HTTP: a record of another book is shortened, moved, or taken back."""

from __future__ import annotations

import asyncio
from datetime import date

from litestar import post
from litestar.params import JSONBody
from litestar.response.base import ASGIResponse

from api.access.own import second
from api.access.table import Deed, opens_to
from api.v1.addresses import DryRun, TheImported
from api.v1.asking import Call, caller_of
from api.v1.documents import writes
from api.v1.revocations import TRIED, Changed, Reasoned, RevokeRequest, change
from api.v1.words import Minutes
from ledger.import_corrections import CorrectImport, RevokeImport


class CorrectRecordRequest(Reasoned, kw_only=True):
    """How it was; what is not told stays as it is, and no minutes are added."""

    service_day: date | None = None
    minutes: Minutes | None = None
    training_minutes: Minutes | None = None


@post("/records/{imported:str}/correction", opt=opens_to(Deed.CORRECT),
      **writes(Changed, TRIED))  # fmt: skip
async def correct_record(
    request: Call,
    imported: TheImported,
    data: JSONBody[CorrectRecordRequest],
    dry_run: DryRun = False,
) -> ASGIResponse:
    """Make a record that was brought in shorter, or put it on another day; the old one stays
    where it is."""
    who = await asyncio.to_thread(second, caller_of(request))
    return await change(
        request, data, {"imported": imported}, dry_run,
        lambda note: CorrectImport(
            imported=imported, service_day=data.service_day, minutes=data.minutes,
            training_minutes=data.training_minutes, corrected_by=who, note=note,
        ),
    )  # fmt: skip


@post("/records/{imported:str}/revocation", opt=opens_to(Deed.REVOKE),
      **writes(Changed, TRIED))  # fmt: skip
async def revoke_record(
    request: Call,
    imported: TheImported,
    data: JSONBody[RevokeRequest],
    dry_run: DryRun = False,
) -> ASGIResponse:
    """Take a record that was brought in back, its minutes and its beans; spent ones become a
    debt."""
    return await change(
        request, data, {"imported": imported}, dry_run,
        lambda note: RevokeImport(imported=imported, note=note),
    )  # fmt: skip


ROUTES = [correct_record, revoke_record]
