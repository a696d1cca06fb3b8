"""Problems on pages: one plain sentence in the reader's language, and a way back."""

from __future__ import annotations

from logging import getLogger
from typing import Any

from litestar import Response
from litestar.exceptions import HTTPException, PermissionDeniedException, ValidationException
from litestar.response import Redirect, Template

from api.pages.language import LANGUAGE
from api.pages.visits import NotSignedIn, Visit, came_from, page, set_tone, told
from api.problems import Stop
from api.problems import http_problem as document
from api.signing_in.waiting import AskedTooOften, MustWait
from api.wording import WORDING
from ledger.command import NotWritten
from ledger.refusals import Refusal

CSRF_COOKIE = "csrftoken"
_KINDS = {403: "forbidden", 404: "not_found", 405: "not_found", 503: "behind"}
_log = getLogger("goldenbean")


def to_the_door(visit: Visit, stranger: NotSignedIn) -> Redirect:
    """Whoever is not signed in goes to the door, and from there to where they wanted to go."""
    back = stranger.path if visit.method == "GET" else came_from(visit)
    return Redirect("/sign-in", query_params={"next": back}, status_code=303)


def stopped(visit: Visit, stop: Stop) -> Response[Any]:
    """A page that ended at the door."""
    if "seconds" not in stop.details:
        return _problem(visit, WORDING[stop.code].status)
    return too_often(visit, stop)


def too_often(visit: Visit, stop: Stop) -> Response[Any]:
    """Whoever asks too often, or guesses too often, is told how long to wait."""
    set_tone(visit)
    wording = WORDING[stop.code]
    told = wording.title(LANGUAGE.get(), stop.details)
    shown = _problem(visit, wording.status, sentence=told)
    shown.headers["Retry-After"] = str(stop.details["seconds"])
    return shown


def waiting(visit: Visit, wait: MustWait) -> Response[Any]:
    """Whoever guessed too often at the door, or asked for too many codes."""
    code = "too_many_requests" if isinstance(wait, AskedTooOften) else "too_many_attempts"
    return too_often(visit, Stop(code, details={"seconds": wait.seconds}))


def refused(visit: Visit, refusal: Refusal) -> Response[Any]:
    """A refusal for which the page had no words of its own."""
    set_tone(visit)
    return _problem(visit, WORDING[refusal.code].status, sentence=told(refusal))


def not_written(visit: Visit, failure: NotWritten) -> Response[Any]:
    """The store could not write; the form may be sent again."""
    _log.error("not written: %s", failure)
    set_tone(visit)
    wording = WORDING["disk_full" if "full" in str(failure) else "not_written"]
    return _problem(visit, wording.status, sentence=wording.title(LANGUAGE.get(), {}))


def form_expired(visit: Visit, failure: PermissionDeniedException) -> Response[Any]:
    """The form carried no token of ours: it was open too long, or it came from elsewhere."""
    return _problem(visit, failure.status_code, kind="form_expired")


def unreadable(visit: Visit, failure: ValidationException) -> Response[Any]:
    """An address or a form that is not what the page knows."""
    return _problem(visit, 404 if visit.method == "GET" else failure.status_code)


def http_problem(visit: Visit, failure: HTTPException) -> Response[Any]:
    """Whatever else the web says no to."""
    return _problem(visit, failure.status_code)


def unexpected(visit: Visit, failure: Exception) -> Response[Any]:
    """A fault of ours: told without its insides, and logged with them."""
    _log.error("unexpected", exc_info=failure)
    return _problem(visit, 500)


def _problem(
    visit: Visit, status: int, *, kind: str | None = None, sentence: str | None = None
) -> Template:
    # A page that no route wanted was never greeted, and no middleware gave it a token: the one
    # that the browser has already keeps the buttons of the frame working.
    set_tone(visit)
    token = visit.cookies.get(CSRF_COOKIE, "")
    kind = kind or _KINDS.get(status, "bad_request" if status < 500 else "unexpected")
    back = came_from(visit)
    return page(
        visit, "problem.html", status, kind=kind, sentence=sentence, back_url=back, path=back,
        csrf_token=lambda: token,
    )  # fmt: skip


HANDLERS: dict[Any, Any] = {
    NotSignedIn: to_the_door,
    Stop: stopped,
    MustWait: waiting,
    Refusal: refused,
    NotWritten: not_written,
    PermissionDeniedException: form_expired,
    ValidationException: unreadable,
    HTTPException: http_problem,
    Exception: unexpected,
}
"""For pages alone; the API has documents of its own."""


def elsewhere(request: Visit, failure: HTTPException) -> Response[Any]:
    """An address that no route knows: the API answers with a document, everything else a page."""
    api = request.url.path.startswith(("/v1", "/health", "/metrics"))
    return (document if api else http_problem)(request, failure)
