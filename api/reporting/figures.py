"""Figures: what a month's report tells, and of which lines of the journal each is the sum."""

from __future__ import annotations

from typing import Literal, NamedTuple

from projections.month_asked import Counts

Measure = Literal["people", "times", "minutes", "beans", "fen", "shops"]
SERVED = ("confirmed", "imported", "corrected", "reviewed", "revoked")


class Figure(NamedTuple):
    """One number of a report: the sum of a `column` over the lines of some `kinds`.

    Service counts on its `day`, what else happened `at` a moment of the month, and what stands
    at the `end` is what was there before and every line of the month.
    """

    code: str
    measure: Measure
    clock: Literal["day", "at", "end"]
    column: str
    kinds: tuple[str, ...] = ()
    whose: Literal["people", "shops", "funds"] = "people"

    def of(self, counts: Counts) -> int:
        """What these counts add to it."""
        return int(getattr(counts, self.column))


SERVICE = (
    Figure("people", "people", "day", "sessions", SERVED),
    Figure("sessions", "times", "day", "sessions", SERVED),
    Figure("minutes", "minutes", "day", "minutes", SERVED),
    Figure("training", "minutes", "day", "training", SERVED),
    Figure("beans", "beans", "day", "beans", ("awarded", "clawed_back", "imported_beans")),
)
"""By category; the beans are those of the service of the month, whenever they were given."""
BEANS = (
    Figure("deeds", "beans", "at", "beans", ("granted",)),
    Figure("brought", "beans", "at", "beans", ("opened",)),
    Figure("redeemed", "beans", "at", "beans", ("redeemed",)),
    Figure("redemptions", "times", "at", "times", ("redeemed",)),
    Figure("refunded", "beans", "at", "beans", ("returned",)),
    Figure("expired", "beans", "at", "beans", ("expired",)),
    Figure("forgiven", "beans", "at", "beans", ("forgiven",)),
    Figure("outstanding", "beans", "end", "lots"),
    Figure("debt", "beans", "end", "debt"),
)
SHOPS = (
    Figure("shops", "shops", "at", "times", ("redeemed",), "shops"),
    Figure("shop_taken", "beans", "at", "beans", ("redeemed",), "shops"),
    Figure("shop_returned", "beans", "at", "beans", ("returned",), "shops"),
    Figure("shop_owed", "fen", "at", "fen", ("redeemed", "returned"), "shops"),
)
"""By shop: what the shops of the unit took, of whomever; `shops` is how many of them did."""
MONEY = (
    Figure("received", "fen", "at", "fen", ("given_cash", "corrected_cash"), "funds"),
    Figure("goods", "fen", "at", "fen", ("given_in_kind", "corrected_in_kind"), "funds"),
    Figure("paid", "fen", "at", "fen", ("paid",), "funds"),
    Figure("free", "fen", "end", "free_fen", (), "funds"),
)
WORDS = (
    Figure("objected", "times", "at", "times", ("objection_raised",)),
    Figure("answered", "times", "at", "times", ("objection_upheld", "objection_declined")),
    Figure("shop_objected", "times", "at", "times", ("line_objected",), "shops"),
    Figure("shop_answered", "times", "at", "times", ("line_upheld", "line_declined"), "shops"),
)
CHANGES = (
    Figure("corrected", "times", "at", "times", ("corrected",)),
    Figure("reviewed", "times", "at", "times", ("reviewed",)),
    Figure("revoked", "times", "at", "times", ("revoked",)),
)
SECTIONS: dict[str, tuple[Figure, ...]] = {
    "service": SERVICE, "beans": BEANS, "shops": SHOPS, "fund": MONEY, "objections": WORDS,
    "changes": CHANGES,
}  # fmt: skip
FIGURES: dict[str, Figure] = {each.code: each for part in SECTIONS.values() for each in part}

COUNTED_APART = frozenset({"people", "shops"})
"""What is no sum of lines: somebody who served twice is one person, and a shop is one shop."""
BY_SHOP = frozenset({"shop_taken", "shop_returned", "shop_owed"})
