"""The printed code: for a wall without a screen, where the code cannot change."""

from __future__ import annotations

from typing import Any

from litestar import get
from litestar.response import Template
from markupsafe import Markup

from api.access.table import Deed, opens_to
from api.guarding.origins import public_address
from api.pages.language import translate
from api.pages.office.callers import caller_here
from api.pages.organizing.activity import ActivityId, plan_of
from api.pages.visits import Visit, page
from api.qr import svg


@get("/desk/activities/{activity:str}/printed-code", opt=opens_to(Deed.SHOW_CODE),
     sync_to_thread=True)  # fmt: skip
def printed_code(request: Visit, activity: ActivityId) -> Template:
    """The code on a sheet of A4, with the letters to type where nothing can be scanned."""
    caller = caller_here(request)
    plan = plan_of(caller, activity)
    code = caller.ledger.activity_codes.printed(activity)
    address = public_address(request, f"/a/{code}")
    policy = caller.ledger.rules.at(plan.starts_at)
    return page(
        request, "organizing/printed_code.html", plan=plan, code=code, address=address,
        qr_svg=Markup(svg(address, translate("Activity code as a picture"))),
        must_confirm=policy.integrity.printed_activity_code_needs_organiser_confirm,
        path=f"/desk/activities/{activity}/printed-code",
    )  # fmt: skip


ROUTES: list[Any] = [printed_code]
