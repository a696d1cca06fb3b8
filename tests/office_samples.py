"""The pages of the office and of one's own data, as Zhou and the people of the lane meet them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from markupsafe import Markup

from api.access.roles import Role
from api.pages.office.choices import Choice, Choices
from api.pages.office.giving_roles import Gift
from api.pages.office.handing_out import Handed
from api.pages.office.making_keys import Order
from api.pages.office.registering import Entry
from api.pages.reading import SHANGHAI
from api.people.ages import Care
from api.people.editions import edition_for, read_edition
from api.people.requests import RightsRequest
from ledger.facts import ConsentGiven

MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)
TODAY = MORNING.date()
GRANNY_ZHANG = "张**"
QR = Markup('<svg viewBox="0 0 9 9"><path d="M1 1h3v3h-3z"/></svg>')
VERBS = ["read_units", "show_code", "confirm"]
TEXT = read_edition(edition_for("serving", Care.ADULT), "zh")
SIGNED = ConsentGiven(
    at=MORNING, volunteer="volunteer-1", purpose="serving", text_version="serving.2026-11",
    given_by="guardian", means="paper",
)  # fmt: skip
ASKED = RightsRequest(
    request="request-1", ledger="home", volunteer="volunteer-1", kind="delete", made_at=MORNING,
    due_on=date(2026, 12, 14), wish="我搬走了", answer="好的", answered_at=MORNING,
)  # fmt: skip
AGREEMENTS = [
    {"purpose": "serving", "given": SIGNED, "text": TEXT},
    {"purpose": "publishing", "given": None, "text": None},
]
PERSON: dict[str, Any] = {
    "volunteer": "volunteer-1", "number": "1234567890", "masked": GRANNY_ZHANG,
    "community": "金沙社区", "registered_at": MORNING, "erased_at": None, "care": "minor",
    "looked_up": None, "problem": None, "agreements": AGREEMENTS,
    "guardians": [{"appointment": "appointment-1", "masked": "李**", "until": TODAY}],
    "badges": [{"issued_at": MORNING}], "requests": [ASKED], "form_key": "form-1",
    "may": {"look_up", "record_consent", "appoint", "invite", "erase", "answer_requests"},
    "may_invite": True,
}  # fmt: skip
ROLE = {
    "appointment": "appointment-1", "person": "person-1", "role": "organizer",
    "masked": "李**", "line": None, "place": "金沙社区", "ward": "", "since": TODAY,
    "until": None, "coming": False,
}  # fmt: skip
SUPERVISING = ROLE | {"role": "supervisor", "line": "patrol", "until": TODAY, "coming": True}
GUARDING = ROLE | {"role": "guardian", "ward": GRANNY_ZHANG, "place": ""}
ONE_ROLE = {
    "one": ROLE, "may_end": True, "may_hand": True, "by_a_link": False, "has_login": True,
    "has_step": True, "form_key": "form-1",
}  # fmt: skip
CHOICES = Choices(Role.SUPERVISOR, (Choice("unit-1", "金沙社区", "community"),), False)
GIVING = {
    "roles": ["organizer", "merchant"], "role": "supervisor", "choices": CHOICES,
    "lines": ["patrol", "choir"], "entered": Gift(named="138"), "colleague": "", "problem": None,
    "form_key": "form-1", "today": "2026-11-23",
}  # fmt: skip
CARD = Handed(
    masked=GRANNY_ZHANG, role="volunteer", number="1234567890", until=MORNING, qr_svg=QR,
    url="https://beans.example/in/3f9cLk2mP8qRs7tUvWxYz0aB1cD",
)  # fmt: skip
KEY = {
    "id": "key-1", "label": "大屏幕", "role": "organizer", "place": "金沙社区", "volunteer": "",
    "verbs": VERBS, "made_by": "周**", "created_at": MORNING, "last_used_at": None,
    "expires_at": MORNING, "revoked_at": None, "over": False, "may_revoke": True,
}  # fmt: skip
MAKING = {
    "roles": ["organizer"], "role": "organizer", "choices": CHOICES._replace(role=Role.ORGANIZER),
    "lines": [], "verbs": VERBS, "chosen": {"confirm"}, "entered": Order(days="90"),
    "days": (7, 90), "problem": None, "form_key": "form-1",
}  # fmt: skip
INVITATIONS = {
    "invitations": [
        {"id": "invitation-1", "masked": GRANNY_ZHANG, "role": "volunteer", "place": "",
         "made_by": "周**", "by_program": False, "expires_at": MORNING, "purpose": "enter"},
        {"id": "invitation-2", "masked": "李**", "role": "organizer", "place": "金沙社区",
         "made_by": "周**", "by_program": True, "expires_at": MORNING, "purpose": "set_password"},
    ],
    "missed": [], "refused": False, "entered": "", "most": 40, "form_key": "form-1",
}  # fmt: skip
REQUEST = {
    "request": "request-1", "about": "volunteer-1", "number": "1234567890",
    "masked": GRANNY_ZHANG, "kind": "delete", "wish": "我搬走了", "made_at": MORNING,
    "due_on": TODAY, "overdue": True,
}  # fmt: skip
ERASING = {
    "about": "volunteer-1", "masked": GRANNY_ZHANG, "number": "1234567890", "unsure": False,
    "roles": ["organizer", "guardian"], "barred": False, "form_key": "form-1",
}  # fmt: skip
REGISTERING = {
    "entered": Entry(display_name="包小宝", phone="13900000020", community="unit-1"),
    "problem": None, "known": None, "min_age": 6, "adult_at": 18,
    "communities": [{"unit": "unit-1", "name": "金沙社区"}],
}  # fmt: skip
AGREEING = {
    "entered": Entry(publishing="yes"), "care": "minor", "problem": None, "adult_at": 18,
    "texts": [
        (purpose, read_edition(edition_for(purpose, Care.MINOR), "zh"))
        for purpose in ("serving", "publishing")
    ],
}  # fmt: skip
MY_DATA = {
    "whose": "me", "base": "/me", "shifts": [], "number": "1234567890", "agreements": AGREEMENTS,
    "told": {"display_name": "张桂兰", "phone": "13800000001", "gender": "female",
        "skills": ["书法", "急救"], "birth_date": date(1950, 1, 2)},
    "minor": False, "ways": [("password", "/me/password")],
    "handed": [
        {"at": MORNING, "what": "badge", "by": "周**", "used_at": None},
        {"at": MORNING, "what": "link", "by": "", "used_at": MORNING},
    ],
    "notes": ["活动记录有误"], "requests": [ASKED], "form_key": "form-1",
    "looks": [
        {"at": MORNING, "masked": "周**", "role": "staff", "purpose": "call", "words": "改期",
         "fields": ("display_name", "phone")}
    ],
    "sessions": [
        {"proof": "code", "role": "volunteer", "made_at": MORNING, "seen_at": MORNING,
         "shared": False, "here": True},
        {"proof": "badge", "role": "volunteer", "made_at": MORNING - timedelta(days=1),
         "seen_at": MORNING, "shared": True, "here": False},
    ],
    "roles": [
        {"role": "organizer", "place": "金沙社区", "since": TODAY, "until": TODAY,
         "ended_at": MORNING}
    ],
}  # fmt: skip
PEOPLE = {
    "people": [
        {"volunteer": f"volunteer-{number}", "masked": GRANNY_ZHANG, "number": "1234567890",
         "community": "金沙社区", "minor": number == 1, "serves": number == 0,
         "erased": number == 2}
        for number in range(4)
    ],
    "next_cursor": "a" * 13, "missed": False, "may_register": True,
}  # fmt: skip
LOOKED_UP = {"display_name": "张桂兰", "phone": "13800000001", "birth_date": date(1950, 1, 2)}

OFFICE_PAGES: dict[str, tuple[str, dict[str, Any]]] = {
    "people": ("office/people.html", PEOPLE),
    "people, nobody": (
        "office/people.html", {**PEOPLE, "people": [], "next_cursor": None, "missed": True}
    ),
    "person": ("office/person.html", PERSON),
    "person, looked up": ("office/person.html", {**PERSON, "looked_up": LOOKED_UP}),
    "person, forgotten": ("office/person.html", {**PERSON, "erased_at": MORNING}),
    "person, for an onlooker": (
        "office/person.html", {**PERSON, "may": {"see_people"}, "care": "child"}
    ),
    "person of higher office": (
        "office/person.html",
        {**PERSON, "may_invite": False, "care": "adult", "badges": [], "guardians": []},
    ),
    "register": ("office/register.html", REGISTERING),
    "agree": ("office/agree.html", AGREEING),
    "agree, unsigned": ("office/agree.html", {**AGREEING, "problem": "serving", "care": "adult"}),
    "registered": (
        "office/registered.html",
        {"masked": "包**", "number": "1234567890", "volunteer": "volunteer-1", "may_see": True,
         "minor": True},
    ),
    "badge": (
        "office/badge.html",
        {"masked": GRANNY_ZHANG, "number": "1234567890", "qr_svg": QR, "path": "/desk/people/x",
         "badge": {"code": "GBB 0D3GX 5W7QK 2M9P4 T6RCB", "pin": "274951"}},
    ),
    "badge, sent twice": (
        "office/badge.html",
        {"masked": GRANNY_ZHANG, "number": "1", "badge": None, "path": "/desk/people/x"},
    ),
    "sheet": ("office/sheet.html", {"cards": [CARD, CARD], "back": "/desk", "days": 7}),
    "sheet, sent twice": (
        "office/sheet.html",
        {"cards": [Handed(masked="张**", role="clerk")], "back": "/desk", "days": 7},
    ),
    "office roles": (
        "office/roles.html",
        {"roles": [ROLE, SUPERVISING, GUARDING], "may_give": ["organizer"], "next_cursor": "a"},
    ),
    "one role": ("office/role.html", ONE_ROLE),
    "one role, of a guardian": ("office/role.html", {**ONE_ROLE, "one": GUARDING}),
    "one role, above": (
        "office/role.html",
        {**ONE_ROLE, "one": SUPERVISING, "may_end": False, "may_hand": False},
    ),
    "give a role": ("office/give_role.html", GIVING),
    "give a role, which": ("office/give_role.html", {**GIVING, "role": "", "choices": None}),
    "give a colleague a role": ("office/give_role.html", {**GIVING, "colleague": "李**"}),
    "role given": ("office/role_given.html", {"masked": "李**", "role": "clerk", "card": CARD}),
    "role given to a colleague": (
        "office/role_given.html", {"masked": "李**", "role": "clerk", "card": None}
    ),
    "keys": (
        "office/keys.html",
        {"keys": [KEY, {**KEY, "id": "key-2", "revoked_at": MORNING, "verbs": None, "label": ""}],
         "may_make": True, "form_key": "form-1"},
    ),
    "make a key": ("office/make_key.html", MAKING),
    "make a key, which": ("office/make_key.html", {**MAKING, "role": "", "choices": None}),
    "key made": ("office/key_made.html", {"key_text": "gb_" + "x" * 36, "key": "k", "label": "x"}),
    "key made, sent twice": ("office/key_made.html", {"key_text": None}),
    "invitations": ("office/invitations.html", INVITATIONS),
    "invitations, missed": ("office/invitations.html", {**INVITATIONS, "missed": [2]}),
    "requests": (
        "office/requests.html",
        {"requests": [REQUEST, {**REQUEST, "request": "request-2", "number": ""}],
         "silent": "request-1", "may_erase": True,
         "past_their_time": [{"about": "volunteer-0", "masked": "王**"}]},
    ),
    "requests, none": (
        "office/requests.html",
        {"requests": [], "silent": "", "may_erase": True, "past_their_time": []},
    ),
    "erase": ("office/erase.html", ERASING),
    "erase, barred": ("office/erase.html", {**ERASING, "barred": True, "number": ""}),
    "my data": ("own/data.html", MY_DATA),
    "my ward": (
        "own/data.html",
        {**MY_DATA, "whose": "ward", "base": "/me/ward", "minor": True, "sessions": [],
         "roles": [], "handed": []},
    ),
    "my data, a program": ("own/nobody.html", {}),
}  # fmt: skip
OFFICE_PAGES |= {
    f"register, {problem}": ("office/register.html", {**REGISTERING, "problem": problem})
    for problem in ("name", "phone_known", "too_young")
}
