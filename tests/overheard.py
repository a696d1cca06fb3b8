"""Overheard: everything the run says in its logs, searched in the end for everybody it met.

Loaded as a plug-in by `conftest`. Every logger of the run is listened to, and every program that
a story starts; whoever is enrolled in a vault, and everybody on the demo's roster, is remembered.
When a name or a telephone number of theirs was said anywhere, the run has failed. Parallel
workers hand what they have heard to the one that reports.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Any

import pytest

from api.importing.tables import read_table
from api.people.register import People, Person
from tests.processes import HEARD, HOUSE

ROSTER = HOUSE / "demo" / "volunteers.csv"
MOST_SHOWN = 20
_HAN = re.compile(r"[\u4e00-\u9fff·]{2,}")
_DIGITS = re.compile(r"[0-9]{11,}")
_LONG_ENOUGH = 6
"""A shorter name in other letters is found in any text: a story may call somebody `x`."""


class Register:
    """Whom the run has met."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def met(self, *told: object) -> None:
        """Remember a name or a number, as it was told and as its digits alone."""
        for text in told:
            plain = str(text or "").strip().encode(errors="backslashreplace").decode()
            digits = re.sub(r"[^0-9]", "", plain)
            self.names |= {plain, digits[-11:]}

    def said_in(self, text: str) -> set[str]:
        """Which of them a text names."""
        han = {name for name in self.names if _HAN.fullmatch(name)}
        digits = {name for name in self.names if _DIGITS.fullmatch(name)}
        others = {name for name in self.names - han - digits if len(name) >= _LONG_ENOUGH}
        found = {name for name in others if not name.isdigit() and name in text}
        for run in set(_HAN.findall(text)):
            found |= set(_parts(run, range(2, 1 + max(map(len, han), default=0)))) & han
        for run in set(_DIGITS.findall(text)):
            found |= set(_parts(run, [11])) & digits
        return found


class Listener(logging.Handler):
    """Writes down what is logged, each line once."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(logging.Formatter("%(name)s %(message)s"))
        self.lines: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        """Hear one record, with the traceback it brings."""
        self.hear(self.format(record))

    def hear(self, said: str) -> None:
        """Hear something that a program said."""
        plain = said.encode(errors="backslashreplace").decode()
        self.lines.update(plain.splitlines())


def leaks(register: Register, lines: Iterable[str]) -> list[str]:
    """The lines that name somebody, each with whom it names."""
    said = [line for line in lines if line]
    if not register.said_in("\n".join(said)):
        return []
    return [f"{names}: {line}" for line in said if (names := sorted(register.said_in(line)))]


def _parts(run: str, lengths: Iterable[int]) -> Iterator[str]:
    for length in lengths:
        yield from (run[at : at + length] for at in range(len(run) - length + 1))


def _meeting_all(register: Register, real: Callable[..., Any]) -> Callable[..., Any]:
    """The real thing, and the people it was told of."""

    @wraps(real)
    def spied(self: People, ledger: str, people: Iterable[Person]) -> Any:
        told = list(people)
        for person in told:
            register.met(person.display_name, person.phone)
        return real(self, ledger, told)

    return spied


def _meeting(register: Register, real: Callable[..., Any]) -> Callable[..., Any]:
    """The real thing, and every word it was told."""

    @wraps(real)
    def spied(self: People, *told: Any, **more: Any) -> Any:
        words = [*told, *more.values()]
        register.met(*[word for word in words if isinstance(word, str) and "-" not in word])
        return real(self, *told, **more)

    return spied


class Overheard:
    """The plug-in: it listens from the beginning, and judges in the end."""

    def __init__(self, config: pytest.Config) -> None:
        self.register = Register()
        self.listener = Listener()
        self.found: list[str] = []
        self._workers_said: list[str] = []
        self._is_worker = hasattr(config, "workeroutput")

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionstart(self) -> None:
        """Open the ears."""
        for table_row in read_table(ROSTER).rows:
            self.register.met(table_row.cells[1], table_row.cells[4])
        People.enrol_all = _meeting_all(self.register, People.enrol_all)  # type: ignore[method-assign]
        for name in ("introduce", "keep_contact"):
            setattr(People, name, _meeting(self.register, getattr(People, name)))
        logging.getLogger().addHandler(self.listener)
        logging.getLogger().setLevel(logging.DEBUG)
        # The maker of random words tells of every province it looks for; nobody is in there.
        logging.getLogger("faker").setLevel(logging.INFO)
        HEARD.append(self.listener.hear)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """A parallel worker has ended: take over what it heard, and whom it met."""
        told = getattr(node, "workeroutput", {}).get("overheard")
        if told:
            self.register.names.update(told["names"])
            self._workers_said.extend(told["lines"])

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Judge, or hand it to whoever judges."""
        lines = sorted(self.listener.lines)
        if self._is_worker:
            told = {"names": sorted(self.register.names), "lines": lines}
            session.config.workeroutput["overheard"] = told  # type: ignore[attr-defined]
            return
        self.found = leaks(self.register, [*lines, *self._workers_said])
        if self.found:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say what was found."""
        if self.found:
            terminalreporter.section("PERSONAL DATA IN THE LOG", sep="#", red=True, bold=True)
            for line in self.found[:MOST_SHOWN]:
                terminalreporter.line(line[:300], red=True)


def pytest_configure(config: pytest.Config) -> None:
    """Begin to listen."""
    config.pluginmanager.register(Overheard(config), "overheard")
