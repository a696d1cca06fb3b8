"""Who calls at the town: every role from everywhere, by the name of its column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from api.access.roles import Role

if TYPE_CHECKING:
    from tests.access.town import Town


def callers(town: Town) -> dict[str, tuple[Role, dict[str, Any]]]:
    """Every role, and each that is bound to a place bound to all kinds of places."""
    wang, zhao = str(town.wang.who.volunteer), str(town.zhao.who.volunteer)
    chen, fang = str(town.chen.who.merchant), str(town.fang.who.merchant)
    patrol, choir = {"line": "patrol"}, {"line": "choir"}
    return {
        "admin": (Role.ADMIN, {}),
        "auditor": (Role.AUDITOR, {}),
        "operator": (Role.OPERATOR, {}),
        "inspector": (Role.INSPECTOR, {}),
        "inspector@lane": (Role.INSPECTOR, {"unit": town.lane}),
        "inspector@beyond": (Role.INSPECTOR, {"unit": town.beyond}),
        "district": (Role.DISTRICT_STAFF, {"unit": town.district}),
        "other district": (Role.DISTRICT_STAFF, {"unit": town.other_district}),
        "street": (Role.STREET_STAFF, {"unit": town.street}),
        "other street": (Role.STREET_STAFF, {"unit": town.other_street}),
        "staff": (Role.STAFF, {}),
        "staff@lane": (Role.STAFF, {"unit": town.lane}),
        "staff@beyond": (Role.STAFF, {"unit": town.beyond}),
        "staff@grid": (Role.STAFF, {"unit": town.grid}),
        "organizer@lane": (Role.ORGANIZER, {"unit": town.lane}),
        "organizer@beyond": (Role.ORGANIZER, {"unit": town.beyond}),
        "organizer@grid": (Role.ORGANIZER, {"unit": town.grid}),
        "organizer@red": (Role.ORGANIZER, {"team": town.red}),
        "organizer@blue": (Role.ORGANIZER, {"team": town.blue}),
        "organizer@green": (Role.ORGANIZER, {"team": town.green}),
        "patrol line@street": (Role.SUPERVISOR, {"unit": town.street, **patrol}),
        "choir line@street": (Role.SUPERVISOR, {"unit": town.street, **choir}),
        "patrol line@lane": (Role.SUPERVISOR, {"unit": town.lane, **patrol}),
        "patrol line@beyond": (Role.SUPERVISOR, {"unit": town.beyond, **patrol}),
        "fund@lane": (Role.FUND_KEEPER, {"unit": town.lane}),
        "fund@beyond": (Role.FUND_KEEPER, {"unit": town.beyond}),
        "merchant": (Role.MERCHANT, {"merchant": chen}),
        "other merchant": (Role.MERCHANT, {"merchant": fang}),
        "clerk": (Role.CLERK, {"merchant": chen}),
        "other clerk": (Role.CLERK, {"merchant": fang}),
        "guardian": (Role.GUARDIAN, {"volunteer": wang}),
        "other guardian": (Role.GUARDIAN, {"volunteer": zhao}),
    }
