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
    batches,
    confirmations,
    deadlines,
    fixed_awards,
    flags,
    funds,
    households,
    merchants,
    notices,
    objections,
    planning,
    printed_codes,
    proposals,
    redemptions,
    rescheduling,
    reshaping,
    reviews,
    revocations,
    samples,
    scans,
    signing_up,
    skills,
    supplements,
    teams,
    units,
    volunteers,
    write_offs,
)

STORIES = {
    "units": [*units.ROUTES, *reshaping.ROUTES],
    "teams": teams.ROUTES,
    "volunteers": volunteers.ROUTES,
    "activities": [*activities.ROUTES, *planning.ROUTES, *rescheduling.ROUTES],
    "signing up": [*signing_up.ROUTES, *notices.ROUTES, *skills.ROUTES],
    "attendance": [*scans.ROUTES, *attendance.ROUTES],
    "printed codes": printed_codes.ROUTES,
    "flags": flags.ROUTES,
    "confirmations": confirmations.ROUTES,
    "corrections": [*revocations.ROUTES, *objections.ROUTES],
    "deadlines": deadlines.ROUTES,
    "two people": [
        *supplements.ROUTES, *batches.ROUTES, *reviews.ROUTES, *fixed_awards.ROUTES,
        *write_offs.ROUTES, *proposals.ROUTES,
    ],
    "households": households.ROUTES,
    "accounts": accounts.ROUTES,
    "merchants": merchants.ROUTES,
    "redemptions": redemptions.ROUTES,
    "funds": funds.ROUTES,
    "audit": audit.ROUTES,
    "samples": samples.ROUTES,
}
"""The calls of each story, under the name the description shows."""
