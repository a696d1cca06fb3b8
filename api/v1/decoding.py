"""Decoding: a JSON body becomes the struct its call expects, exactly or not at all.

A number written as text, a fraction, a thing too many: what was not meant is never guessed.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import msgspec
from litestar import Request

from api.problems import FieldProblem, Stop

_WHERE = re.compile(r" - at `\$(.*)`$")
_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]")
_FIELD = re.compile(r"(?:unknown|required) field `(.+)`$")


class StrictRequest(Request[Any, Any, Any]):
    """A request whose JSON is read once, straight into the struct of the call."""

    async def json(self) -> Any:
        """The body; raises `Stop` for another content type and for whatever does not fit."""
        for name, value in self.scope["headers"]:
            if name == b"content-type" and not value.lower().startswith(b"application/json"):
                raise Stop("unsupported_media_type")
        try:
            return _decoder(self.route_handler).decode(await self.body())
        except msgspec.ValidationError as unfit:
            raise Stop("malformed", [_told(str(unfit))]) from unfit
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as unreadable:
            raise Stop("malformed", [FieldProblem(str(unreadable), "")]) from unreadable


@cache
def _decoder(route_handler: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(route_handler.parsed_data_field.annotation)


def _told(message: str) -> FieldProblem:
    """What msgspec says, with the place as a JSON pointer."""
    where = _WHERE.search(message)
    detail = message[: where.start()] if where else message
    pointer = "".join(f"/{a or b}" for a, b in _STEP.findall(where[1])) if where else ""
    if field := _FIELD.search(detail):
        pointer += f"/{field[1]}"
    return FieldProblem(detail, pointer)
