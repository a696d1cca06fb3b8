"""The one way in which the views refuse to be opened or moved forward."""

from __future__ import annotations


class ShelfFault(Exception):
    """The views cannot be read or written, said in one sentence of each language."""

    def __init__(self, english: str, chinese: str) -> None:
        super().__init__(english)
        self.english = english
        self.chinese = chinese


def unreadable(reason: str) -> ShelfFault:
    """The fault for what a driver said; views may be thrown away, so that is the advice."""
    # Drivers add lines of advice and of context; the first one says what is wrong.
    first = (reason.strip().splitlines() or ["?"])[0]
    return ShelfFault(
        f"The views cannot be read or written: {first}. If they are damaged, remove them and"
        " start again; they are made anew from the book.",
        f"无法读写视图库：{first}。如已损坏，请删除后重新启动，系统会根据账本重建。",
    )


def newer(name: str, found: int, known: int) -> ShelfFault:
    """The fault for views that a later program wrote."""
    return ShelfFault(
        f"The views were written by a newer program ({name} has version {found}, this program"
        f" knows {known}): upgrade the program.",
        f"视图库由更新版本的程序写入（{name} 的版本为 {found}，本程序支持 {known}）：请升级程序。",
    )
