"""All views there are, for whoever opens a shelf."""

from __future__ import annotations

from projections.activity_board import ActivityBoard
from projections.appointments import Appointments
from projections.attendances import Attendances
from projections.balances import Balances
from projections.certificates import Certificates
from projections.directory import Directory
from projections.eligibility import Eligibility
from projections.entries import Entries
from projections.erasures import Erasures
from projections.frozen import Frozen
from projections.funds import Funds
from projections.leaderboards import Leaderboards
from projections.objections import Objections
from projections.offers import Offers
from projections.proposals import Proposals
from projections.reminders import Reminders
from projections.samples import Samples
from projections.service_hours import ServiceHours
from projections.settlements import Settlements
from projections.shelf.view import View
from projections.signals import Signals
from projections.stars import Stars
from projections.statements import Statements
from projections.supervision import Supervision
from projections.supervision_days import SupervisionDays
from projections.supply import Supply
from projections.till import Till
from projections.tree import Tree
from projections.trial_balance import TrialBalance
from projections.vouchers import Vouchers
from projections.waiting import WaitingList

VIEWS: tuple[type[View], ...] = (
    Balances, ServiceHours, Statements, ActivityBoard, Attendances, Till, Vouchers, TrialBalance,
    Directory, Tree, Stars, Certificates, Appointments, Erasures, Proposals, WaitingList,
    Objections, Frozen, Eligibility, Funds, Settlements, Offers, Supply, Signals, Leaderboards,
    SupervisionDays, Supervision, Reminders, Samples, Entries,
)  # fmt: skip
