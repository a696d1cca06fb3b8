"""Running: every errand of the clock at its interval, in one thread, until it is stopped."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from logging import getLogger

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
    of_webhooks,
)
from api.errands.asking import Asking
from api.house import House

LAPSE_EVERY_SECONDS = 10
LOOK_AT_THE_DAY_EVERY_SECONDS = 60
REMIND_EVERY_SECONDS = 60
NOTE_USES_EVERY_SECONDS = 60
FORGET_EVERY_SECONDS = 3600
FORGET_PEOPLE_EVERY_SECONDS = 3600
LOOK_AT_JOURNALS_EVERY_SECONDS = 30
DELIVER_EVERY_SECONDS = 2


class Run:
    """How often an errand was `done` and how often it `failed`, and when it was last done, in
    seconds since 1970."""

    def __init__(self) -> None:
        self.done = self.failed = 0
        self.last_done = 0.0


class Errands:
    """The clock's errands in a house, run in a thread of their own between `start` and `stop`.

    Time is that of the house's clock, so a turned clock turns the errands too. Each may also be
    called by itself. `runs` tells of each errand how it went in this process.
    """

    def __init__(self, house: House) -> None:
        self._house = house
        self.runs: defaultdict[str, Run] = defaultdict(Run)
        self._asking = Asking(house)
        # One thread: errands never run beside each other. Only what takes minutes has its own,
        # so that no hold waits for it, and what waits for programs elsewhere.
        self._scheduler = BackgroundScheduler(
            timezone="UTC",
            executors={name: ThreadPoolExecutor(1) for name in ("default", "slow", "outside")},
        )
        getLogger("apscheduler").setLevel("WARNING")

    def start(self) -> None:
        """Begin, with what was missed."""
        for errand, seconds in (
            (self.lapse_holds, LAPSE_EVERY_SECONDS),
            (self.lapse_vouchers, LOOK_AT_THE_DAY_EVERY_SECONDS),
            (self.expire_beans, LOOK_AT_THE_DAY_EVERY_SECONDS),
            (self.remind_check_outs, REMIND_EVERY_SECONDS),
            (self.escalate_confirmations, LOOK_AT_THE_DAY_EVERY_SECONDS),
            (self.freeze_statements, LOOK_AT_THE_DAY_EVERY_SECONDS),
            (self.freeze_boards, LOOK_AT_THE_DAY_EVERY_SECONDS),
            (self.freeze_evaluations, LOOK_AT_THE_DAY_EVERY_SECONDS),
            (self._house.keys.note_uses, NOTE_USES_EVERY_SECONDS),
            (self._house.attempts.forget_old, FORGET_EVERY_SECONDS),
            (self._house.gate.forget_old, FORGET_EVERY_SECONDS),
            (self._house.once.forget_old, FORGET_EVERY_SECONDS),
            (self._house.erasing.finish, FORGET_PEOPLE_EVERY_SECONDS),
            (self._house.retention.discard, FORGET_PEOPLE_EVERY_SECONDS),
        ):
            self._scheduler.add_job(
                errand, "interval", seconds=seconds, next_run_time=datetime.now().astimezone(),
                coalesce=True, misfire_grace_time=None, max_instances=1, id=_name(errand),
            )  # fmt: skip
        self._beside(self.check_journals, LOOK_AT_JOURNALS_EVERY_SECONDS, "slow")
        self._beside(self.deliver_webhooks, DELIVER_EVERY_SECONDS, "outside")
        self._scheduler.add_listener(self._note, EVENT_JOB_EXECUTED | EVENT_JOB_ERROR)
        self._scheduler.start()

    def _beside(self, errand: Callable[[], int], seconds: int, thread: str) -> None:
        self._scheduler.add_job(  # Not at once: a start is busy enough.
            errand, "interval", seconds=seconds, coalesce=True, misfire_grace_time=None,
            max_instances=1, executor=thread, id=_name(errand),
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

    def lapse_holds(self) -> int:
        """See `of_purses`."""
        return of_purses.lapse_holds(self._asking)

    def lapse_vouchers(self) -> int:
        """See `of_purses`."""
        return of_purses.lapse_vouchers(self._asking)

    def expire_beans(self) -> int:
        """See `of_purses`."""
        return of_purses.expire_beans(self._asking)

    def remind_check_outs(self) -> int:
        """See `of_attendance`."""
        return of_attendance.remind_check_outs(self._asking)

    def escalate_confirmations(self) -> int:
        """See `of_attendance`."""
        return of_attendance.escalate_confirmations(self._asking)

    def check_journals(self) -> int:
        """See `of_journals`."""
        return of_journals.check_journals(self._asking)

    def freeze_statements(self) -> int:
        """See `of_merchants`."""
        return of_merchants.freeze_statements(self._asking)

    def freeze_boards(self) -> int:
        """See `of_boards`."""
        return of_boards.freeze_boards(self._asking)

    def freeze_evaluations(self) -> int:
        """See `of_lists`."""
        return of_lists.freeze_evaluations(self._asking)

    def deliver_webhooks(self) -> int:
        """See `of_webhooks`."""
        return of_webhooks.deliver_webhooks(self._asking)


def _name(errand: Callable[[], object]) -> str:
    return errand.__qualname__.lower()
