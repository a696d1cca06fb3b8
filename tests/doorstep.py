"""A house on Sunny Lane with its doors open, and neighbours with browsers in their hands."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import datetime, timedelta
from html.parser import HTMLParser
from itertools import count
from pathlib import Path
from typing import Any

from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient

from api.access.roles import Role
from api.access.who import Who
from api.clock import FixedClock
from api.house import House
from api.ledgers import FIRST, Ledger
from api.pages.reading import SHANGHAI
from api.settings import Settings
from api.signing_in.proofs import SECOND_STEP_ROLES, Proof
from api.signing_in.sessions import SESSION_COOKIE, guest
from ledger.activities import PublishActivity
from ledger.command import By, Command, Receipt
from ledger.confirmations import ConfirmService, Rated
from ledger.merchants import WelcomeMerchant
from ledger.subjects.presence import attendance_of
from ledger.units import OpenUnit
from ledger.volunteers import RegisterVolunteer
from tests.deeds import a_fund
from tests.furnished import furnish, keep_secret
from tests.lent_doors import lent_doors
from tests.neighbourhood import SUNNY_LANE

MORNING = datetime(2026, 11, 22, 9, 0, tzinfo=SHANGHAI)
WANG, LI = "volunteer-wang00000000000000", "volunteer-0000000000000000li"
NOODLES, TOFU = "merchant-noodles", "merchant-tofu"
SWEEPING = "activity-01hf7m3c0000000000"
NAMES = {WANG: ("王秀英", "13800000001"), LI: ("李建国", "13800000002")}


class Form(dict[str, str]):
    """A form as a browser without scripts would send it; `buttons` are its named ones."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.action = action


class Forms(HTMLParser):
    """All forms of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._choosing = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append(Form(told["action"]))
        elif tag in ("input", "textarea") and self.found:
            if told.get("type") != "checkbox" or "checked" in told:
                self.found[-1][told["name"]] = told.get("value", "")
        elif tag == "select" and self.found:
            self._choosing = told["name"]
        elif tag == "option" and self.found and "selected" in told:
            self.found[-1][self._choosing] = told["value"]


class Browser(TestClient[Litestar]):
    """One neighbour's browser: it keeps cookies, follows redirects and runs no script."""

    page: Response

    def open(self, path: str, **more: Any) -> str:
        """Go to an address; returns what it shows."""
        self.page = self.get(path, **more)
        return self._words()

    def form(self, action: str) -> Form:
        """The form with that action on the page that is open."""
        return next(one for one in Forms(self.page.text).found if one.action == action)

    def press(self, action: str, **filled: str | list[str]) -> str:
        """Fill in a form of the open page and send it; returns what comes of it."""
        return self.submit(self.form(action), **filled)

    def submit(self, form: Form, **filled: str | list[str]) -> str:
        """Send a form, perhaps once more; returns what comes of it."""
        came_from = {"referer": str(self.page.url)}
        self.page = self.post(form.action, data={**form, **filled}, headers=came_from)
        return self._words()

    def _words(self) -> str:
        """What the page says; a browser draws only what is told to be a page."""
        assert self.page.headers["content-type"] == "text/html; charset=utf-8"
        return self.page.text


class Doorstep:
    """The house, its clock, its people, and the doors they come in by."""

    def __init__(self, data: Path, clock: FixedClock | None = None, **environ: str) -> None:
        if clock or environ:
            keep_secret(data)
        else:
            furnish(data)
        self.clock = clock or FixedClock(MORNING)
        settings = Settings.from_environment({"GOLDENBEAN_ENV": "test", **environ}, data)
        self.house = House(settings, self.clock)
        self._lent = ExitStack()
        self.app = self._lent.enter_context(lent_doors(self.house))
        self.ledger: Ledger = self.house.ledgers.of(FIRST)
        self._keys = count(1)
        self._open_lane()

    def close(self) -> None:
        """The day is over."""
        self.house.close()
        self._lent.close()

    def _open_lane(self) -> None:
        self.happens(OpenUnit(unit=SUNNY_LANE, kind="community", name="阳光里社区"))
        for command in a_fund(SUNNY_LANE):
            self.happens(command)
        for number, (volunteer, (name, phone)) in enumerate(NAMES.items(), 1_000_000_001):
            self.house.people.enrol(volunteer, FIRST, name, phone)
            self.happens(
                RegisterVolunteer(volunteer=volunteer, number=str(number), community=SUNNY_LANE)
            )
        for merchant, name in ((NOODLES, "老陈面馆"), (TOFU, "小芳豆腐坊")):
            self.happens(
                WelcomeMerchant(
                    merchant=merchant, name=name, community=SUNNY_LANE, kind="commercial"
                )
            )
        self.plan(SWEEPING)

    def plan(self, activity: str, title: str = "楼道清洁", team: str | None = None) -> None:
        """Two hours of work are announced, from now on."""
        now = self.clock.now()
        self.happens(
            PublishActivity(
                activity=activity, title=title, category="general", community=SUNNY_LANE,
                team=team, place="3 号楼", starts_at=now, ends_at=now + timedelta(hours=2),
                capacity=20,
            )
        )  # fmt: skip

    def happens(self, command: Command) -> Receipt:
        """Something the office or the organizer enters by another door."""
        by = By("key-office", "staff", f"key-office{next(self._keys)}", "told once")
        return self.ledger.book.record(command, by, self.clock.now())

    def confirms(self, volunteer: str, activity: str = SWEEPING) -> None:
        """The organizer was there and saw it."""
        rated = Rated(attendance=attendance_of(activity, volunteer), rating=5)
        self.happens(ConfirmService(activity=activity, rated=(rated,)))

    def later(self, **span: float) -> None:
        """Time passes."""
        self.clock.turn_to(self.clock.now() + timedelta(**span))

    def key(self, role: Role, **stands_for: str) -> str:
        """An access key as the office hands it out."""
        return self.house.keys.create(role, FIRST, **stands_for)[0]

    def stranger(self) -> Browser:
        """A browser nobody has signed in on."""
        return Browser(self.app)

    def signed_in(self, who: Who) -> Browser:
        """A browser on which somebody has come in: by a link, or by two steps where it must be."""
        browser = self.stranger()
        if who.role in SECOND_STEP_ROLES:
            begun = self.house.gate.sessions.begin(who, Proof.SECOND_STEP)
            browser.cookies.set(SESSION_COOKIE, begun.cookie)
            return browser
        link = self.link(who)
        browser.open(link)
        browser.press(link)
        return browser

    def link(self, who: Who) -> str:
        """A sign-in link, good for an hour."""
        runs_out = self.clock.now() + timedelta(hours=1)
        return self.house.gate.invitations.make(who, runs_out, made_by="key-office", uses=9)

    def phone_of(self, volunteer: str) -> Browser:
        """A volunteer's own phone."""
        return self.signed_in(guest(Role.VOLUNTEER, FIRST, volunteer=volunteer))

    def counter_of(self, merchant: str) -> Browser:
        """The tablet beside a merchant's till."""
        return self.signed_in(guest(Role.MERCHANT, FIRST, merchant=merchant))

    def desk(self) -> Browser:
        """The organizer's laptop."""
        return self.signed_in(guest(Role.ORGANIZER, FIRST, unit=SUNNY_LANE))

    def code_on_screen(self, activity: str = SWEEPING) -> str:
        """What the organizer's screen shows at this moment."""
        return self.ledger.activity_codes.show(activity, self.clock.now()).code

    def serves(self, volunteer: str) -> None:
        """A volunteer comes, works for two hours, leaves and is confirmed: twenty beans."""
        phone = self.phone_of(volunteer)
        for minutes in (120, 0):
            at = f"/a/{self.code_on_screen()}"
            phone.open(at)
            phone.press(at)
            self.later(minutes=minutes)
        self.confirms(volunteer)
