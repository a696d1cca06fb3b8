"""A year's giving: the community opens its fund, and firms and neighbours give to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from api.demo.attendances import Step
from api.ids import id_of_case, new_id
from ledger.funds import OpenFund, ReceiveDonation

NAME, HOLDER = "金沙金豆基金", "盘龙区慈善会"
FIRST_DAY_FEN = 3_810_000
"""¥38,100: what the first Golden Bean fund was given on its first day, in January 2017."""
EVERY_DAYS = 30
USUAL_FEN = (50_000, 100_000, 200_000, 300_000, 500_000)


def steps(
    community: str, begins: datetime, until: datetime, staff: str, secret: bytes, rng: Random
) -> Iterator[Step]:
    """The fund is opened with the first donation; each month somebody gives again, and now and
    then it is rice and oil."""
    fund = new_id("fund", begins)
    opened = OpenFund(fund=fund, community=community, name=NAME, holder=HOLDER)
    yield Step(begins, opened, staff, "staff")
    at, number, fen = begins + timedelta(hours=1), 1, FIRST_DAY_FEN
    while at < until:
        receipt = f"JD{at:%Y}-{number:04}"
        yield Step(
            at,
            ReceiveDonation(
                donation=id_of_case("donation", secret, fund, receipt), fund=fund, fen=fen,
                kind="in_kind" if number % 4 == 0 else "cash", receipt=receipt,
            ),
            staff,
            "staff",
        )  # fmt: skip
        at += timedelta(days=EVERY_DAYS, minutes=rng.randrange(600))
        number, fen = number + 1, rng.choice(USUAL_FEN)
