"""Names: what others may see of one, and what stands where nobody is known."""

from __future__ import annotations

NOBODY = "匿名"

_COMPOUND_SURNAMES = frozenset(
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政"
    " 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马"
    " 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌"
    " 微生 左丘 东门 西门 第五".split()
)


def masked(display_name: str) -> str:
    """The surname and two stars, whatever the length: '张**', '欧阳**'; '匿名' for nothing."""
    name = display_name.strip()
    compound = len(name) > 2 and name[:2] in _COMPOUND_SURNAMES
    return f"{name[:2] if compound else name[:1]}**" if name else NOBODY
