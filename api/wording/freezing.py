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
    "documents_already_frozen": Wording(
        409, "{period} 的台账已经定稿，不再改动。",
        "The documents of {period} are frozen already and stay as they are.",
    ),
    "documents_not_due": Wording(
        422, "台账要到 {due_on} 才能定稿。", "Documents are frozen on {due_on}, not before."
    ),
    "documents_not_kept": Wording(
        422, "按现行规则，{period} 不做这种台账。",
        "By the rules no document of {period} is kept.",
    ),
}  # fmt: skip
