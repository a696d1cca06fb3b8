"""Two shops of Sunny Lane in a served house, with a November behind them."""

from __future__ import annotations

from pathlib import Path

from api.errands.running import Errands
from ledger.command import By
from ledger.facts import Fact
from ledger.subjects.settlement import settlement_of
from tests.house_open import OpenHouse
from tests.settling import CLOSING, NOVEMBER, gives_back, takes
from tests.story import Happened


class Market:
    """Chen took 600 beans and gave 20 back, Fang took 70; the day of the closing has come."""

    def __init__(self, home: OpenHouse, data: Path) -> None:
        self.home, self.data = home, data
        self.chen, self.fang = home.merchant("老陈面馆"), home.merchant("小方超市")
        assert home.ledger.shelf.wait_for(home.facts())
        (fund,) = (
            row.fund for row in home.ledger.funds.funds_of() if row.community == home.lane
        )
        self.fund = fund
        self._told = 0
        chen, fang = str(self.chen.who.merchant), str(self.fang.who.merchant)
        self.happens(
            takes(400, merchant=chen, paid_by=fund),
            takes(200, merchant=chen, paid_by=fund, redemption="redemption-two"),
            gives_back(20, merchant=chen, paid_by=fund),
            takes(70, merchant=fang, paid_by=fund, redemption="redemption-fang"),
        )
        self.of_chen, self.of_fang = settlement_of(chen, NOVEMBER), settlement_of(fang, NOVEMBER)
        home.it_is(CLOSING)

    def happens(self, *facts: Fact) -> None:
        """Let this have happened."""
        self._told += 1
        by = By("volunteer-li", "organizer", f"key-market-{self._told}", "f")
        book = self.home.ledger.book
        book.record(Happened(facts=facts), by, self.home.clock.now())
        assert self.home.ledger.shelf.wait_for(book.head())

    def closes(self) -> int:
        """The clock closes what is to be closed; how many months that were."""
        closed = Errands(self.home.house).freeze_statements()
        assert self.home.ledger.shelf.wait_for(self.home.facts())
        return closed
