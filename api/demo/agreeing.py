"""Agreeing: before the demo's year begins, everybody, or a guardian, has signed on paper."""

from __future__ import annotations

from api.demo.cast import Cast
from api.demo.sender import Sender
from api.ledgers import Ledger
from api.people.ages import Care, care_for
from api.people.editions import edition_for
from ledger.consents import GiveConsent
from ledger.subjects.agreement import SERVING


def everybody_agrees(ledger: Ledger, cast: Cast, staff: str) -> None:
    """Let the service record be agreed to for every player."""
    sender, now, policy = Sender(ledger.book, "consents"), ledger.clock.now(), ledger.rules.current
    asked = []
    for player in cast.everybody.players:
        care = care_for(policy, player.born, policy.local_date(now))
        command = GiveConsent(
            volunteer=player.volunteer, purpose=SERVING, text_version=edition_for(SERVING, care),
            given_by="self" if care is Care.ADULT else "guardian", means="paper",
        )  # fmt: skip
        asked.append(sender.send(command, staff, "staff", now))
    for each in asked:
        each.result()
