"""Report addresses: which month of a report, and which number of it, as a query says it."""

from __future__ import annotations

from typing import Annotated

from litestar.params import QueryParameter

from api.reporting.asking import BROUGHT_IN
from api.reporting.figures import FIGURES
from api.v1.words import MERCHANT, VOLUNTEER

ReportMonth = Annotated[
    str,
    QueryParameter(
        pattern="^(20[0-9]{2}-(0[1-9]|1[0-2]))?$",
        description="A local month such as 2026-11; the last one that is over when none is told.",
    ),
]
AnyFigure = Annotated[
    str, QueryParameter(pattern=f"^({'|'.join(FIGURES)})$", description="The code of a figure.")
]
AnyCategory = Annotated[
    str,
    QueryParameter(
        pattern="^[a-z_]{0,40}$",
        description=f"A category of service, `{BROUGHT_IN}` for records brought in; for a figure"
        " of service alone. Empty for all.",
    ),
]
AnyShop = Annotated[
    str, QueryParameter(pattern=f"^$|{MERCHANT}", description="Of one shop; empty for all.")
]
AnyVolunteer = Annotated[
    str, QueryParameter(pattern=f"^$|{VOLUNTEER}", description="Of one volunteer; empty for all.")
]
Directly = Annotated[
    bool, QueryParameter(description="Only what is directly attached, and lies in no child.")
]
