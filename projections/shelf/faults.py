"""How views refuse to be opened or moved forward: all of them, or one that chokes on a fact."""

from __future__ import annotations


class ShelfFault(Exception):
    """The views cannot be read or written, said in one sentence of each language."""

    def __init__(self, english: str, chinese: str) -> None:
        super().__init__(english)
        self.english = english
        self.chinese = chinese


class Poisoned(Exception):
    """One view cannot take in what the book says at `position`, or a little before it.

    `reason` names the failure and the kind of fact, and nothing that the fact tells.
    """

    def __init__(self, view: str, position: int, reason: str) -> None:
        super().__init__(f"the view {view} cannot take in the fact at {position}: {reason}")
        self.view = view
        self.position = position
        self.reason = reason


class Unwritable(Exception):
    """The database refuses rows for what they hold, not for how it fares itself."""

    def __init__(self, table: str, reason: str) -> None:
        super().__init__(f"{table}: {reason}")
        self.table = table


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
