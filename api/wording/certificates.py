"""Words for refusals: service certified, certificates taken back."""

from __future__ import annotations

from api.wording.wording import Wording

WORDS: dict[str, Wording] = {
    "nothing_to_certify": Wording(
        409, "这段时间没有可以证明的服务记录。",
        "There is no recorded service in this time to certify.",
    ),
    "period_upside_down": Wording(
        422, "起止日期不对：结束不能早于开始，也不能晚于今天（{today}）。",
        "The days do not fit: it must end after it begins, and not after today ({today}).",
    ),
    "certificate_unknown": Wording(
        404, "没有这份证明。",
        "There is no such certificate.",
    ),
    "certificate_taken_back": Wording(
        409, "这份证明已经撤回。",
        "The certificate was taken back before.",
    ),
}  # fmt: skip
