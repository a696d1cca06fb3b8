"""Whose: about whom a page of somebody's own is, themselves or the ward they answer for."""

from __future__ import annotations

from api.access.roles import Role
from api.pages.office.callers import caller_here, catch_up
from api.pages.office.person import is_grown_up
from api.pages.visits import Visit
from api.problems import Stop
from api.v1.asking import Caller


def volunteer_or_ward(request: Visit) -> tuple[Caller, str]:
    """Who asks, and about which volunteer; the views have heard of everything by then.

    Raises Stop for whoever is neither a volunteer nor a guardian (403), and for the guardian of
    somebody who has come of age and answers for themselves (404).
    """
    caller = caller_here(request)
    who = caller.who
    if who.role not in (Role.VOLUNTEER, Role.GUARDIAN) or who.volunteer is None:
        raise Stop("forbidden")
    catch_up(caller)
    if who.role is Role.GUARDIAN and is_grown_up(caller, who.volunteer):
        raise Stop("not_found")
    return caller, who.volunteer
