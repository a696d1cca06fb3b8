"""Someone: whoever sits at a desk, and the page of a volunteer who lies within reach."""

from __future__ import annotations

from typing import Any, Protocol

from litestar import Response
from litestar.response import Redirect, Template

from api.pages.office.callers import caller_here, carry_out, catch_up, must_reach_here
from api.pages.visits import Visit, told
from api.problems import Stop
from api.v1.asking import Caller
from api.wording import WORDING
from ledger.command import Command
from ledger.refusals import Refusal


class Shown(Protocol):
    """Draws a page about a volunteer, with what stood in the way if anything did."""

    def __call__(
        self, request: Visit, caller: Caller, volunteer: str, status: int = 200, problem: str = ""
    ) -> Template:
        """The page."""
        ...


def caller_for(request: Visit, volunteer: str) -> Caller:
    """Who asks about this volunteer; raises NotSignedIn, and Stop (404) for nobody within reach."""
    caller = caller_here(request)
    catch_up(caller)
    must_reach_here(caller, volunteer)
    if caller.ledger.directory.volunteer(volunteer) is None:
        raise Stop("not_found")
    return caller


def pressed_for(
    request: Visit, caller: Caller, volunteer: str, form_key: str, command: Command, *,
    shown: Shown, back: str,
) -> Response[Any]:  # fmt: skip
    """Carry out what was pressed on this page and go `back`; a refusal is told on the page."""
    try:
        carry_out(caller, form_key, command)
    except Refusal as refusal:
        return shown(request, caller, volunteer, WORDING[refusal.code].status, told(refusal))
    return Redirect(back, status_code=303)
