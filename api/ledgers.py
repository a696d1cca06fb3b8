"""Ledgers: the books this deployment keeps, each with its views and its own secrets."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from threading import Lock

from api.access.units_in_memory import UnitsInMemory
from api.clock import Clock
from api.codes import ActivityCodes, RedemptionCodes
from api.errands.leading import lead_over
from api.frozen_boards import FrozenTops
from api.gathering import Gathering
from api.journals.checks import Checks
from api.lately import Lately
from api.places import PlacesInMemory
from api.settings import Settings
from api.stored import stored
from api.tokens import Tokens
from api.verifying.nights import Verifications
from api.voucher_codes import VoucherCodes
from ledger import policy as policy_room
from ledger.book import Book
from ledger.command import By
from ledger.facts import VolunteerRegistered
from ledger.rules import AdoptPolicy
from ledger.states import Rulebook
from ledger.storing.stores import ledger_folder, open_store
from ledger.subjects.standing import Volunteer
from projections import shelf
from projections.activity_board import ActivityBoard
from projections.appointments import Appointments
from projections.attendances import Attendances
from projections.balances import Balances
from projections.certificates import Certificates
from projections.directory import Directory
from projections.eligibility import Eligibility
from projections.frozen import Frozen
from projections.funds import Funds
from projections.leaderboards import Leaderboards
from projections.objections import Objections
from projections.offers import Offers
from projections.proposals import Proposals
from projections.reminders import Reminders
from projections.samples import Samples
from projections.settlements import Settlements
from projections.signals import Signals
from projections.stars import Stars
from projections.statements import Statements
from projections.supervision import Supervision
from projections.supply import Supply
from projections.till import Till
from projections.tree import Tree
from projections.trial_balance import TrialBalance
from projections.views import VIEWS
from projections.vouchers import Vouchers

FIRST = "home"
"""The ledger a deployment begins with; more districts bring more ledgers."""
COMPARED_SECONDS = 10
PERIODS_COMPARED = 50
"""The sums of all communities name nobody; they may be some seconds old."""
DECIDING = (ActivityBoard, Appointments, Directory, Proposals, Tree)
"""The views that say who belongs where: nobody is let in by one that stands still."""
SHIPPED_POLICY = Path(policy_room.__file__).with_name("default.toml")


class Ledger:
    """One district's book, its views, and the codes that are signed for it alone.

    `fingerprint_secret` keys the digests of requests: a request may hold a telephone number, and
    a plain digest of one could be guessed; `device_secret` those of telephones. From
    `certificate_secret` come the codes on certificates. `tokens`, `cursors` and `messages` hide
    positions from callers.
    """

    def __init__(self, name: str, settings: Settings, clock: Clock) -> None:
        self.name = name
        self.clock = clock
        self._recorder = open_store(settings.data, name, settings.database_url)
        self.book = Book(self._recorder)
        self._adopt(settings.policy_path or SHIPPED_POLICY)
        self.rules = self.book.look(Rulebook())
        self.registrations: Gathering[str, VolunteerRegistered] = Gathering(self._registered)
        self._open_views(settings)
        self._open_beside(settings)
        integrity = self.rules.current.integrity
        self.activity_codes = ActivityCodes(
            settings.derived_secret("activity codes", name),
            rotates_seconds=integrity.activity_code_rotates_seconds,
            accepts_previous=integrity.activity_code_accepts_previous,
        )
        self.redemption_codes = RedemptionCodes(settings.derived_secret("redemption codes", name))
        self.voucher_codes = VoucherCodes(settings.derived_secret("voucher codes", name))
        self.fingerprint_secret = settings.derived_secret("fingerprints", name)
        self.device_secret = settings.derived_secret("devices", name)
        self.certificate_secret = settings.derived_secret("certificates", name)
        self.tokens = Tokens(settings.derived_secret("tokens", name))
        self.cursors = Tokens(settings.derived_secret("cursors", name))
        self.messages = Tokens(settings.derived_secret("messages", name))

    def _open_views(self, settings: Settings) -> None:
        folder = ledger_folder(settings.data, self.name)
        store = shelf.open_store(folder, self.name, settings.database_url)
        self.shelf = shelf.Shelf(store, self.book, VIEWS)
        self.shelf.keep_warm()
        self.activity_board = ActivityBoard(self.shelf)
        self.attendances = Attendances(self.shelf)
        self.appointments = Appointments(self.shelf)
        self.balances = Balances(self.shelf)
        self.certificates = Certificates(self.shelf)
        self.directory = Directory(self.shelf)
        self.eligibility = Eligibility(self.shelf)
        self.frozen = Frozen(self.shelf)
        self.funds = Funds(self.shelf)
        self.leaderboards = Leaderboards(self.shelf)
        self.objections = Objections(self.shelf)
        self.offers = Offers(self.shelf)
        self.proposals = Proposals(self.shelf)
        self.reminders = Reminders(self.shelf)
        self.samples = Samples(self.shelf)
        self.settlements = Settlements(self.shelf)
        self.signals = Signals(self.shelf)
        self.stars = Stars(self.shelf)
        self.statements = Statements(self.shelf)
        self.supervision = Supervision(self.shelf)
        self.supply = Supply(self.shelf)
        self.till = Till(self.shelf)
        self.tree = Tree(self.shelf)
        self.trial_balance = TrialBalance(self.shelf)
        self.vouchers = Vouchers(self.shelf)

    def _open_beside(self, settings: Settings) -> None:
        """What stands beside the views: answers kept in memory, checks, and who leads the clock."""
        folder = ledger_folder(settings.data, self.name)
        self.units = UnitsInMemory(self.tree)
        self.places = PlacesInMemory(self.leaderboards)
        self.frozen_tops = FrozenTops(self.leaderboards, self.eligibility)
        self.communities_lately = Lately(
            self.leaderboards.communities_together, COMPARED_SECONDS, PERIODS_COMPARED
        )
        self.checks = Checks(folder, self.name, self.book, self.shelf)
        self.verifications = Verifications(
            folder, self.name, settings, lambda: self.book.look(Rulebook()).current.zone
        )
        self.lead = lead_over(folder, self.name, settings.database_url)

    def _registered(self, volunteers: list[str]) -> dict[str, VolunteerRegistered]:
        states = [Volunteer(each) for each in volunteers]
        self.book.look_all(states)
        return {
            each: state.registered
            for each, state in zip(volunteers, states, strict=True)
            if state.registered is not None
        }

    def _adopt(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        digest = sha256(text.encode()).hexdigest()
        by = By("system", "system", f"key-policy-{digest[:20]}", digest)
        self.book.record(AdoptPolicy(text=text), by, self.clock.now())

    def bytes_at(self, position: int) -> bytes:
        """The very bytes of the fact at a position, as the store keeps them."""
        return next(stored(self._recorder, after=position - 1)).data

    def close(self) -> None:
        """Let others lead, stop writing, let the views rest, close the store."""
        self.lead.let_go()
        self.shelf.close()
        self.book.close()
        close = getattr(self._recorder, "close", None)
        if close is not None:
            close()
        else:
            self._recorder.datastore.close()


class Ledgers:
    """Every ledger of this deployment, opened once, when it is first asked for."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._open: dict[str, Ledger] = {}
        self._opening = Lock()
        self.of(FIRST)

    def of(self, name: str) -> Ledger:
        """The ledger of that name; whoever asks while it is being opened waits for it."""
        ledger = self._open.get(name)
        if ledger is not None:
            return ledger
        with self._opening:
            if name not in self._open:
                self._open[name] = Ledger(name, self._settings, self._clock)
            return self._open[name]

    def __iter__(self) -> Iterator[Ledger]:
        return iter(list(self._open.values()))

    def close(self) -> None:
        """Close them all."""
        for ledger in self:
            ledger.close()
        self._open.clear()
