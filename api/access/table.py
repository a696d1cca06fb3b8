"""The table: which role may do what. Every route and page takes its permission from here.

How far a role reaches (own unit, own team, own shop …) is in `reach`; a test walks every route
with every role and compares what happens with a written matrix.
"""

from __future__ import annotations

from typing import Any

from api.access.deeds import Deed
from api.access.roles import OFFICERS, Role
from api.access.who import Who

_RUNNING = OFFICERS | {Role.ADMIN}
_ORGANIZING = _RUNNING | {Role.ORGANIZER}
_LOOKING_ON = frozenset({Role.SUPERVISOR, Role.INSPECTOR})
_AT_THE_COUNTER = frozenset({Role.MERCHANT, Role.CLERK})
_EVERYBODY = frozenset(Role)

MAY: dict[str, frozenset[Role]] = {
    Deed.OPEN_UNIT: _RUNNING,
    Deed.RESHAPE_UNITS: _RUNNING,
    Deed.READ_UNITS: _ORGANIZING | _LOOKING_ON | {Role.AUDITOR, Role.FUND_KEEPER},
    Deed.FORM_TEAM: _ORGANIZING,
    Deed.TAKE_INTO_TEAM: _ORGANIZING,
    Deed.REGISTER_VOLUNTEER: _ORGANIZING,
    Deed.RECORD_CONSENT: _RUNNING,
    Deed.PUBLISH_ACTIVITY: _ORGANIZING,
    Deed.SHOW_CODE: _ORGANIZING,
    Deed.SCAN: frozenset({Role.VOLUNTEER}),
    Deed.RECORD_ATTENDANCE: _ORGANIZING,
    Deed.READ_ATTENDANCE: _ORGANIZING | _LOOKING_ON,
    Deed.CONFIRM: _ORGANIZING,
    Deed.REVOKE: _RUNNING,
    Deed.MOVE_ACTIVITY: _ORGANIZING,
    Deed.READ_ACTIVITIES: _ORGANIZING | _LOOKING_ON | {Role.VOLUNTEER, Role.GUARDIAN},
    Deed.SIGN_UP: _ORGANIZING | {Role.VOLUNTEER},
    Deed.READ_SIGN_UPS: _ORGANIZING | _LOOKING_ON,
    Deed.GIVE_NOTICE: _ORGANIZING | {Role.VOLUNTEER},
    Deed.MARK_NO_SHOW: _ORGANIZING,
    Deed.VERIFY_SKILL: _RUNNING,
    Deed.REVIEW_FLAG: _ORGANIZING,
    Deed.CORRECT: _RUNNING,
    Deed.PROPOSE: _ORGANIZING,
    Deed.READ_PROPOSALS: _ORGANIZING | {Role.INSPECTOR},
    Deed.APPROVE: _RUNNING,
    Deed.GIVE_AWARD: _RUNNING,
    Deed.WRITE_OFF: _RUNNING,
    Deed.KEEP_AFFILIATIONS: _RUNNING | {Role.VOLUNTEER},
    Deed.READ_AFFILIATIONS: _RUNNING | {Role.VOLUNTEER, Role.GUARDIAN},
    Deed.KEEP_HOUSEHOLDS: _RUNNING,
    Deed.READ_EVALUATIONS: _RUNNING | {Role.INSPECTOR},
    Deed.EXCUSE: _RUNNING,
    Deed.OBJECT: frozenset({Role.VOLUNTEER, Role.GUARDIAN}),
    Deed.READ_OBJECTIONS: _RUNNING | {Role.INSPECTOR},
    Deed.ANSWER_OBJECTION: _RUNNING,
    Deed.READ_DEADLINES: _ORGANIZING | _LOOKING_ON,
    Deed.READ_HOURS: _ORGANIZING | {Role.INSPECTOR, Role.AUDITOR},
    Deed.READ_DOCUMENTS: _RUNNING | {Role.INSPECTOR, Role.AUDITOR},
    Deed.READ_REPORTS: _RUNNING | {Role.INSPECTOR, Role.AUDITOR},
    Deed.READ_STARS: _ORGANIZING | _LOOKING_ON | {Role.VOLUNTEER, Role.GUARDIAN},
    Deed.READ_VIOLATIONS: _RUNNING | {Role.INSPECTOR, Role.VOLUNTEER, Role.GUARDIAN},
    Deed.LIST_STARS: _RUNNING | {Role.INSPECTOR},
    Deed.GRANT_STAR: _RUNNING,
    Deed.NOMINATE: _RUNNING,
    Deed.UPHOLD_VIOLATION: _RUNNING,
    Deed.READ_ACCOUNT: _ORGANIZING | _LOOKING_ON | {Role.VOLUNTEER, Role.GUARDIAN},
    Deed.READ_STATEMENT: _RUNNING | {Role.INSPECTOR, Role.VOLUNTEER, Role.GUARDIAN},
    Deed.READ_BOARDS: _EVERYBODY,
    Deed.READ_OWN_RANK: frozenset({Role.VOLUNTEER}),
    Deed.CERTIFY: _RUNNING | {Role.VOLUNTEER, Role.GUARDIAN},
    Deed.CERTIFY_FOR: _RUNNING,
    Deed.DRAW_CODE: frozenset({Role.VOLUNTEER}),
    Deed.PRINT_VOUCHER: _ORGANIZING,
    Deed.CANCEL_VOUCHER: _RUNNING,
    Deed.ENTRUST: _RUNNING | {Role.VOLUNTEER, Role.GUARDIAN},
    Deed.ENTRUST_FOR: _RUNNING,
    Deed.WELCOME_MERCHANT: _RUNNING,
    Deed.SUSPEND_MERCHANT: _RUNNING,
    Deed.KEEP_OFFERS: _RUNNING | {Role.MERCHANT},
    Deed.PUBLISH_OFFER: _RUNNING,
    Deed.READ_OFFERS: _EVERYBODY,
    Deed.REDEEM: _AT_THE_COUNTER,
    Deed.FINISH_REDEMPTION: _AT_THE_COUNTER | _RUNNING,
    Deed.REFUND: _RUNNING | {Role.MERCHANT},
    Deed.READ_TAKINGS: _RUNNING | {Role.MERCHANT, Role.FUND_KEEPER, Role.INSPECTOR},
    Deed.OPEN_FUND: _RUNNING,
    Deed.RECEIVE_DONATION: _RUNNING | {Role.FUND_KEEPER},
    Deed.READ_FUNDS: _RUNNING | {Role.FUND_KEEPER, Role.INSPECTOR, Role.AUDITOR},
    Deed.FREEZE_STATEMENT: _RUNNING,
    Deed.READ_SETTLEMENTS: (
        _RUNNING | {Role.MERCHANT, Role.FUND_KEEPER, Role.INSPECTOR, Role.AUDITOR}
    ),
    Deed.AGREE_STATEMENT: frozenset({Role.MERCHANT}),
    Deed.ANSWER_LINE: _RUNNING,
    Deed.PAY_SETTLEMENT: _RUNNING | {Role.FUND_KEEPER},
    Deed.READ_SIGNALS: _RUNNING | {Role.INSPECTOR, Role.AUDITOR},
    Deed.REVIEW_SIGNAL: _RUNNING,
    Deed.READ_BOOK: frozenset({Role.AUDITOR, Role.ADMIN}),
    Deed.CHECK_BOOK: _RUNNING | {Role.AUDITOR},
    Deed.KEEP_WEBHOOKS: _RUNNING,
    Deed.DRAW_SAMPLE: frozenset({Role.INSPECTOR, Role.AUDITOR, Role.ADMIN}),
    Deed.READ_SAMPLES: _RUNNING | {Role.INSPECTOR, Role.AUDITOR},
    Deed.CHECK_SAMPLE: _RUNNING,
    Deed.SEE_DESK: _ORGANIZING | _LOOKING_ON,
    Deed.SEE_PEOPLE: _RUNNING,
    Deed.LOOK_UP: _RUNNING,
    Deed.BRING_IN: _RUNNING,
    Deed.HAND_OVER: _RUNNING,
    Deed.APPOINT: _RUNNING,
    Deed.INVITE: _RUNNING,
    Deed.SEE_KEYS: _RUNNING | {Role.OPERATOR},
    Deed.MAKE_KEY: _RUNNING,
    Deed.END_KEY: _RUNNING | {Role.OPERATOR},
    Deed.ANSWER_REQUESTS: _RUNNING,
    Deed.ERASE: _RUNNING,
    Deed.CONSENT_FOR_WARD: frozenset({Role.GUARDIAN}),
    Deed.SEE_OWN_PAGE: frozenset({Role.VOLUNTEER}),
    Deed.SEE_OWN_DATA: _EVERYBODY,
    Deed.CHOOSE_ROLE: _EVERYBODY,
}
"""Who may do what, as far as the role reaches."""

APPOINTS: dict[Role, frozenset[Role]] = {
    Role.STAFF: frozenset({Role.ORGANIZER, Role.MERCHANT, Role.CLERK, Role.GUARDIAN}),
    Role.STREET_STAFF: frozenset(
        {Role.ORGANIZER, Role.MERCHANT, Role.CLERK, Role.GUARDIAN, Role.STAFF}
    ),
    Role.DISTRICT_STAFF: frozenset(
        {
            Role.ORGANIZER, Role.MERCHANT, Role.CLERK, Role.GUARDIAN, Role.STAFF,
            Role.STREET_STAFF, Role.SUPERVISOR, Role.FUND_KEEPER, Role.INSPECTOR,
        }
    ),
    Role.ADMIN: _EVERYBODY - {Role.VOLUNTEER},
}  # fmt: skip
"""Which roles each role may give, within its reach. Nobody makes more of their own kind, except
the admin, who stands at the beginning; being a volunteer is not given but registered."""


def may(who: Who, deed: str) -> bool:
    """Whether the role, and the verbs of the key, are for this; asks no database."""
    return who.role in MAY[deed] and (who.verbs is None or deed in who.verbs)


def opens_to(deed: Deed) -> dict[str, Any]:
    """What a route is for; goes into its `opt`."""
    return {"deed": deed}


OPEN_TO_ALL: dict[str, Any] = {"deed": None}
"""The `opt` of a page that needs nobody to be signed in."""
