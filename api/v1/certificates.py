"""Certificates over HTTP: asked for, listed with what becomes of them, taken back."""

from __future__ import annotations

import asyncio
from datetime import date, datetime
from typing import Annotated

import msgspec
from litestar import get, post
from litestar.params import JSONBody
from litestar.response.base import ASGIResponse

from api.access.reach import check, must_reach
from api.access.table import Deed, opens_to
from api.certifying import CHECKED_AT, code_of, wish
from api.ids import new_id
from api.v1.addresses import TheCertificate, TheVolunteer
from api.v1.asking import Call, by, caller_of, carry_out
from api.v1.documents import READS, writes
from api.v1.words import Body
from ledger.certificates import WithdrawCertificate
from ledger.command import Receipt
from ledger.facts import CertificateIssued, CertificateWithdrawn, WithdrawalReason

ADay = Annotated[date, msgspec.Meta(description="a local day such as 2026-01-01")]


class CertificateRequest(Body, kw_only=True):
    """From which day to which, both included; untold for everything until today."""

    first_day: ADay | None = None
    last_day: ADay | None = None


class WithdrawalRequest(Body, kw_only=True):
    """Why it shall not be believed any more."""

    reason: WithdrawalReason


class Certified(msgspec.Struct, kw_only=True):
    """A certificate: its number, the `code` printed beside it, and where anybody may check it.

    It speaks of `sessions` with together `minutes`. `state` is valid, superseded (a record
    inside it changed, or there is a newer one of the same time) or withdrawn.
    """

    certificate: str
    serial: str
    code: str
    checked_at: str
    first_day: date | None
    last_day: date
    minutes: int
    sessions: int
    unit: str
    issued_at: datetime
    state: str


class AllCertified(msgspec.Struct, kw_only=True):
    """All certificates of a volunteer, the newest first."""

    items: list[Certified]


class TakenBack(msgspec.Struct, kw_only=True):
    """The certificate was taken back at that moment."""

    certificate: str
    at: datetime
    reason: str


@post("/volunteers/{volunteer:str}/certificates",
      opt=opens_to(Deed.CERTIFY), **writes(Certified))  # fmt: skip
async def issue_certificate(
    request: Call, volunteer: TheVolunteer, data: JSONBody[CertificateRequest]
) -> ASGIResponse:
    """Certify what the record has of a volunteer; the book counts, and it is free."""
    caller = caller_of(request)
    sender = by(request, data)
    await must_reach(caller, volunteer)
    drawn = new_id("certificate", caller.now())
    days = data.first_day, data.last_day
    command = await asyncio.to_thread(wish, caller, volunteer, drawn, *days)

    def answer(receipt: Receipt) -> Certified:
        fact = receipt.facts[0]
        assert isinstance(fact, CertificateIssued)
        code = code_of(caller.ledger, fact.certificate)
        return Certified(
            certificate=fact.certificate, serial=fact.serial, code=code,
            checked_at=f"{CHECKED_AT}{code}", first_day=fact.first_day, last_day=fact.last_day,
            minutes=fact.minutes, sessions=fact.sessions, unit=fact.unit, issued_at=fact.at,
            state="valid",
        )  # fmt: skip

    return await carry_out(caller, command, sender, answer)


@get("/volunteers/{volunteer:str}/certificates", opt=opens_to(Deed.CERTIFY), **READS)
def list_certificates(request: Call, volunteer: TheVolunteer) -> AllCertified:
    """What was certified of a volunteer, and what becomes of it."""
    caller = caller_of(request)
    check(caller, volunteer)
    ledger = caller.ledger
    return AllCertified(
        items=[
            Certified(
                certificate=paper.certificate, serial=paper.serial,
                code=code_of(ledger, paper.certificate),
                checked_at=f"{CHECKED_AT}{code_of(ledger, paper.certificate)}",
                first_day=paper.first_day, last_day=paper.last_day, minutes=paper.minutes,
                sessions=paper.sessions, unit=paper.unit, issued_at=paper.issued_at, state=state,
            )
            for paper, state in ledger.certificates.of(volunteer)
            if paper.kind == "certificate"
        ]
    )  # fmt: skip


@post("/volunteers/{volunteer:str}/certificates/{certificate:str}/withdrawal",
      opt=opens_to(Deed.CERTIFY_FOR), **writes(TakenBack))  # fmt: skip
async def withdraw_certificate(
    request: Call,
    volunteer: TheVolunteer,
    certificate: TheCertificate,
    data: JSONBody[WithdrawalRequest],
) -> ASGIResponse:
    """Take a certificate back; whoever checks it is told from now on."""
    caller = caller_of(request)
    sender = by(request, data)
    await must_reach(caller, volunteer)
    command = WithdrawCertificate(
        certificate=certificate, volunteer=volunteer, reason=data.reason
    )
    return await carry_out(caller, command, sender, _taken_back)


def _taken_back(receipt: Receipt) -> TakenBack:
    fact = receipt.facts[0]
    assert isinstance(fact, CertificateWithdrawn)
    return TakenBack(certificate=fact.certificate, at=fact.at, reason=fact.reason)


ROUTES = [issue_certificate, list_certificates, withdraw_certificate]
