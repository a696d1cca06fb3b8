"""The activity: who is there, who has left and waits to be confirmed, who has not come."""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple

from litestar import get
from litestar.params import PathParameter
from litestar.response import Template

from api.access.own import second
from api.access.reach import reaches
from api.access.table import Deed, may, opens_to
from api.pages.language import translate
from api.pages.office.callers import caller_here, catch_up, fresh_form_key
from api.pages.visits import Visit, page, told
from api.problems import Stop
from api.v1.asking import Caller
from api.v1.words import ACTIVITY
from api.wording import WORDING
from ledger.facts import ActivityPublished
from ledger.refusals import Refusal
from ledger.subjects.absences import Absences
from ledger.subjects.activity import Activity, SignUps
from ledger.subjects.household import LivesWith
from ledger.subjects.notices import Notices
from ledger.subjects.presence import parties_of
from projections.attendances import Attendance, Flag

PEOPLE_SHOWN = 1_000
ActivityId = Annotated[str, PathParameter(pattern=ACTIVITY)]


class Person(NamedTuple):
    """Somebody at the activity; `own` is whom the one at the desk does not confirm, `unsure`
    somebody whose scan wants a look that nobody has had yet."""

    row: Attendance
    masked: str
    flags: list[Flag]
    own: bool
    unsure: bool


class Missing(NamedTuple):
    """Somebody who has a place and has not come; `marked` and `excused` once a person said so."""

    volunteer: str
    masked: str
    marked: bool
    excused: bool


class ToTell(NamedTuple):
    """Somebody whom the latest change concerns: `state` is open, seen or told."""

    volunteer: str
    masked: str
    state: str


@get("/desk/activities/{activity:str}", opt=opens_to(Deed.READ_ATTENDANCE), sync_to_thread=True)
def one(request: Visit, activity: ActivityId) -> Template:
    """Everything about one activity, and what there is to do."""
    return shown(request, caller_here(request), activity)


def shown(
    request: Visit,
    caller: Caller,
    activity: str,
    refusal: Refusal | None = None,
    **more: Any,
) -> Template:
    """The page of the activity as it is now, with what was refused just before."""
    plan = plan_of(caller, activity)
    people = _people(caller, activity)
    waiting = [each for each in people if each.row.state == "left"]
    notices = caller.ledger.book.look(Notices(activity))
    context: dict[str, Any] = {
        "plan": plan, "over": caller.now() >= plan.ends_at,
        "inside": [each for each in people if each.row.state == "arrived"],
        "waiting": waiting, "done": [each for each in people if each.row.confirmed_at],
        "missing": _missing(caller, activity), "form_key": fresh_form_key(),
        "may": {deed.value for deed in Deed if may(caller.who, deed)},
        "problem": _problem(caller, refusal) if refusal else None, "second_person": False,
        "change": notices.change, "to_tell": _to_tell(caller, notices), "untold": notices.left,
        "called_off": _called_off(caller, activity), "path": f"/desk/activities/{activity}",
    }  # fmt: skip
    status = WORDING[refusal.code].status if refusal else 200
    return page(request, "organizing/activity.html", status, **(context | more))


def _problem(caller: Caller, refusal: Refusal) -> str:
    """What was refused, and for whom of them all."""
    about = refusal.details.get("attendance")
    if not isinstance(about, str):
        return told(refusal)
    name = caller.house.people.masked_name(parties_of(about)[1])
    return translate("%(name)s: %(problem)s", name=name, problem=told(refusal))


def plan_of(caller: Caller, activity: str) -> ActivityPublished:
    """What is planned; raises `Stop` (404) for what is beyond the caller's reach."""
    catch_up(caller)
    if caller.ledger.activity_board.activity(activity) is None or not reaches(caller, activity):
        raise Stop("not_found")
    return caller.ledger.book.look(Activity(activity)).must_exist()


def _called_off(caller: Caller, activity: str) -> bool:
    now = caller.ledger.book.look(Activity(activity))
    return now.cancelled or now.revoked


def _to_tell(caller: Caller, notices: Notices) -> list[ToTell]:
    """Whom the latest change concerns; those who know nothing of it yet come first."""
    names = caller.house.people.masked_names(notices.concerns)
    told = [ToTell(each, names[each], notices.state_of(each)) for each in notices.concerns]
    return sorted(told, key=lambda one: one.state != "open")


def _people(caller: Caller, activity: str) -> list[Person]:
    rows = caller.ledger.attendances.at(activity, PEOPLE_SHOWN)
    flags = caller.ledger.attendances.flags_at(activity)
    names = caller.house.people.masked_names(row.volunteer for row in rows)
    own = _own(caller, [row.volunteer for row in rows])
    return [
        Person(
            row, names[row.volunteer], flags.get(row.attendance, []), row.volunteer in own,
            row.flags > row.flags_reviewed,
        )
        for row in rows
    ]  # fmt: skip


def _own(caller: Caller, there: list[str]) -> set[str]:
    """Those of them for whom somebody else has to answer: whoever sits here, those they stand up
    for, and those who live with any of these."""
    own, book = set(second(caller).own_volunteers), caller.ledger.book
    homes = {book.look(LivesWith(each)).household for each in own} - {None}
    if not homes:
        return own
    return own | {each for each in there if book.look(LivesWith(each)).household in homes}


def _missing(caller: Caller, activity: str) -> list[Missing]:
    book = caller.ledger.book
    came = {row.volunteer for row in caller.ledger.attendances.at(activity, PEOPLE_SHOWN)}
    absent = [each for each in book.look(SignUps(activity)).places if each not in came]
    names = caller.house.people.masked_names(absent)
    found = []
    for each in absent:
        absences = book.look(Absences(each))
        marked, excused = activity in absences.marked, activity in absences.excused
        found.append(Missing(each, names[each], marked, excused))
    return found


ROUTES: list[Any] = [one]
