"""Someone: whoever sits at a desk, once the volunteer whose page this is lies within reach."""

from __future__ import annotations

from api.pages.office.callers import caller_here, catch_up, must_reach_here
from api.pages.visits import Visit
from api.problems import Stop
from api.v1.asking import Caller


def caller_for(request: Visit, volunteer: str) -> Caller:
    """Who asks about this volunteer; raises NotSignedIn, and Stop (404) for nobody within reach."""
    caller = caller_here(request)
    catch_up(caller)
    must_reach_here(caller, volunteer)
    if caller.ledger.directory.volunteer(volunteer) is None:
        raise Stop("not_found")
    return caller
