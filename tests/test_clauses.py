"""Every kind of line names a table that the policy file has."""

from __future__ import annotations

import tomllib

from api.ledgers import SHIPPED_POLICY
from api.pages.own.clauses import CLAUSES
from api.v1.explanations import _SENTENCES


def test_every_kind_of_line_has_a_sentence_and_a_clause() -> None:
    policy = tomllib.loads(SHIPPED_POLICY.read_text(encoding="utf-8"))
    assert CLAUSES.keys() == _SENTENCES.keys()
    for clause in CLAUSES.values():
        at = policy
        for part in clause.split("."):
            if part.startswith("{"):
                break
            assert part in at, clause
            at = at[part]
