"""The part of a policy about beans on their way to a merchant, and the money behind them."""

from typing import Literal

from ledger.policy.numbers import AtLeastOne, Count, Days, Permille, Section


class RedemptionRules(Section):
    """How beans are redeemed: codes, limits, shares of a bill and goods that are barred."""

    code_valid_seconds: AtLeastOne
    code_clock_skew_seconds: Count
    code_single_use: bool
    merchant_confirm_seconds: AtLeastOne
    min_beans: Count
    max_per_transaction: Count
    max_per_day: Count
    max_transactions_per_day: Count
    max_per_month: Count
    static_code_max_per_day: Count
    max_offset_permille_commercial: Permille
    max_offset_permille_charity: Permille
    change_in_cash: bool
    forbidden_goods: tuple[str, ...]
    self_dealing_blocked: bool
    paper_voucher_max_beans: Count
    paper_voucher_valid_days: Days
    paper_voucher_active_max: Count


class ReversalRules(Section):
    """How a redemption or a reward is taken back."""

    merchant_void_minutes: Count
    merchant_refund_days: Days
    refund_keeps_original_expiry: bool
    refund_min_life_days: Days
    hours_revoked_claws_back_beans: bool
    balance_may_go_negative: bool
    negative_blocks_redemption: bool
    cash_demand: bool
    platform_error_forgiven: bool


class SettlementRules(Section):
    """When and at what worth a merchant is paid for the beans redeemed there."""

    fen_per_bean: Count
    cycle: Literal["weekly", "monthly", "quarterly"]
    cutoff: Literal["last_day_24:00"]
    statement_working_day: AtLeastOne
    merchant_objection_working_days: Days
    pay_by_working_day: AtLeastOne
    roll_forward_below_fen: Count
    fund_share_permille: Permille
    late_refund_goes_to_next_cycle: bool

    @property
    def owed_fen_per_bean(self) -> int:
        """What the community owes a merchant for a bean: its share of the bean's worth.

        Rounded down to whole fen for each bean, so that parts of a redemption always come to the
        whole; what is left of `fen_per_bean` is the merchant's own gift.
        """
        return self.fen_per_bean * self.fund_share_permille // 1000

    @property
    def gift_fen_per_bean(self) -> int:
        """What a merchant gives for a bean itself: what the community does not owe of its worth."""
        return self.fen_per_bean - self.owed_fen_per_bean


class FundRules(Section):
    """The money behind the beans: reserved first, warned about early, published."""

    reserve_at_authorisation: bool
    warn_coverage_permille: Count
    freeze_new_offers_permille: Count
    restricted_to_volunteers: bool
    publish: Literal["monthly", "quarterly", "semiannual", "annual"]
    publish_within_working_days: Days
