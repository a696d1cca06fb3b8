"""All views there are, for whoever opens a shelf."""

from __future__ import annotations

from projections.activity_board import ActivityBoard
from projections.appointments import Appointments
from projections.attendances import Attendances
from projections.balances import Balances
from projections.directory import Directory
from projections.eligibility import Eligibility
from projections.erasures import Erasures
from projections.frozen import Frozen
from projections.funds import Funds
from projections.objections import Objections
from projections.offers import Offers
from projections.proposals import Proposals
from projections.settlements import Settlements
from projections.shelf.view import View
from projections.signals import Signals
from projections.statements import Statements
from projections.supply import Supply
from projections.till import Till
from projections.tree import Tree
from projections.trial_balance import TrialBalance
from projections.waiting import WaitingList

VIEWS: tuple[type[View], ...] = (
    Balances, Statements, ActivityBoard, Attendances, Till, TrialBalance, Directory, Tree,
    Appointments, Erasures, Proposals, WaitingList, Objections,
    Frozen, Eligibility, Funds, Settlements, Offers, Supply, Signals,
)  # fmt: skip
