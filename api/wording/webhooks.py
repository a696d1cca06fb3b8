"""Words for what is said about places that listen to the event feed."""

from __future__ import annotations

from api.wording.wording import Wording

WORDS: dict[str, Wording] = {
    "webhook_unknown": Wording(404, "没有这个接收地址。", "There is no such webhook."),
    "webhook_ended": Wording(409, "这个接收地址已停用。", "This webhook has ended."),
    "webhooks_full": Wording(
        409, "接收地址太多，请先停用不用的。",
        "There are too many webhooks; end one that nobody needs.",
    ),
    "webhook_address_unreadable": Wording(
        422, "接收地址有误：应为完整网址，不含用户名、密码和 # 部分。",
        "The address is not readable: a whole one is needed, without a user, a password or a #.",
    ),
    "webhook_not_https": Wording(
        422, "接收地址须以 https:// 开头。", "The address must begin with https://."
    ),
    "webhook_port_closed": Wording(
        422, "本系统不向该端口发送。", "This house sends nothing to that port."
    ),
    "webhook_address_inside": Wording(
        422, "接收地址位于内部网络，本系统不向其发送。",
        "The address lies in an internal network, where this house sends nothing.",
    ),
}  # fmt: skip
