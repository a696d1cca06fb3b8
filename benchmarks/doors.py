"""Doors: what asking who it is adds to a redemption, by a key and by a session."""

from __future__ import annotations

from statistics import median

from benchmarks.deployment import peopled
from benchmarks.measured import Measured, Target
from benchmarks.over_http import REQUESTS, VOLUNTEERS, Front, serving
from benchmarks.places import scratch
from benchmarks.rounds import Effort, in_turns, ratio
from benchmarks.served import BELIEVING, BY_SESSION

WIDTH = 128
ADDS_AT_MOST = Target(1.15, at_least=False)


async def measure(effort: Effort) -> list[Measured]:
    """Processor time of the server, beside a door that believes every key it has ever seen."""
    with scratch() as folder:
        deployment = peopled(folder, VOLUNTEERS)
        with serving(deployment) as server:
            front = Front(server, deployment, effort.of(REQUESTS))
            await in_turns(
                effort,
                front.redeeming(WIDTH, BELIEVING),
                front.redeeming(WIDTH),
                front.redeeming(WIDTH, BY_SESSION, by_session=True),
            )
    believing = front.microseconds(BELIEVING, WIDTH)
    return [
        Measured(
            "i", f"redemption by a {name} / with no question asked, server CPU",
            ratio(taken, believing), target=ADDS_AT_MOST,
            beside=f"{median(taken):.0f} µs beside {median(believing):.0f} µs",
        )
        for name, taken in (
            ("key", front.microseconds("redeem", WIDTH)),
            ("session", front.microseconds(BY_SESSION, WIDTH)),
        )
    ]  # fmt: skip
