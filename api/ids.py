"""Ids: names for things that tell nothing about the people behind them."""

from __future__ import annotations

import re
import secrets
import unicodedata
from datetime import UTC, datetime, timedelta
from hashlib import blake2b

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: five bits a character, and nothing that is misread for something else."""

ID_CHARACTERS = 18

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_RANDOM_BITS = 42
_SLIPS = str.maketrans("OIL", "011", "- \t\r\n")
_PREFIX = re.compile(r"[a-z]+(-[a-z]+)*")
_NUMBER = re.compile(r"[1-9][0-9]{9}")

# The totally anti-symmetric quasigroup of H. M. Damm (dissertation, Marburg 2004).
_DAMM = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
)  # fmt: skip


def new_id(prefix: str, now: datetime) -> str:
    """A new id such as 'volunteer-01hf7m3c…': 18 characters that sort by time.

    48 bits are the milliseconds of `now` since 1970, 42 are random. Two ids of one millisecond
    agree with a chance of one in 4,398,046,511,104; so nobody will see it.
    """
    if not _PREFIX.fullmatch(prefix):
        raise ValueError(f"{prefix!r} cannot begin an id")
    milliseconds = (now - _EPOCH) // timedelta(milliseconds=1)
    number = (milliseconds << _RANDOM_BITS) | secrets.randbits(_RANDOM_BITS)
    return f"{prefix}-{crockford(number, ID_CHARACTERS).lower()}"


def crockford(number: int, characters: int) -> str:
    """`number` as exactly that many upper-case characters; ValueError when it does not fit."""
    if not 0 <= number < len(ALPHABET) ** characters:
        raise ValueError(f"{number} does not fit into {characters} characters")
    return "".join(ALPHABET[number >> shift & 31] for shift in range(5 * (characters - 1), -1, -5))


def id_of_case(prefix: str, secret: bytes, *told: str) -> str:
    """The same id for the same case, however it is typed, and nobody's choice.

    A reference, such as a receipt's number, may be guessed or may name somebody: so the id is a
    keyed digest of it, and tells nothing.
    """
    *case, reference = told
    typed = "".join(unicodedata.normalize("NFKC", reference).casefold().split())
    said = "\n".join((prefix, *case, typed)).encode()
    digest = blake2b(said, digest_size=12, key=secret).digest()
    number = int.from_bytes(digest, "big") >> (8 * len(digest) - 5 * ID_CHARACTERS)
    return f"{prefix}-{crockford(number, ID_CHARACTERS).lower()}"


def straightened(typed: str) -> str:
    """What a person meant to type in `ALPHABET`: wide letters, blanks, O for 0, I or L for 1."""
    return unicodedata.normalize("NFKC", typed).upper().translate(_SLIPS)


def volunteer_number() -> str:
    """A new 10-digit volunteer number: nine random digits and Damm's check digit.

    The check finds every single wrong digit and every swap of neighbours. The first digit is
    never 0, which spreadsheets drop. There are 900,000,000 numbers, so whoever hands one out
    asks the book whether it is free.
    """
    digits = str(100_000_000 + secrets.randbelow(900_000_000))
    return f"{digits}{_damm(digits)}"


def is_volunteer_number(text: str) -> bool:
    """Whether `text` has ten digits and its check digit agrees."""
    return _NUMBER.fullmatch(text) is not None and _damm(text) == 0


def _damm(digits: str) -> int:
    interim = 0
    for digit in digits:
        interim = int(_DAMM[interim][int(digit)])
    return interim
