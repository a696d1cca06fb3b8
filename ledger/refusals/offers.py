"""Why not: what is offered for beans."""

from ledger.refusals.refusal import Refusal


class OfferUnknown(Refusal):
    """There is no such offer, or it is another shop's."""


class OfferSettled(Refusal):
    """The offer was published or withdrawn before."""


class OfferClosed(Refusal):
    """The offer does not hold today: it waits for a yes, is not yet or no longer valid, or was
    withdrawn."""


class OfferPriceUnfit(Refusal):
    """An exchange needs a price in beans, a part of a bill has none."""


class OfferPriceDiffers(Refusal):
    """The beans are not the price of so many pieces, which is `price`."""


class BillNeeded(Refusal):
    """Beans are to be a part of a bill, and no bill was told."""


class StockShort(Refusal):
    """Fewer pieces are `left` than were asked for."""


class StockNotCounted(Refusal):
    """The pieces of this offer are not counted."""


class GoodsForbidden(Refusal):
    """The policy allows no beans for goods of this kind."""


class GoodsUnknown(Refusal):
    """There is no such category of goods."""


class FundCoverLow(Refusal):
    """The fund covers too little of the beans that are out for anything new to be offered."""
