"""A view: its sheets, and what each fact changes on them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from ledger.facts import Fact
from ledger.recorded import Recorded
from projections.shelf.changes import Changes
from projections.shelf.sheet import Sheet

if TYPE_CHECKING:
    from projections.shelf import Shelf

Folds = Mapping[type[Fact], Callable[[Recorded[Any]], None]]
"""What to do with a fact, by its type; a fact that is not in it is of no concern."""


class View:
    """Something on the wall: the class tells how it comes about, an instance answers questions.

    `version` is raised with every change of the sheets or of the folds; the view is then made
    anew when the shelf is opened. Names of views and of sheets are unique on a shelf.
    """

    name: ClassVar[str]
    version: ClassVar[int]
    sheets: ClassVar[tuple[Sheet[Any], ...]]

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf

    @staticmethod
    def folds(*changes: Changes[Any]) -> Folds:
        """What each fact changes; `changes` come in the order of `sheets`.

        A fold only ever adds to sums and tells values, and never looks at what a row holds:
        a batch may begin at any command. One command is never cut in two.
        """
        raise NotImplementedError
