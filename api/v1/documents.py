"""Documents: what the OpenAPI description says of every call beside its own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import (
    OpenAPIHeader,
    OpenAPIResponse,
    OpenAPIType,
    Operation,
    Parameter,
    Schema,
)

from api.problems import PROBLEM_JSON, Problem
from api.tokens import PATTERN as TOKEN_PATTERN
from api.v1.asking import KEY_PATTERN

_TOLD = {
    304: "not changed since the `ETag` that was sent",
    400: "malformed: a missing key, an unknown field, a value out of range",
    401: "no valid key",
    403: "the key is not for this",
    404: "there is no such thing, or it is not yours to see",
    405: "this address has no such method",
    409: "the world has moved on: done before, or ended",
    413: "too large",
    415: "the body is not `application/json`",
    422: "refused by a rule; `code` says which",
    429: "too often, or too many wrong codes; `Retry-After` says when to come back",
    500: "something unexpected happened; repeat with the same key to learn what stands",
    503: "not now; try again with the same key",
    507: "the disk is full",
}
_POSITION = OpenAPIHeader(
    description="give it to a GET as `at_least` to see this write",
    schema=Schema(type=OpenAPIType.STRING),
)
_REPLAYED = OpenAPIHeader(
    description="`true` when this is the first answer to the same key again",
    schema=Schema(type=OpenAPIType.STRING, enum=["true"]),
)
_IDEMPOTENCY_KEY = Parameter(
    name="Idempotency-Key",
    param_in="header",
    required=True,
    description=(
        "Chosen by the caller, new for every new wish. The same key with the same request gets the"
        " first answer again; with another request it is refused."
    ),
    schema=Schema(type=OpenAPIType.STRING, pattern=f"^{KEY_PATTERN}$"),
)
_AT_LEAST = Parameter(
    name="at_least",
    param_in="query",
    required=False,
    description="The `Ledger-Position` of a write that the answer must know; waits at most 2 s.",
    schema=Schema(type=OpenAPIType.STRING, pattern=TOKEN_PATTERN),
)


@dataclass
class Asks(Operation):
    """A call that asks the book: it carries a key, and tells the position of what it wrote."""

    def __post_init__(self) -> None:
        """Add what all of them have."""
        self.parameters = [*(self.parameters or []), _IDEMPOTENCY_KEY]
        for status, response in (self.responses or {}).items():
            if isinstance(response, OpenAPIResponse) and status in ("201", "409", "422"):
                headers = {"Ledger-Position": _POSITION, "Idempotency-Replayed": _REPLAYED}
                response.headers = {**(response.headers or {}), **headers}


@dataclass
class Looks(Operation):
    """A call that looks at the views, as they are or after a certain write."""

    def __post_init__(self) -> None:
        """Add what all of them have."""
        self.parameters = [*(self.parameters or []), _AT_LEAST]


def problems(*statuses: int) -> dict[int, ResponseSpec]:
    """The problems a call may answer with."""
    return {
        status: ResponseSpec(
            data_container=Problem,
            description=_TOLD[status],
            media_type=PROBLEM_JSON,
            generate_examples=False,
        )
        for status in statuses
    }


READS: dict[str, Any] = {
    "responses": problems(400, 401, 403, 404, 405, 429, 500, 503),
    "sync_to_thread": True,
    "operation_class": Looks,
}
"""For calls that look at views."""

UNCHANGED = {
    304: ResponseSpec(data_container=None, description=_TOLD[304], generate_examples=False)
}
"""For calls that know an `ETag`."""


def writes(answer: type, also: Mapping[int, ResponseSpec] | None = None) -> dict[str, Any]:
    """For calls that ask the book: what a success holds, and every refusal."""
    success = ResponseSpec(data_container=answer, description="done", generate_examples=False)
    refusals = problems(400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503, 507)
    return {
        "status_code": 201,
        "responses": {201: success, **(also or {}), **refusals},
        "operation_class": Asks,
    }
