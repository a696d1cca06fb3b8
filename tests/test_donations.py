"""A zero too many was typed: the right amount stands beside the wrong one."""

from __future__ import annotations

import msgspec
import pytest

from ledger.facts import DonationCorrected
from ledger.funds import CorrectDonation
from ledger.refusals import DonationAsEntered, DonationPromised, DonationUnknown
from tests.deeds import redeems
from tests.neighbourhood import FUND, FUND_PAGE, funded
from tests.promised import GIVES, at_the_counter, sums
from tests.story import Story

RIGHT = CorrectDonation(donation=GIVES.donation, fund=FUND, fen=5_000, reason="mistyped")


def corrected(story: Story, before: int, fen: int, free: int, **more: str) -> DonationCorrected:
    """The right amount beside the wrong one."""
    return DonationCorrected(
        at=story.now, donation=GIVES.donation, page=FUND_PAGE, fen_before=before, fen=fen,
        free_fen_after=free, **{"kind": "cash", "reason": "mistyped"} | more,
    )  # fmt: skip


def test_a_zero_too_many_is_corrected_and_corrected_once_more(story: Story) -> None:
    story.given(*funded(0), GIVES).when(RIGHT).then(corrected(story, 50_000, 5_000, 5_000))
    story.when(RIGHT).then_refused(DonationAsEntered, donation=GIVES.donation)
    never = msgspec.structs.replace(RIGHT, fen=0, reason="not_received")
    story.when(never).then(corrected(story, 5_000, 0, 0, reason="not_received"))
    assert sums(story.book) == (0, 0, 0)


@pytest.mark.parametrize(("fen", "enough"), [(400, True), (399, False)])
def test_money_that_is_promised_stays_covered(story: Story, fen: int, enough: bool) -> None:
    at_the_counter(story, *funded(0)).given(GIVES, redeems(40))
    story.when(msgspec.structs.replace(RIGHT, fen=fen))
    if enough:
        story.then(corrected(story, 50_000, 400, 0))
        assert sums(story.book) == (0, 400, 0)
    else:
        story.then_refused(DonationPromised, free_fen=49_600)


def test_rice_is_corrected_and_no_money_moves(story: Story) -> None:
    rice = msgspec.structs.replace(GIVES, kind="in_kind")
    story.given(*funded(0), rice).when(RIGHT)
    story.then(corrected(story, 50_000, 5_000, 0, kind="in_kind"))


def test_only_what_this_fund_was_given_is_corrected(story: Story) -> None:
    story.given(*funded(0)).when(RIGHT).then_refused(DonationUnknown, donation=GIVES.donation)
    story.given(*funded(0, fund="fund-other"), GIVES)
    story.when(msgspec.structs.replace(RIGHT, fund="fund-other"))
    story.then_refused(DonationUnknown, donation=GIVES.donation)
