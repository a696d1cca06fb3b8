"""Donations on paper: the sheet for one of them, and all of a fund as a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from litestar import Response, get
from litestar.response import Template

from api.access.table import Deed, may, opens_to
from api.guarding.sheets import CSV_TYPE, attachment, csv_of
from api.pages.language import translate
from api.pages.money.capitals import in_capitals
from api.pages.money.fund import fund_here
from api.pages.office.callers import caller_here, policy_of
from api.pages.office.finding import unit_name
from api.pages.second_looks.kept_words import text_of
from api.pages.visits import Visit, page
from api.problems import Stop
from api.v1.addresses import TheDonation, TheFund
from api.v1.asking import Caller
from projections.funds import Donation

AT_ONCE = 500


@get("/desk/funds/{fund:str}/donations/{donation:str}", opt=opens_to(Deed.READ_FUNDS),
     sync_to_thread=True)  # fmt: skip
def receipt(request: Visit, fund: TheFund, donation: TheDonation) -> Template:
    """One donation, to be printed and signed; who gave it, for those who enter donations alone."""
    caller = caller_here(request)
    row, given = fund_here(caller, fund), donation_here(caller, fund, donation)
    may_name = may(caller.who, Deed.RECEIVE_DONATION)
    return page(
        request, "money/receipt.html", fund=row, community=unit_name(caller, row.community),
        donation=given, in_capitals=in_capitals(given.fen),
        donor=text_of(caller, given.note) if may_name else "", path=f"/desk/funds/{fund}",
    )  # fmt: skip


def donation_here(caller: Caller, fund: str, donation: str) -> Donation:
    """What was given to this fund under this id; what another was given is not there."""
    given = caller.ledger.funds.donation(donation)
    if given is None or given.fund != fund:
        raise Stop("not_found")
    return given


@get("/desk/funds/{fund:str}/donations.csv", opt=opens_to(Deed.READ_FUNDS), sync_to_thread=True)
def donations_sheet(request: Visit, fund: TheFund) -> Response[bytes]:
    """Everything that was given to a fund, the newest first, without a name."""
    caller = caller_here(request)
    fund_here(caller, fund)
    titles = [
        translate("Day"), translate("Receipt number"), translate("Kind"),
        translate("Amount (yuan)"),
    ]  # fmt: skip
    lines = (_line(caller, one) for one in _all(caller, fund))
    return attachment("donations.csv", CSV_TYPE, csv_of([titles, *lines]))


def _all(caller: Caller, fund: str) -> Iterator[Donation]:
    before: int | None = None
    while found := caller.ledger.funds.donations_to(fund, AT_ONCE, before):
        yield from found
        before = found[-1].position


def _line(caller: Caller, given: Donation) -> list[str]:
    day = policy_of(caller).local_date(given.at)
    kind = translate("Money") if given.kind == "cash" else translate("Goods or services")
    return [day.isoformat(), given.receipt, kind, f"{given.fen // 100}.{given.fen % 100:02}"]


ROUTES: list[Any] = [receipt, donations_sheet]
