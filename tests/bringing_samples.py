"""The page that brings files in, at every moment of its life."""

from __future__ import annotations

from typing import Any

BRINGING = {
    "kind": "volunteers", "sentence": None, "looked": False, "done": False, "counts": [],
    "founded": [], "refused": [], "more": 0, "looked_at": "", "tables": [],
}  # fmt: skip
LOOKED_AT = {
    **BRINGING,
    "looked": True,
    "counts": [("将导入", 2), ("有问题", 201)],
    "founded": ["金沙社区"],
    "refused": [{"number": 7, "named": "=王秀英", "reasons": ["手机号码 应为 11 位大陆手机号码"]}],
    "more": 200,
    "looked_at": "c2VhbGVk.c2VhbA",
}
BRINGING_PAGES: dict[str, tuple[str, dict[str, Any]]] = {
    "bringing in, nothing chosen": ("bringing.html", {**BRINGING, "kind": ""}),
    "bringing in": ("bringing.html", BRINGING),
    "bringing in, no table": ("bringing.html", {**BRINGING, "sentence": "文件是空的。"}),
    "bringing in, looked at": ("bringing.html", LOOKED_AT),
    "bringing in, done": ("bringing.html", {**LOOKED_AT, "done": True, "refused": [], "more": 0}),
}
