"""Codes at the gate and at the counter: who may pass, who comes late, who was guessing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from api.codes import (
    REDEMPTION_DIGITS,
    SIGNATURE_CHARACTERS,
    ActivityCodes,
    CodeTooOld,
    CodeUnknown,
    RedemptionCodes,
    ScannedCode,
    Seal,
    SealBroken,
    SealExpired,
)
from api.ids import ALPHABET, ID_CHARACTERS, new_id

NINE = datetime(2026, 11, 23, 1, 0, 10, tzinfo=UTC)
STEP_BEGAN = datetime(2026, 11, 23, 1, 0, 0, tzinfo=UTC)
GATE = ActivityCodes(b"the secret of Jinsha")
CLEANING = "activity-01k2m3n4p5q6r7s8t9"


def later(seconds: int) -> datetime:
    """So many seconds after nine."""
    return NINE + timedelta(seconds=seconds)


def test_wang_guifang_scans_what_the_screen_shows() -> None:
    shown = GATE.show(CLEANING, NINE)

    assert shown.expires_at == STEP_BEGAN + timedelta(seconds=30)
    assert GATE.read(shown.code, NINE) == ScannedCode(CLEANING, STEP_BEGAN)


def test_the_code_changes_every_thirty_seconds_and_not_before() -> None:
    first = GATE.show(CLEANING, NINE).code

    assert GATE.show(CLEANING, later(19)).code == first
    assert GATE.show(CLEANING, later(20)).code != first


def test_a_code_fits_the_small_qr_alphabet() -> None:
    code = GATE.show(new_id("activity", NINE), NINE).code

    assert len(code) == ID_CHARACTERS + SIGNATURE_CHARACTERS == 26
    assert set(code) <= set(ALPHABET)


def test_the_previous_code_still_counts_and_the_one_before_comes_too_late() -> None:
    code = GATE.show(CLEANING, NINE).code

    assert GATE.read(code, later(49)).shown_from == STEP_BEGAN
    with pytest.raises(CodeTooOld) as late:
        GATE.read(code, later(50))
    assert late.value.activity == CLEANING
    assert late.value.shown_from == STEP_BEGAN


def test_a_photo_of_this_morning_is_old_for_an_hour_and_then_unknown() -> None:
    code = GATE.show(CLEANING, NINE).code

    with pytest.raises(CodeTooOld):
        GATE.read(code, later(3600))
    with pytest.raises(CodeUnknown):
        GATE.read(code, later(3660))


def test_a_code_of_the_future_is_unknown() -> None:
    with pytest.raises(CodeUnknown):
        GATE.read(GATE.show(CLEANING, later(60)).code, NINE)


def test_a_community_may_accept_no_previous_code() -> None:
    strict = ActivityCodes(b"the secret of Jinsha", rotates_seconds=60, accepts_previous=0)
    code = strict.show(CLEANING, NINE).code

    assert strict.read(code, later(49)).activity == CLEANING
    with pytest.raises(CodeTooOld):
        strict.read(code, later(50))


def test_a_late_scan_is_read_as_of_the_time_its_telephone_claims() -> None:
    yesterday = NINE - timedelta(days=1)
    code = GATE.show(CLEANING, yesterday).code
    shown = ScannedCode(CLEANING, STEP_BEGAN - timedelta(days=1))

    for minutes in (-5, 0, 5):
        claimed = yesterday + timedelta(minutes=minutes)
        assert GATE.read_as_of(code, claimed, NINE) == shown
    for minutes in (-7, 7):
        with pytest.raises(CodeUnknown):
            GATE.read_as_of(code, yesterday + timedelta(minutes=minutes), NINE)


def test_a_code_of_this_hour_is_known_whatever_is_claimed_and_one_to_come_never_is() -> None:
    code = GATE.show(CLEANING, NINE).code

    assert GATE.read_as_of(code, NINE - timedelta(days=1), later(3000)).shown_from == STEP_BEGAN
    with pytest.raises(CodeUnknown):
        GATE.read_as_of(GATE.show(CLEANING, later(60)).code, later(60), NINE)


def test_a_printed_code_is_read_for_ever_and_told_from_a_shown_one() -> None:
    printed = GATE.printed(CLEANING)

    assert len(printed) == 26 and printed == GATE.printed(CLEANING)
    for code in (GATE.read(printed, NINE), GATE.read_as_of(printed, NINE, later(10**8))):
        assert code == ScannedCode(CLEANING, None) and code.printed
    assert not GATE.read(GATE.show(CLEANING, NINE).code, NINE).printed


def test_a_printed_code_of_another_activity_or_district_opens_nothing_here() -> None:
    here, there = GATE.printed(CLEANING), GATE.printed("activity-01k2m3n4p5q6r7s8ta")

    assert here[18:] != there[18:]
    for forged in (here[:18] + there[18:], ActivityCodes(b"Shuanglin").printed(CLEANING)):
        with pytest.raises(CodeUnknown):
            GATE.read(forged, NINE)
    with pytest.raises(ValueError):
        GATE.printed("volunteer-01k2m3n4p5q6r7s8t9")


def test_grandfather_li_types_the_code_as_he_reads_it() -> None:
    code = GATE.show(CLEANING, NINE).code
    typed = f" {code[:6].lower()} {code[6:13]}-{code[13:]} ".replace("0", "O").replace("1", "l")

    assert GATE.read(typed, NINE).activity == CLEANING


@pytest.mark.parametrize("place", range(26))
def test_a_code_changed_anywhere_is_unknown(place: int) -> None:
    code = GATE.show(CLEANING, NINE).code
    other = "7" if code[place] != "7" else "8"

    with pytest.raises(CodeUnknown):
        GATE.read(code[:place] + other + code[place + 1 :], NINE)


@pytest.mark.parametrize("scanned", ["", "GBR123456789012", "U" * 26, "0" * 27, "豆" * 10_000])
def test_what_is_no_code_at_all_is_unknown(scanned: str) -> None:
    with pytest.raises(CodeUnknown):
        GATE.read(scanned, NINE)


def test_another_district_s_code_is_unknown() -> None:
    with pytest.raises(CodeUnknown):
        GATE.read(ActivityCodes(b"the secret of Shuanglin").show(CLEANING, NINE).code, NINE)


@pytest.mark.parametrize("other", ["volunteer-01k2m3n4p5q6r7s8t9", "activity-1", ""])
def test_only_activities_have_a_screen(other: str) -> None:
    with pytest.raises(ValueError):
        GATE.show(other, NINE)


def test_the_chances_of_a_guess_are_what_the_texts_state() -> None:
    printed, of_this_hour, near_a_claim = 1, 3600 // 30 + 1, 2 * 300 // 30 + 3
    gate, late = (
        len(ALPHABET) ** SIGNATURE_CHARACTERS // codes_that_count
        for codes_that_count in (1 + 1 + printed, of_this_hour + near_a_claim + printed)
    )
    counter_with_1000_alive = 10**REDEMPTION_DIGITS // 1000

    assert f"{gate:,}" in (ActivityCodes.__doc__ or "")
    assert f"{late:,}" in (ActivityCodes.__doc__ or "")
    assert f"{counter_with_1000_alive:,}" in (RedemptionCodes.__doc__ or "")


def test_a_redemption_is_known_by_something_that_does_not_tell_the_code() -> None:
    till = RedemptionCodes(b"the secret of Jinsha")
    code = till.for_key("key-one")

    redemption = till.redemption_id(code)
    assert redemption == till.redemption_id(code)
    assert code not in redemption
    assert len(redemption.removeprefix("redemption-")) == 20
    assert set(redemption.removeprefix("redemption-")) <= set(ALPHABET.lower())
    assert redemption != RedemptionCodes(b"the secret of Shuanglin").redemption_id(code)


def test_new_codes_are_twelve_digits_each_time_others() -> None:
    codes = {RedemptionCodes(b"").for_key(f"key-{n}") for n in range(500)}

    assert len(codes) == 500
    assert all(RedemptionCodes.normalise(code) == code for code in codes)


@pytest.mark.parametrize(
    "typed",
    [
        "012345678901",
        RedemptionCodes.pretty("012345678901"),
        RedemptionCodes.qr_text("012345678901"),
        "０１２３　４５６７　８９０１",
        " gbr 0123-4567-8901\n",
    ],
)
def test_a_code_is_understood_however_it_reaches_the_counter(typed: str) -> None:
    assert RedemptionCodes.normalise(typed) == "012345678901"


@pytest.mark.parametrize("typed", ["", "01234567890", "0123456789012", "GBX012345678901", "٠" * 12])
def test_other_digits_are_no_redemption_code(typed: str) -> None:
    assert RedemptionCodes.normalise(typed) is None


def test_a_code_is_read_out_in_fours() -> None:
    assert RedemptionCodes.pretty("123456789012") == "1234 5678 9012"


def test_a_sealed_link_opens_until_its_hour() -> None:
    seal = Seal(b"the secret of Jinsha", "invitations")
    token = seal.seal("team-01k2 . 红帽子", later(60))

    assert seal.open(token, NINE) == seal.open(token, later(59)) == "team-01k2 . 红帽子"
    assert set(token) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")
    with pytest.raises(SealExpired):
        seal.open(token, later(60))


def test_a_seal_for_another_purpose_or_a_changed_link_is_broken() -> None:
    seal = Seal(b"the secret of Jinsha", "invitations")
    token = seal.seal("team-01k2", later(60))
    changed = [
        token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :]
        for at in range(len(token))
    ]
    broken = [
        *changed,
        Seal(b"the secret of Jinsha", "forms").seal("team-01k2", later(60)),
        token[:-1],
        token + "A",
        "",
        ".",
        "豆.豆",
        "\ud800.\ud800",
    ]

    for forged in broken:
        with pytest.raises(SealBroken):
            seal.open(forged, NINE)
