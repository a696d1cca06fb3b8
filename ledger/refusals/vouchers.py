"""Why not: vouchers on paper."""

from ledger.refusals.refusal import Refusal


class VoucherUnknown(Refusal):
    """There is no such voucher."""


class VoucherEnded(Refusal):
    """The voucher was used, cancelled or let lapse before, and has nothing to give back."""


class VoucherLapsed(Refusal):
    """The days of the voucher are over; its beans go back to the volunteer."""


class VoucherCancelled(Refusal):
    """The voucher was cancelled, as one that was lost; its beans are back with the volunteer."""


class VoucherForCharity(Refusal):
    """The money behind this voucher is bound to charity outlets."""


class VoucherIsWhole(Refusal):
    """A voucher is taken as a whole or not at all."""


class VoucherAtOnce(Refusal):
    """A voucher holds its beans already; it is taken at once and never held once more."""


class OwnVoucher(Refusal):
    """Nobody prints a voucher for themselves, or cancels one."""
