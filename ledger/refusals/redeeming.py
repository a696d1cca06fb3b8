"""Why not: codes, purses, merchants."""

from ledger.refusals.refusal import Refusal


class MerchantUnknown(Refusal):
    """There is no such merchant."""


class MerchantSuspended(Refusal):
    """The merchant may not take beans at present."""


class MerchantNotSuspended(Refusal):
    """The merchant may take beans already."""


class SelfDealing(Refusal):
    """Whoever keeps a shop or stands at its counter does not redeem their own beans there."""


class CodeUnknown(Refusal):
    """There is no such code."""


class CodeExpired(Refusal):
    """The code was shown too long ago."""


class CodeUsed(Refusal):
    """The code has been used; it works once."""


class CodeTaken(Refusal):
    """This code was issued before; it takes a new key to draw another."""


class NotEnoughBeans(Refusal):
    """The purse holds fewer beans than asked for."""


class LimitExceeded(Refusal):
    """A limit of the policy or of the merchant would be passed; `limit` names it."""


class FundUnknown(Refusal):
    """There is no such fund."""


class FundExhausted(Refusal):
    """No fund that may pay for these beans has enough money free."""


class DonationRecorded(Refusal):
    """Something was entered under this receipt before."""


class DonationUnknown(Refusal):
    """Nothing of that kind was given to this fund."""


class DonationAsEntered(Refusal):
    """The amount stands in the book already."""


class DonationPromised(Refusal):
    """So much of the donation is reserved or paid that it cannot have been less."""


class AccountBlocked(Refusal):
    """A debt from a claw-back stands; beans are not spent until it is repaid."""


class HelperOfTheShop(Refusal):
    """Whoever works in a shop does not take beans there in the name of others."""


class RedemptionUnknown(Refusal):
    """There is no such redemption."""


class OwnRedemption(Refusal):
    """Nobody settles or takes back their own redemption."""


class RedemptionEnded(Refusal):
    """The redemption has come to its end and takes no further step."""


class NotAuthorised(Refusal):
    """Only an authorised redemption is captured."""


class NotTheWhole(Refusal):
    """A void takes everything back; for a part there is the refund."""


class MoreThanHeld(Refusal):
    """More beans were asked for than the redemption holds."""


class MoreThanTaken(Refusal):
    """More beans were to be refunded than the redemption took and has not returned."""


class HoldLapsed(Refusal):
    """The merchant did not confirm in time; the beans go back to the volunteer."""
