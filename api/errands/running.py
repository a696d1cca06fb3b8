"""Running: every errand of the clock at its interval, in one thread, until it is stopped."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from logging import getLogger
from typing import Any

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_EXECUTED, JobExecutionEvent
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from api.errands import (
    of_attendance,
    of_boards,
    of_journals,
    of_lists,
    of_merchants,
    of_purses,
    of_samples,
    of_supervision,
    of_verifying,
    of_webhooks,
)
from api.errands.asking import Asking
from api.house import House

Errand = Callable[[], object]

LAPSE_EVERY_SECONDS = 10
LOOK_AT_THE_DAY_EVERY_SECONDS = 60
REMIND_EVERY_SECONDS = 60
LOOK_WHO_LEADS_EVERY_SECONDS = 2
NOTE_USES_EVERY_SECONDS = 60
FORGET_EVERY_SECONDS = 3600
FORGET_PEOPLE_EVERY_SECONDS = 3600
LOOK_AT_THE_NIGHT_EVERY_SECONDS = 30
DELIVER_EVERY_SECONDS = 2


class Run:
    """How often an errand was `done` and how often it `failed`, and when it was last done, in
    seconds since 1970."""

    def __init__(self) -> None:
        self.done = self.failed = 0
        self.last_done = 0.0


class Errands:
    """The clock's errands in a house, run in a thread of their own between `start` and `stop`.

    Those that ask a book run in the process that leads its ledger, those of the process itself
    and of the people in every one. Time is that of the house's clock, so a turned clock turns the
    errands too. Each may also be called by itself. `runs` tells of each errand how it went in
    this process.
    """

    def __init__(self, house: House) -> None:
        self._house = house
        self.runs: defaultdict[str, Run] = defaultdict(Run)
        self._asking = Asking(house)
        self._led: frozenset[str] | None = None
        # One thread: errands never run beside each other. Only what takes minutes has its own,
        # so that no hold waits for it, and what waits for programs elsewhere.
        self._scheduler = BackgroundScheduler(
            timezone="UTC",
            executors={name: ThreadPoolExecutor(1) for name in ("default", "slow", "outside")},
        )
        getLogger("apscheduler").setLevel("WARNING")

    def start(self) -> None:
        """Begin, with what was missed."""
        at_once = datetime.now().astimezone()
        self._add(self.look_who_leads, LOOK_WHO_LEADS_EVERY_SECONDS, next_run_time=at_once)
        for errand, seconds in self.of_books() + self.of_the_process():
            # Whole months are read for a draw, and no hold is to wait for that.
            executor = "slow" if errand == self.draw_samples else "default"
            self._add(errand, seconds, next_run_time=at_once, executor=executor)
        # Not at once: a start is busy enough.
        for slow in (self.check_journals, self.verify_books):
            self._add(slow, LOOK_AT_THE_NIGHT_EVERY_SECONDS, executor="slow")
        self._add(self.deliver_webhooks, DELIVER_EVERY_SECONDS, executor="outside")
        self._scheduler.add_listener(self._note, EVENT_JOB_EXECUTED | EVENT_JOB_ERROR)
        self._scheduler.start()

    def of_books(self) -> list[tuple[Errand, int]]:
        """The errands that ask a book, and every how many seconds each does."""
        return [
            (self.lapse_holds, LAPSE_EVERY_SECONDS),
            (self.lapse_vouchers, LOOK_AT_THE_DAY_EVERY_SECONDS),
            (self.expire_beans, LOOK_AT_THE_DAY_EVERY_SECONDS),
            (self.remind_of_expiry, LOOK_AT_THE_DAY_EVERY_SECONDS),
            (self.remind_check_outs, REMIND_EVERY_SECONDS),
            (self.escalate_confirmations, LOOK_AT_THE_DAY_EVERY_SECONDS),
            (self.freeze_statements, LOOK_AT_THE_DAY_EVERY_SECONDS),
            (self.freeze_boards, LOOK_AT_THE_DAY_EVERY_SECONDS),
            (self.freeze_evaluations, LOOK_AT_THE_DAY_EVERY_SECONDS),
            (self.freeze_documents, LOOK_AT_THE_DAY_EVERY_SECONDS),
            (self.draw_samples, LOOK_AT_THE_DAY_EVERY_SECONDS),
        ]

    def of_the_process(self) -> list[tuple[Errand, int]]:
        """The errands of every process, and every how many seconds each is done."""
        return [
            (self._house.keys.note_uses, NOTE_USES_EVERY_SECONDS),
            (self._house.attempts.forget_old, FORGET_EVERY_SECONDS),
            (self._house.gate.forget_old, FORGET_EVERY_SECONDS),
            (self._house.once.forget_old, FORGET_EVERY_SECONDS),
            (self._house.erasing.finish, FORGET_PEOPLE_EVERY_SECONDS),
            (self._house.retention.discard, FORGET_PEOPLE_EVERY_SECONDS),
        ]

    def _add(self, errand: Errand, seconds: int, **more: Any) -> None:
        self._scheduler.add_job(
            errand, "interval", seconds=seconds, coalesce=True, misfire_grace_time=None,
            max_instances=1, id=_name(errand), **more,
        )  # fmt: skip

    def stop(self) -> None:
        """End after the commands under way."""
        self._asking.stopping = True
        self._scheduler.shutdown(wait=True)

    def _note(self, event: JobExecutionEvent) -> None:
        run = self.runs[event.job_id]
        if event.exception is None:
            run.done, run.last_done = run.done + 1, time.time()
        else:
            run.failed += 1

    def look_who_leads(self) -> int:
        """Take over the ledgers that nobody leads any more, and begin with what waits there;
        returns how many they were."""
        led = frozenset(ledger.name for ledger in self._asking.led())
        taken = led - (led if self._led is None else self._led)  # A start begins by itself.
        self._led = led
        if taken and self._scheduler.running:
            for errand, _ in self.of_books():
                self._scheduler.modify_job(_name(errand), next_run_time=datetime.now().astimezone())
        return len(taken)

    def lapse_holds(self) -> int:
        """See `of_purses`."""
        return of_purses.lapse_holds(self._asking)

    def lapse_vouchers(self) -> int:
        """See `of_purses`."""
        return of_purses.lapse_vouchers(self._asking)

    def expire_beans(self) -> int:
        """See `of_purses`."""
        return of_purses.expire_beans(self._asking)

    def remind_of_expiry(self) -> int:
        """See `of_purses`."""
        return of_purses.remind_of_expiry(self._asking)

    def remind_check_outs(self) -> int:
        """See `of_attendance`."""
        return of_attendance.remind_check_outs(self._asking)

    def escalate_confirmations(self) -> int:
        """See `of_attendance`."""
        return of_attendance.escalate_confirmations(self._asking)

    def check_journals(self) -> int:
        """See `of_journals`."""
        return of_journals.check_journals(self._asking)

    def verify_books(self) -> int:
        """See `of_verifying`."""
        return of_verifying.verify_books(self._asking)

    def freeze_statements(self) -> int:
        """See `of_merchants`."""
        return of_merchants.freeze_statements(self._asking)

    def freeze_boards(self) -> int:
        """See `of_boards`."""
        return of_boards.freeze_boards(self._asking)

    def freeze_evaluations(self) -> int:
        """See `of_lists`."""
        return of_lists.freeze_evaluations(self._asking)

    def freeze_documents(self) -> int:
        """See `of_supervision`."""
        return of_supervision.freeze_documents(self._asking)

    def draw_samples(self) -> int:
        """See `of_samples`."""
        return of_samples.draw_samples(self._asking)

    def deliver_webhooks(self) -> int:
        """See `of_webhooks`."""
        return of_webhooks.deliver_webhooks(self._asking)


def _name(errand: Errand) -> str:
    return errand.__qualname__.lower()
