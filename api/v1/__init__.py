"""The HTTP API: `/v1`, JSON in and out, one file per story.

Read `asking` first: it says who asks and under which key, and every call begins with it; then
`permission` (whose things), `words` (what may be said) and `documents` (what the description
tells). `STORIES` is the list of everything that is open.
"""

from api.v1 import (
    accounts,
    activities,
    attendance,
    audit,
    confirmations,
    deadlines,
    flags,
    merchants,
    printed_codes,
    redemptions,
    reshaping,
    samples,
    scans,
    teams,
    units,
    volunteers,
)

STORIES = {
    "units": [*units.ROUTES, *reshaping.ROUTES],
    "teams": teams.ROUTES,
    "volunteers": volunteers.ROUTES,
    "activities": activities.ROUTES,
    "attendance": [*scans.ROUTES, *attendance.ROUTES],
    "printed codes": printed_codes.ROUTES,
    "flags": flags.ROUTES,
    "confirmations": confirmations.ROUTES,
    "deadlines": deadlines.ROUTES,
    "accounts": accounts.ROUTES,
    "merchants": merchants.ROUTES,
    "redemptions": redemptions.ROUTES,
    "audit": audit.ROUTES,
    "samples": samples.ROUTES,
}
"""The calls of each story, under the name the description shows."""
