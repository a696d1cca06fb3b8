"""Bookkeepers: the outside programs, a life for them to add up, and somebody who cheats."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from api.journals.journal import journal_of
from api.journals.layouts import LAYOUTS, texts
from api.journals.outside import PROGRAMS, Verdict, ask_all
from ledger.facts import ISSUANCE, BeansClawedBack
from ledger.reversals import CaptureRedemption, LapseHold, RefundRedemption, VoidRedemption
from ledger.subjects.presence import attendance_of
from projections.shelf import Shelf
from tests.deeds import redeems
from tests.neighbourhood import CHARITY, CHEN, WANG, ZHAO, earned
from tests.shelves import Desk
from tests.story import clock
from tests.sunday import caught_up, settle, shows_code

BOTH_AGREE = dict.fromkeys(PROGRAMS, "ok")
BOTH_REFUSE = dict.fromkeys(PROGRAMS, "differs")
PATROL_OF_NOVEMBER = "activity-of20261120"
NEVER_EARNED = BeansClawedBack(
    at=clock("2027-02-02 10:01"), beans=100, source=WANG, target=ISSUANCE, volunteer=WANG,
    attendance=attendance_of(PATROL_OF_NOVEMBER, WANG), activity=PATROL_OF_NOVEMBER,
    earned_on=date(2026, 11, 20), lots={"2029-12-01": 5}, debt=95, balance_after=-95,
    policy="default/2",
)  # fmt: skip
"""The hundred of November go back, but only five of them are still there."""


def bookkeepers_at_hand() -> None:
    """Skip, loudly, where one of the programs is missing."""
    beside = str(Path(sys.executable).parent)
    for program in PROGRAMS.values():
        if not shutil.which(program.name) and not shutil.which(program.name, path=beside):
            pytest.skip(f"no {program.name}, so nobody outside can be asked")


def a_life(desk: Desk) -> Shelf:
    """Four months on the lane: earned twice, bought, held and let go, given back into two lots,
    expired, still held, and taken back when it was spent, which leaves a debt."""
    lane = settle(desk)
    first = earned(30, dies="2026-12-01", on="2026-11-02")
    lane.do("2026-11-03 18:00", first, earned(40, volunteer=ZHAO))
    lane.do("2026-11-20 18:00", earned(100, left=130))
    buy(lane, "2026-11-22 12:00", "breakfast", 45)
    lane.do("2026-11-22 12:02", RefundRedemption(redemption=name("breakfast"), merchant=CHEN,
                                                 beans=20))  # fmt: skip
    for word, hour in (("lunch", 13), ("tea", 14), ("supper", 15)):
        buy(lane, f"2026-11-23 {hour}:00", word, 20, capture=False)
    lane.do("2026-11-23 15:01", CaptureRedemption(redemption=name("supper"), merchant=CHEN,
                                                  beans=15))  # fmt: skip
    lane.do("2026-11-23 15:01", VoidRedemption(redemption=name("tea"), merchant=CHEN))
    lane.do("2026-11-23 15:03", LapseHold(redemption=name("lunch")))
    buy(lane, "2026-12-24 10:00", "gift", 10, CHARITY)
    buy(lane, "2027-02-01 10:00", "feast", 60)
    buy(lane, "2027-02-02 10:00", "snack", 10, capture=False)
    lane.do("2027-02-02 10:01", NEVER_EARNED)
    return caught_up(lane)


def name(word: str) -> str:
    """A redemption by what was bought."""
    return f"redemption-{word}"


def buy(
    lane: Desk, time: str, word: str, beans: int, merchant: str = CHEN, capture: bool = True
) -> None:
    """Wang shows a code, and the shop takes it."""
    shows_code(lane, time, name(word))
    lane.do(time, redeems(beans, name(word), merchant, capture=capture))


def asked(desk: Desk, shelf: Shelf) -> dict[str, Verdict]:
    """What every program says of the desk's book and this shelf."""
    position, verdicts = ask_all(desk.book, shelf, "lane")
    assert position == desk.book.head()
    return {verdict.program: verdict for verdict in verdicts}


def outcomes(desk: Desk, shelf: Shelf) -> dict[str, str]:
    """The same in one word each."""
    return {program: verdict.outcome for program, verdict in asked(desk, shelf).items()}


def journal(desk: Desk, shelf: Shelf, layout: str) -> str:
    """The journal as text."""
    with journal_of(desk.book, shelf) as told:
        return "".join(texts(told, "lane", layout))


def forge(shelf: Shelf, sheet: str, change: str) -> None:
    """Somebody changes a row of a view, past everybody."""
    shelf.follow()
    store = shelf.store
    with store.writing() as connection:
        (table,) = [each for each in store.tables(connection)
                    if re.fullmatch(rf"{sheet}_\d+", each)]  # fmt: skip
        store.run(connection, f"UPDATE {store.qualified(table)} {change}")


def outcomes_of(texts: Mapping[str, str], folder: Path) -> dict[str, str]:
    """What every program says of a text in its language, in one word each."""
    said = {}
    for layout, text in texts.items():
        program, file = PROGRAMS[layout], folder / f"told.{LAYOUTS[layout].suffix}"
        file.write_text(text, encoding="utf-8")
        found = shutil.which(program.name) or str(Path(sys.executable).parent / program.name)
        ended = subprocess.run(
            [found, *program.before, str(file), *program.after], capture_output=True,
            env=dict(os.environ, LANG="C.UTF-8"),
        )  # fmt: skip
        said[layout] = "differs" if ended.returncode else "ok"
    return said
