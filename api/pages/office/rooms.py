"""Rooms: the pages of the office that are for somebody, and all routes that lead to them."""

from __future__ import annotations

from typing import Any

from api.access.table import Deed, may
from api.access.who import Who
from api.pages.evaluating import excuses, honours, lists, proposed
from api.pages.money import correcting, donations, fund, funds, signals
from api.pages.office import (
    affiliations,
    badge_sheets,
    badges,
    boards,
    books,
    consents,
    deadlines,
    entrusting,
    erasing,
    giving_roles,
    guardians,
    handing_over,
    hours,
    households,
    invitations,
    keys,
    looking_up,
    making_keys,
    new_offer,
    offers,
    people,
    person,
    registering,
    requests,
    roles,
    shops,
    skills,
    stars,
    vouchers,
    webhooks,
)
from api.pages.papers import at_the_desk, handbook
from api.pages.reporting import lines, report
from api.pages.second_looks import (
    attendance,
    awards,
    brought,
    changing,
    deciding,
    objections,
    proposals,
    reviews,
    samples,
    supplements,
    write_offs,
)
from api.pages.settling import months, statement
from api.pages.supervising import document, listing, sheets, sources

_ROOMS = (
    ("announce", "/desk/activities/new", Deed.PUBLISH_ACTIVITY),
    ("deadlines", "/desk/deadlines", Deed.READ_DEADLINES),
    ("hours", "/desk/hours", Deed.READ_HOURS),
    ("supervision", "/desk/supervision", Deed.READ_DOCUMENTS),
    ("reports", "/desk/reports", Deed.READ_REPORTS),
    ("proposals", "/desk/proposals", Deed.READ_PROPOSALS),
    ("reviews", "/desk/reviews", Deed.APPROVE),
    ("objections", "/desk/objections", Deed.READ_OBJECTIONS),
    ("boards", "/desk/boards", Deed.SEE_DESK),
    ("settlements", "/desk/settlements", Deed.READ_SETTLEMENTS),
    ("evaluations", "/desk/evaluations", Deed.READ_EVALUATIONS),
    ("honours", "/desk/honours", Deed.READ_EVALUATIONS),
    ("offers", "/desk/offers", Deed.PUBLISH_OFFER),
    ("shops", "/desk/shops", Deed.SUSPEND_MERCHANT),
    ("people", "/desk/people", Deed.SEE_PEOPLE),
    ("register", "/desk/people/new", Deed.REGISTER_VOLUNTEER),
    ("roles", "/desk/roles", Deed.APPOINT),
    ("invitations", "/desk/invitations", Deed.INVITE),
    ("badges", "/desk/badges", Deed.INVITE),
    ("vouchers", "/desk/vouchers", Deed.PRINT_VOUCHER),
    ("requests", "/desk/requests", Deed.ANSWER_REQUESTS),
    ("funds", "/desk/funds", Deed.READ_FUNDS),
    ("signals", "/desk/signals", Deed.READ_SIGNALS),
    ("samples", "/desk/samples", Deed.READ_SAMPLES),
    ("keys", "/desk/keys", Deed.SEE_KEYS),
    ("webhooks", "/desk/webhooks", Deed.KEEP_WEBHOOKS),
    ("books", "/desk/books", Deed.CHECK_BOOK),
    ("import", "/desk/import", Deed.BRING_IN),
)


def rooms_for(who: Who) -> list[tuple[str, str]]:
    """The name and address of every page of the office that opens to this somebody."""
    return [(name, address) for name, address, deed in _ROOMS if may(who, deed)]


ROUTES: list[Any] = [
    *people.ROUTES, *registering.ROUTES, *person.ROUTES, *looking_up.ROUTES, *consents.ROUTES,
    *guardians.ROUTES, *badges.ROUTES, *badge_sheets.ROUTES, *invitations.ROUTES,
    *giving_roles.ROUTES, *roles.ROUTES,
    *making_keys.ROUTES, *keys.ROUTES, *webhooks.ROUTES, *requests.ROUTES, *erasing.ROUTES,
    *deadlines.ROUTES, *affiliations.ROUTES,
    *households.ROUTES, *skills.ROUTES, *proposals.ROUTES, *deciding.ROUTES, *supplements.ROUTES,
    *reviews.ROUTES, *attendance.ROUTES, *changing.ROUTES, *objections.ROUTES, *awards.ROUTES,
    *brought.ROUTES,
    *write_offs.ROUTES, *hours.ROUTES, *stars.ROUTES, *boards.ROUTES, *lists.ROUTES,
    *proposed.ROUTES, *honours.ROUTES, *excuses.ROUTES, *listing.ROUTES, *document.ROUTES,
    *sheets.ROUTES, *sources.ROUTES, *books.ROUTES, *months.ROUTES, *statement.ROUTES,
    *offers.ROUTES, *new_offer.ROUTES, *shops.ROUTES, *entrusting.ROUTES, *vouchers.ROUTES,
    *handing_over.ROUTES, *at_the_desk.ROUTES, *handbook.AT_THE_DESK,
    *report.ROUTES, *lines.ROUTES,
    *funds.ROUTES, *fund.ROUTES, *donations.ROUTES, *correcting.ROUTES, *signals.ROUTES,
    *samples.ROUTES,
]  # fmt: skip
