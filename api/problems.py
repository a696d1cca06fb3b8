"""Problems: every refusal and every bad request becomes one RFC 9457 document, in one place."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from logging import getLogger
from typing import Any

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException
from sqlalchemy.exc import DBAPIError

from api.pages.language import choose
from api.wording import WORDING
from ledger.command import NotWritten
from ledger.refusals import Refusal

PROBLEM_JSON = "application/problem+json"
_log = getLogger("goldenbean")


class FieldProblem(msgspec.Struct, frozen=True):
    """What is wrong with one field; `pointer` is a JSON pointer into the body."""

    detail: str
    pointer: str


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A problem as RFC 9457 describes it, with our stable `code`."""

    type: str
    title: str
    status: int
    code: str
    details: dict[str, int | str] = {}
    errors: list[FieldProblem] = []


class Stop(Exception):
    """A request that ends at the door, with the code of its problem.

    `refusal` is what the book said where the door puts it into other words; `details` are what
    the sentence of the problem names.
    """

    def __init__(
        self,
        code: str,
        errors: Iterable[FieldProblem] = (),
        refusal: Refusal | None = None,
        details: dict[str, int | str] | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.errors = list(errors)
        self.refusal = refusal
        self.details = details or {}


def problem_response(
    request: Request[Any, Any, Any],
    code: str,
    details: dict[str, int | str] | None = None,
    errors: Iterable[FieldProblem] = (),
    headers: dict[str, str] | None = None,
) -> Response[bytes]:
    """The document for a problem, in the language the caller reads."""
    wording = WORDING[code]
    details = details or {}
    language = choose(None, request.headers.get("accept-language"))
    problem = Problem(
        type=f"/docs/problems#{code}",
        title=wording.title(language, details),
        status=wording.status,
        code=code,
        details=details,
        errors=list(errors),
    )
    return Response(
        msgspec.json.encode(problem),
        status_code=wording.status,
        media_type=PROBLEM_JSON,
        headers={"Content-Language": language, **(headers or {})},
    )


def refused(request: Request[Any, Any, Any], refusal: Refusal) -> Response[bytes]:
    """A refusal of the rules, the first time or again."""
    return problem_response(
        request, refusal.code, refusal.details, headers=_headers_of(request, refusal.code, refusal)
    )


def stopped(request: Request[Any, Any, Any], stop: Stop) -> Response[bytes]:
    """A request that ended at the door."""
    headers = _headers_of(request, stop.code, stop.refusal)
    if "seconds" in stop.details:
        headers["Retry-After"] = str(stop.details["seconds"])
    return problem_response(request, stop.code, stop.details, stop.errors, headers)


def _headers_of(
    request: Request[Any, Any, Any], code: str, refusal: Refusal | None
) -> dict[str, str]:
    headers = {}
    if refusal is not None and refusal.position:
        tokens = request.scope["caller"].ledger.tokens  # type: ignore[typeddict-item]
        headers["Ledger-Position"] = tokens.seal(refusal.position)
    if refusal is not None and refusal.replayed:
        headers["Idempotency-Replayed"] = "true"
    if code in ("busy", "view_behind"):
        headers["Retry-After"] = "1"
    if code == "unauthorised":
        headers["WWW-Authenticate"] = "Bearer"
    return headers


def not_written(request: Request[Any, Any, Any], failure: NotWritten) -> Response[bytes]:
    """The store could not write; the key tells later what stands."""
    _log.error("not written: %s", failure)
    code = "disk_full" if "full" in str(failure) else "not_written"
    return problem_response(request, code, headers={"Retry-After": "5"})


def bad_request(request: Request[Any, Any, Any], invalid: ValidationException) -> Response[bytes]:
    """A parameter that is not what the description says; an address that is none leads nowhere."""
    extra = invalid.extra if isinstance(invalid.extra, list) else []
    entries = [entry for entry in extra if isinstance(entry, dict)]
    if any(entry.get("source") == "path" for entry in entries):
        return problem_response(request, "not_found")
    errors = [
        FieldProblem(f"{entry.get('key', '')}: {entry.get('message', '')}", "")
        for entry in entries
    ]
    return problem_response(
        request, "malformed", errors=errors or [FieldProblem(invalid.detail, "")]
    )


_BY_STATUS = {
    HTTPStatus.UNAUTHORIZED: "unauthorised",
    HTTPStatus.FORBIDDEN: "forbidden",
    HTTPStatus.NOT_FOUND: "not_found",
    HTTPStatus.METHOD_NOT_ALLOWED: "method_not_allowed",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "too_large",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "unsupported_media_type",
}


def http_problem(request: Request[Any, Any, Any], failure: HTTPException) -> Response[bytes]:
    """Whatever else the web says no to."""
    known = HTTPStatus(failure.status_code)
    code = _BY_STATUS.get(known, "malformed" if known < 500 else "unexpected")
    return problem_response(request, code, headers=failure.headers)


def not_kept(request: Request[Any, Any, Any], failure: DBAPIError) -> Response[bytes]:
    """The vault or the views could not be read or written."""
    # Without the statement, and without what PostgreSQL adds on further lines: they tell rows.
    _log.error("not kept: %s", str(failure.orig).partition("\n")[0])
    code = "disk_full" if "full" in str(failure.orig) else "not_written"
    return problem_response(request, code, headers={"Retry-After": "5"})


def unexpected(request: Request[Any, Any, Any], failure: Exception) -> Response[bytes]:
    """A fault of ours: told without its insides, and logged with them."""
    _log.error("unexpected", exc_info=failure)
    return problem_response(request, "unexpected")


HANDLERS: dict[Any, Any] = {
    Refusal: refused,
    Stop: stopped,
    NotWritten: not_written,
    DBAPIError: not_kept,
    ValidationException: bad_request,
    HTTPException: http_problem,
    Exception: unexpected,
}
"""For the API alone; pages have words of their own."""

