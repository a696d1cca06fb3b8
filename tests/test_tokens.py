"""A position is handed out and comes back, and whoever holds it learns nothing from it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.tokens import PATTERN, Tokens

OURS, THEIRS = Tokens(b"sunny lane".ljust(32)), Tokens(b"west lake".ljust(32))


@given(st.integers(0, 2**64 - 1))
def test_every_position_comes_back(position: int) -> None:
    token = OURS.seal(position)
    assert re.fullmatch(PATTERN, token) and OURS.open(token) == position


@given(st.integers(0, 10**9), st.text("0123456789abcdef", min_size=32, max_size=32))
def test_a_token_of_another_ledger_or_of_nobody_opens_nothing(position: int, made_up: str) -> None:
    for token in (THEIRS.seal(position), made_up):
        assert OURS.open(token) is None


def test_what_follows_in_the_book_does_not_follow_in_the_tokens() -> None:
    tokens = [OURS.seal(position) for position in range(1_000)]
    assert len(set(tokens)) == 1_000 and len({token[:4] for token in tokens}) > 900
    rising = sum(first < second for first, second in zip(tokens, tokens[1:], strict=False))
    assert 400 < rising < 600


def test_what_is_no_token_is_none() -> None:
    for text in ("", "7", "A" * 32, "a" * 31, "a" * 33, "g" * 32, "ａ" * 32):
        assert OURS.open(text) is None
    for position in (-1, 2**64):
        with pytest.raises(ValueError):
            OURS.seal(position)
