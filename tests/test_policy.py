"""The neighbourhood committee brings its policy file; the book reads it, or says what is wrong."""

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest

from ledger.policy import Policies, Policy, PolicyFault, adopted_policy, read_policy

SHIPPED = Path(__file__).parents[1] / "ledger" / "policy" / "default.toml"
TEXT = SHIPPED.read_text(encoding="utf-8")
LINES = TEXT.splitlines()


def amended(before: str, after: str) -> str:
    assert TEXT.count(before) == 1, "a change must meet exactly one place of the file"
    return TEXT.replace(before, after)


def fault_of(text: str) -> PolicyFault:
    with pytest.raises(PolicyFault) as refused:
        read_policy(text)
    fault = refused.value
    assert fault.english.endswith(".") and fault.chinese.endswith("。")
    assert "\n" not in fault.english + fault.chinese
    return fault


def edition(version: int, effective_from: str) -> Policy:
    return read_policy(
        amended("\nversion = 2\n", f"\nversion = {version}\n").replace(
            'effective_from = "2026-01-01"', f'effective_from = "{effective_from}"'
        )
    )


def test_the_shipped_policy_is_read_with_its_name_and_fingerprint() -> None:
    policy = read_policy(TEXT)
    assert policy.name == "default/2"
    assert policy.effective_from == date(2026, 1, 1)
    assert policy.digest == hashlib.sha256(TEXT.encode()).hexdigest()
    assert policy.category("care").per_unit == 6
    assert policy.honour.good_group_leader.weights_percent.own == 20


def test_an_unknown_kind_of_service_is_not_in_the_policy() -> None:
    with pytest.raises(KeyError):
        read_policy(TEXT).category("dancing")


def test_nobody_amends_a_policy_in_use() -> None:
    with pytest.raises(AttributeError):
        read_policy(TEXT).version = 2  # type: ignore[misc]


def test_a_day_begins_at_midnight_in_shanghai_not_in_greenwich() -> None:
    policy = read_policy(TEXT)
    assert policy.local_date(datetime(2026, 3, 1, 15, 59, tzinfo=UTC)) == date(2026, 3, 1)
    assert policy.local_date(datetime(2026, 3, 1, 16, 0, tzinfo=UTC)) == date(2026, 3, 2)
    with pytest.raises(ValueError):
        policy.local_date(datetime(2026, 3, 1, 16, 0, tzinfo=UTC).replace(tzinfo=None))


@pytest.mark.parametrize(
    ("before", "after", "pointer"),
    [
        ("per_unit = 10", "per_unit = 10.0", "/beans/category/5/per_unit"),
        ("per_unit = 10", 'per_unit = "10"', "/beans/category/5/per_unit"),
        ("per_unit = 10", "per_unit = true", "/beans/category/5/per_unit"),
        ("per_unit = 10", "per_unit = -10", "/beans/category/5/per_unit"),
        ("per_unit = 10", "per_unit = 1" + "0" * 30, "/beans/category/5/per_unit"),
        ("base_per_unit = 5", "base_per_unit = 5\nlucky_draw = true", "/beans/lucky_draw"),
        ("audit_sample_min = 5", "", "/integrity/audit_sample_min"),
        ("unit_minutes = 30", "unit_minutes = 0", "/beans/unit_minutes"),
        ("unit_grace_minutes = 5", "unit_grace_minutes = 30", "/beans/unit_grace_minutes"),
        ('"2026-01-01"', '"2026-02-30"', "/effective_from"),
        ('"goldenbean.policy/1"', '"goldenbean.policy/9"', "/schema"),
        ('"Asia/Shanghai"', '"Asia/Jinsha"', "/timezone"),
        ("within_working_days = 10   ", "within_working_days = 11", "/time/confirm_within"),
        ("reviewed_max_minutes = 960", "reviewed_max_minutes = 479", "/time/daily_reviewed_max"),
        ("approvals_needed = 2 ", "approvals_needed = 1 ", "/time/supplement/approvals"),
        ("approvals_needed = 2 ", "approvals_needed = 3 ", "/time/supplement/approvals"),
        ('"patrol_night"         ', '"patrol"', "/beans/category/3/code"),
        ('"adopted_suggestion"', '"verified_clue"', "/beans/fixed/1/code"),
        ("star = 2\nhours = 300", "star = 2\nhours = 100", "/stars/tier/1"),
        ("star = 5\n", "star = 4\n", "/stars/tier/4"),
        ("cross_courtyard = 30", "cross_courtyard = 31", "/honour/good_group_leader/weights"),
        ("notice_working_days = 5     ", "notice_working_days = 8", "/award_flow/public_notice"),
        ("notice_working_days = 5     ", "notice_working_days = 4", "/award_flow/public_notice"),
        ('["patrol_night", ', '["patrol_nigth", ', "/people/minor_forbidden_categories/0"),
        ("streak_bonus = false", "streak_bonus = true", "/beans/streak_bonus"),
        ("referral_bonus = 0", "referral_bonus = 5", "/beans/referral_bonus"),
        ("donation_bonus = 0", "donation_bonus = 5", "/beans/donation_bonus"),
        ("purchase_allowed = false", "purchase_allowed = true", "/beans/purchase_allowed"),
        ("transfer_allowed = false", "transfer_allowed = true", "/beans/transfer_allowed"),
        ("cash_out_allowed = false", "cash_out_allowed = true", "/beans/cash_out_allowed"),
        ("hours_expire = false", "hours_expire = true", "/beans/expiry/hours_expire"),
        ("cash_demand = false", "cash_demand = true", "/reversal/cash_demand"),
        ("single_use = true", "single_use = false", "/redemption/code_single_use"),
        ("go_negative = true ", "go_negative = false ", "/reversal/balance_may_go_negative"),
        ('cycle = "monthly"', 'cycle = "weekly"', "/settlement/cycle"),
        ("next_cycle = true", "next_cycle = false", "/settlement/late_refund_goes_to_next_cycle"),
        ("to_volunteers = true", "to_volunteers = false", "/fund/restricted_to_volunteers"),
        ('publish = "quarterly"', 'publish = "monthly"', "/fund/publish"),
        ("publish_within_working_days = 10", "publish_within_working_days = 5", "/fund/publish_w"),
    ],
)
def test_a_faulty_policy_is_refused_with_the_place_of_the_fault(
    before: str, after: str, pointer: str
) -> None:
    assert fault_of(amended(before, after)).pointer.startswith(pointer)


def test_a_missing_table_and_an_invented_one_are_both_named() -> None:
    without_fund = TEXT.replace("[fund]", "[found]")
    assert fault_of(without_fund).pointer in ("/fund", "/found")
    assert fault_of('digest = "mine"\n' + TEXT).pointer == "/digest"


@pytest.mark.parametrize("text", ["policy = ", "a = 1\na = 2", "a = " + "[" * 5000])
def test_a_file_that_is_no_toml_is_refused_in_one_sentence(text: str) -> None:
    fault = fault_of(text)
    assert fault.pointer == ""
    assert "TOML" in fault.english and "TOML" in fault.chinese


def test_a_best_hour_worth_twelve_yuan_is_refused() -> None:
    fault = fault_of(amended("fen_per_bean = 10\n", "fen_per_bean = 60\n"))
    assert fault.pointer == "/beans/max_reference_fen_per_hour"
    assert "1,200" in fault.english and "1,000" in fault.english
    assert "1,200" in fault.chinese


def test_a_best_hour_worth_exactly_the_guard_stands() -> None:
    policy = read_policy(amended("fen_per_bean = 10\n", "fen_per_bean = 50\n"))
    assert policy.settlement.fen_per_bean == 50


def test_the_guard_is_not_fooled_by_units_that_do_not_divide_an_hour() -> None:
    text = amended("unit_minutes = 30", "unit_minutes = 45")
    read_policy(text.replace("fen_per_bean = 10\n", "fen_per_bean = 75\n"))
    assert "1,014" in fault_of(text.replace("fen_per_bean = 10\n", "fen_per_bean = 76\n")).english


def test_nobody_lifts_the_guard_itself_above_ten_yuan() -> None:
    fault = fault_of(amended("fen_per_hour = 1000", "fen_per_hour = 1001"))
    assert fault.pointer == "/beans/max_reference_fen_per_hour"


def test_every_number_of_the_file_may_not_be_a_float_nor_negative() -> None:
    for place, line in enumerate(lines := TEXT.splitlines()):
        name, equals, rest = line.partition(" = ")
        number = rest.split("#")[0].strip()
        if equals and number.isdigit():
            for wrong in (f"{number}.5", f"-{int(number) + 1}"):
                changed = [*lines[:place], f"{name} = {wrong}", *lines[place + 1 :]]
                assert fault_of("\n".join(changed)).pointer.endswith(f"/{name}")


@pytest.mark.parametrize("limit", ["max_per_transaction", "max_per_day", "max_per_month"])
def test_no_paper_is_printed_that_no_shop_may_take(limit: str) -> None:
    (line,) = (each for each in LINES if each.startswith(f"{limit} = ") and "000" in each)
    text = TEXT.replace(f"\n{line}\n", f"\n{limit} = 99\n")
    fault = fault_of(text)
    assert fault.pointer == "/redemption/paper_voucher_max_beans"
    assert all(f"{limit}" in told and "99" in told for told in (fault.english, fault.chinese))
    assert adopted_policy(text).redemption.paper_voucher_max_beans == 100  # It may be in a book.
    fitting = "paper_voucher_max_beans = 99"
    assert read_policy(text.replace("paper_voucher_max_beans = 100", fitting))


def test_service_is_counted_under_the_policy_of_the_day_it_began() -> None:
    first, second = edition(1, "2026-01-01"), edition(2, "2026-07-01")
    policies = Policies((second, first))
    assert policies.on(date(2026, 6, 30)) is first
    assert policies.on(date(2026, 7, 1)) is second
    assert policies.current is second


def test_service_before_the_first_policy_is_covered_by_it() -> None:
    first = edition(1, "2026-01-01")
    assert Policies((first, edition(2, "2026-07-01"))).on(date(2025, 12, 31)) is first


def test_two_policies_of_one_name_or_none_at_all_are_refused() -> None:
    with pytest.raises(PolicyFault):
        Policies(())
    with pytest.raises(PolicyFault):
        Policies((edition(1, "2026-01-01"), edition(1, "2026-07-01")))


def test_the_text_and_nothing_else_makes_the_fingerprint() -> None:
    one, other = read_policy(TEXT), read_policy(TEXT + "\n# a remark")
    assert one.digest != other.digest
    assert msgspec.structs.replace(other, digest=one.digest) == one
