"""Words for refusals: keys, rushes and the rules themselves."""

from __future__ import annotations

from api.wording.wording import Wording

WORDS: dict[str, Wording] = {
    "key_reused": Wording(
        422, "这个幂等键已用于另一个请求。", "This key came with another request."
    ),
    "busy": Wording(409, "正忙，请用同一个键重试。", "Busy just now; try again with the same key."),
    "policy_changed_in_place": Wording(
        409, "政策 {policy} 已通过，内容不能更改。", "Policy {policy} was adopted with other words."
    ),
}  # fmt: skip
