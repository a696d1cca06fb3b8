"""Strangers with dice: whatever the description allows, or forbids, gets an answer it documents."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
import requests
import schemathesis
import uvicorn
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from api.access.roles import Role
from api.app import make_app
from api.house import House
from api.v1 import STORIES
from tests.house_open import open_house

CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance,
    response_headers_conformance, response_schema_conformance, unsupported_method,
]  # fmt: skip
THROWS = 10
"""How often each call is tried with each kind of dice."""
THROWING = settings(
    max_examples=THROWS,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
CALLS = [call.handler_name for calls in STORIES.values() for call in calls]


@dataclass
class Served:
    """A house served on a port of this machine, and the keys of all kinds of people."""

    url: str
    description: Any
    keys: list[str]
    line: requests.Session

    def answers(self, case: schemathesis.Case) -> None:
        """Let each of the people in turn ask this, and check what comes back."""
        self.keys.append(self.keys.pop(0))
        headers = {"Authorization": f"Bearer {self.keys[0]}"}
        case.call_and_validate(self.url, self.line, headers, checks=CHECKS)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A house where something has happened, so that some wishes can come true."""
    with open_house(tmp_path_factory.mktemp("house")) as lane:
        wang, staff = lane.volunteer(), lane.let_in(Role.STAFF, unit=lane.street)
        lane.serves(wang)
        people = [lane.admin, lane.auditor, lane.organizer, staff, lane.merchant(), wang]
        keys = [one.key_text for one in people]
        with listening(lane.house) as url, requests.Session() as line:
            description = schemathesis.openapi.from_url(f"{url}/schema/openapi.json")
            yield Served(url, description, keys, line)


@contextmanager
def listening(house: House) -> Iterator[str]:
    """Serve an open house on a free port, from a thread of its own."""
    app = make_app(house)
    app.state.house = house
    server = uvicorn.Server(uvicorn.Config(app, lifespan="off", log_level="error"))
    with socket.create_server(("127.0.0.1", 0)) as door:  # Whoever knocks early waits there.
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]})
        thread.start()
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.mark.parametrize("dice", GenerationMode)
@pytest.mark.parametrize("call", CALLS)
def test_the_dice_find_no_answer_that_is_not_documented(
    served: Served, call: str, dice: GenerationMode
) -> None:
    operation = served.description.find_operation_by_id(call)

    @THROWING
    @given(operation.as_strategy(dice))
    def throw(case: schemathesis.Case) -> None:
        served.answers(case)

    throw()
