"""The API describes itself, and is what it says it is."""

from __future__ import annotations

import re
from typing import Any

from api.wording import WORDING
from tests.house_open import OpenHouse


def described(home: OpenHouse) -> dict[str, Any]:
    """The OpenAPI document."""
    answer = home.client.get("/schema/openapi.json")
    assert answer.status_code == 200
    return answer.json()


def calls_of(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    """Every call of the API: method, path and what is said of it."""
    return [
        (method, path, call)
        for path, calls in document["paths"].items()
        for method, call in calls.items()
        if path.startswith("/v1/")
    ]


def test_every_call_has_a_name_a_story_a_summary_and_an_explanation(home: OpenHouse) -> None:
    document = described(home)
    assert document["openapi"].startswith("3.1")
    calls = calls_of(document)
    names = [call["operationId"] for *_, call in calls]
    assert len(set(names)) == len(names)
    for _, path, call in calls:
        assert len(call["tags"]) == 1 and call["summary"] and call["description"], path


def test_pages_for_people_are_no_part_of_it(home: OpenHouse) -> None:
    assert {path.split("/")[1] for path in described(home)["paths"]} == {"v1", "health"}


def test_a_key_is_needed_for_every_call_and_for_no_health_check(home: OpenHouse) -> None:
    document = described(home)
    scheme = document["components"]["securitySchemes"]["key"]
    assert (scheme["type"], scheme["scheme"]) == ("http", "bearer")
    assert document["security"] == [{"key": []}]
    assert document["paths"]["/health/ready"]["get"]["security"] == [{}]


def test_every_write_names_its_key_and_every_look_its_token(home: OpenHouse) -> None:
    for method, path, call in calls_of(described(home)):
        found = {(one["in"], one["name"]): one for one in call.get("parameters", [])}
        if method == "post":
            assert found["header", "Idempotency-Key"]["required"] is True, path
            assert "Ledger-Position" in call["responses"]["201"]["headers"], path
        else:
            assert ("query", "at_least") in found, path
        for name, one in found.items():
            assert set(one["schema"]) - {"type", "default"} or name == ("query", "dry_run"), path


def test_every_problem_is_a_document_of_one_kind(home: OpenHouse) -> None:
    document = described(home)
    for _, path, call in calls_of(document):
        for status, answer in call["responses"].items():
            if int(status) >= 400:
                (kind,) = answer["content"]
                assert kind == "application/problem+json", path
                schema = answer["content"][kind]["schema"]
                assert schema == {"$ref": "#/components/schemas/Problem"}, path
        assert {"400", "401", "403", "404", "503"} <= set(call["responses"]), path


def test_a_request_holds_nothing_but_what_is_described(home: OpenHouse) -> None:
    document = described(home)
    for method, path, call in calls_of(document):
        if method == "post":
            ref = call["requestBody"]["content"]["application/json"]["schema"]["$ref"]
            schema = document["components"]["schemas"][ref.rpartition("/")[2]]
            assert schema["additionalProperties"] is False, path


def test_the_reference_loads_nothing_from_outside(home: OpenHouse) -> None:
    page = home.client.get("/docs")
    assert page.status_code == 200 and page.headers["Content-Type"].startswith("text/html")
    addresses = re.findall(r'(?:src|href)="([^"]*)"', page.text)
    assert addresses and all(address.startswith("/") for address in addresses)
    for address in addresses:
        assert home.client.get(address).status_code == 200, address
    rules = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in rules and "http" not in rules
    assert "'unsafe-inline'" not in rules.split("script-src")[1].split(";")[0]
    assert "<script>" not in page.text


def test_every_problem_has_its_line_in_both_languages(home: OpenHouse) -> None:
    page = home.client.get("/docs/problems").text
    for code, wording in WORDING.items():
        assert f'id="{code}"' in page and wording.chinese in page and wording.english in page


def test_the_operator_hears_whether_the_house_lives_and_is_worth_asking(home: OpenHouse) -> None:
    assert home.client.get("/health/live").json() == {"status": "live"}
    home.ledger.shelf.wait_for(home.facts())
    ready = home.client.get("/health/ready")
    assert (ready.status_code, ready.json()["ready"]) == (200, True)
    assert ready.headers["Cache-Control"] == "no-store"
    (ledger,) = ready.json()["ledgers"]
    assert isinstance(ledger.pop("leads"), bool)  # It is about to, since it serves alone.
    # Nobody is told which ledgers there are.
    nothing_yet = {"stopped": [], "outside_check": {}, "verified": None}
    assert ledger == {"behind": 0, "fault": None, **nothing_yet}


def test_a_house_that_is_far_behind_says_so(home: OpenHouse) -> None:
    follower = home.ledger.shelf.keep_warm()
    follower.close()  # It looks once more and then no more, so that what is said here stands.
    follower.fault = RuntimeError("the disk of the views is gone")
    ready = home.client.get("/health/ready")
    assert (ready.status_code, ready.json()["ready"]) == (503, False)
