"""Donations over HTTP: one that was entered wrongly is corrected, and its first entry stays."""

from __future__ import annotations

from typing import Annotated

import msgspec
from litestar import post
from litestar.params import JSONBody
from litestar.response.base import ASGIResponse

from api.access.reach import must_reach
from api.access.table import Deed, opens_to
from api.v1.addresses import TheDonation, TheFund
from api.v1.asking import Call, by, caller_of, done
from api.v1.documents import writes
from api.v1.noting import ask_with_words
from api.v1.words import Body, Reason
from ledger.command import Command
from ledger.facts import DonationMistake
from ledger.funds import CorrectDonation

FenOrNone = Annotated[int, msgspec.Meta(ge=0, le=10_000_000_000, description="1/100 yuan; or 0")]


class CorrectionRequest(Body, kw_only=True):
    """What was given in truth, 0 when nothing was; why the book said otherwise, and in words."""

    fen: FenOrNone
    reason: DonationMistake
    words: Reason | None = None


class Corrected(msgspec.Struct, kw_only=True):
    """The right amount stands in the book, and before it the wrong one; so much is free now."""

    id: str
    fen: int
    fen_before: int
    free_fen: int


@post("/funds/{fund:str}/donations/{donation:str}/correction",
      opt=opens_to(Deed.RECEIVE_DONATION), **writes(Corrected))  # fmt: skip
async def correct_donation(
    request: Call, fund: TheFund, donation: TheDonation, data: JSONBody[CorrectionRequest]
) -> ASGIResponse:
    """Say what was given in truth; money that is reserved or paid by now stays covered."""
    caller = caller_of(request)
    sender = by(request, data)
    await must_reach(caller, fund)

    def command(note: str | None) -> Command:
        return CorrectDonation(
            donation=donation, fund=fund, fen=data.fen, reason=data.reason, note=note
        )

    receipt = await ask_with_words(caller, sender, fund, data.words, command)
    fact = receipt.facts[-1]
    answer = Corrected(
        id=donation, fen=fact.fen, fen_before=fact.fen_before, free_fen=fact.free_fen_after
    )
    return done(caller, receipt, answer)


ROUTES = [correct_donation]
