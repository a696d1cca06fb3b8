"""Showing the redemption code: one press opens it for some minutes, and it renews itself.

Nothing is kept on the server: a sealed note in the browser says when the showing began, and each
of its steps has a key of its own. Looking again within a step shows the same code again.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import msgspec
from litestar import Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.datastructures import Cookie
from litestar.response import Redirect, Template
from markupsafe import Markup

from api.access.key_tags import key_tag
from api.access.table import Deed, opens_to
from api.access.who import Who
from api.codes import Seal, SealBroken, SealExpired
from api.ids import new_id
from api.ledgers import Ledger
from api.pages.language import LANGUAGE, translate
from api.pages.me import account_of, blocked, purse
from api.pages.visits import Visit, house_of, ledger_of, page, sender, told, volunteer_here
from api.qr import svg
from api.wording import WORDING
from ledger.redemptions import IssueCode
from ledger.refusals import Refusal
from ledger.subjects.till import Redemption

SHOWING_COOKIE = "showing"
SHOWN_FOR = timedelta(minutes=5)
LOOK_AGAIN_SECONDS = 10
"""How soon the page asks whether the merchant has taken the beans."""


class Showing(msgspec.Struct, frozen=True):
    """This volunteer opened the code at that moment."""

    id: str
    volunteer: str
    since: datetime


@post("/me/code", opt=opens_to(Deed.DRAW_CODE), status_code=303, sync_to_thread=True)
def show(request: Visit) -> Response[Any]:
    """Open the code, unless a debt stands in the way."""
    who, volunteer = volunteer_here(request)
    ledger = ledger_of(request, who)
    now = ledger.clock.now()
    account = account_of(ledger, volunteer)
    if blocked(ledger.rules.at(now), account):
        wording = WORDING["account_blocked"]
        title = wording.title(LANGUAGE.get(), {"debt": account.debt})
        return page(request, "code.html", wording.status, state="refused", path="/me",
                    refusal={"title": title})  # fmt: skip
    showing = Showing(id=new_id("showing", now), volunteer=volunteer, since=now)
    note = _seal(request).seal(msgspec.json.encode(showing).decode(), now + SHOWN_FOR)
    shown = Redirect("/me/code", status_code=303)
    shown.set_cookie(
        Cookie(
            SHOWING_COOKIE, value=note, path="/me/code", httponly=True, samesite="lax",
            max_age=SHOWN_FOR // timedelta(seconds=1),
        )
    )  # fmt: skip
    return shown


@get("/me/code", opt=opens_to(Deed.DRAW_CODE))
async def shown(request: Visit) -> Template:
    """The code as it is now: a fresh one when its time has come, or what became of it."""
    who, volunteer = volunteer_here(request)
    ledger = ledger_of(request, who)
    now = ledger.clock.now()
    showing = _open(request, volunteer, now)
    if showing is None:
        return page(request, "code.html", state="resting")
    renew_seconds = ledger.rules.at(now).redemption.code_valid_seconds * 3 // 4
    step = (now - showing.since) // timedelta(seconds=renew_seconds)
    used = await sync_to_thread(_used, ledger, who, (f"{showing.id}-{n}" for n in range(step + 1)))
    if used is not None:
        return await sync_to_thread(_redeemed, request, ledger, used)
    code = _code(ledger, who, f"{showing.id}-{step}")
    command = IssueCode(redemption=ledger.redemption_codes.redemption_id(code), volunteer=volunteer)
    try:
        receipt = await ledger.book.ask(
            command, sender(ledger, who, f"{showing.id}-{step}", command), now
        )
    except Refusal as refusal:
        status = WORDING[refusal.code].status
        return page(request, "code.html", status, state="refused", refusal={"title": told(refusal)})
    expires_at = receipt.facts[-1].expires_at
    renews_at = showing.since + (step + 1) * timedelta(seconds=renew_seconds)
    context = await sync_to_thread(_drawn, ledger, volunteer, code)
    return page(
        request, "code.html", state="showing", code=code, valid_until=expires_at,
        seconds_left=_whole_seconds(expires_at - now),
        refresh_seconds=min(LOOK_AGAIN_SECONDS, _whole_seconds(renews_at - now)), **context,
    )  # fmt: skip


def _open(request: Visit, volunteer: str, now: datetime) -> Showing | None:
    """The showing that is open in this browser, if it is this volunteer's."""
    try:
        note = _seal(request).open(request.cookies.get(SHOWING_COOKIE, ""), now)
    except (SealBroken, SealExpired):
        return None
    showing = msgspec.json.decode(note, type=Showing)
    return showing if showing.volunteer == volunteer else None


def _code(ledger: Ledger, who: Who, form_key: str) -> str:
    return ledger.redemption_codes.for_key(key_tag(who.actor, form_key))


def _used(ledger: Ledger, who: Who, form_keys: Iterable[str]) -> Redemption | None:
    """The redemption that one of these codes led to: the phone may have slept meanwhile."""
    for form_key in form_keys:
        code = _code(ledger, who, form_key)
        redemption = ledger.book.look(Redemption(ledger.redemption_codes.redemption_id(code)))
        if redemption.used:
            return redemption
    return None


def _redeemed(request: Visit, ledger: Ledger, redemption: Redemption) -> Template:
    taken = redemption.redeemed or redemption.held
    ledger.shelf.wait_for(ledger.book.head())
    merchant = ledger.directory.merchant(redemption.merchant or "")
    return page(
        request, "code.html", state="redeemed", beans_taken=taken.beans,
        merchant_name=merchant.name if merchant else "", balance_after=taken.balance_after,
    )  # fmt: skip


def _drawn(ledger: Ledger, volunteer: str, code: str) -> dict[str, Any]:
    qr_text = ledger.redemption_codes.qr_text(code)
    return {
        "qr_svg": Markup(svg(qr_text, translate("Redemption code as a picture"))),
        "beans": purse(ledger, account_of(ledger, volunteer))["beans"],
    }


def _whole_seconds(span: timedelta) -> int:
    return max(1, -(-span // timedelta(seconds=1)))


def _seal(request: Visit) -> Seal:
    return Seal(house_of(request).settings.derived_secret("showings"), "showing")


ROUTES = [show, shown]
