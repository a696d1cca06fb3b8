"""Words for refusals: lists that are closed for ever."""

from __future__ import annotations

from api.wording.wording import Wording

WORDS: dict[str, Wording] = {
    "list_already_frozen": Wording(
        409, "这份名单已经定稿，不再改动。", "The list is frozen already and stays as it is."
    ),
    "period_not_over": Wording(
        422, "这份名单要到 {freezes_on} 才能定稿。",
        "The list is frozen on {freezes_on}, not before.",
    ),
}  # fmt: skip
