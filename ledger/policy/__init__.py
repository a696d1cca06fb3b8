"""A policy: every number a community may change, as data, checked before it may be used."""

import datetime
import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

from ledger.policy.at_odds import check_at_odds
from ledger.policy.conduct import IntegrityRules, PeopleRules, PrivacyRules, SupervisionRules
from ledger.policy.earning import BeanRules, Benefit, Category, StarRules, TimeRules
from ledger.policy.evidence import TEN_DOMAINS, EvidenceRules
from ledger.policy.fault import PolicyFault, fault_of_layout
from ledger.policy.guards import check_guards
from ledger.policy.honours import AwardFlowRules, EvaluationRules, HonourRules
from ledger.policy.looking import SignalRules
from ledger.policy.numbers import AtLeastOne, Section
from ledger.policy.spending import FundRules, RedemptionRules, ReversalRules, SettlementRules
from ledger.policy.unoffered import check_offered

__all__ = [
    "Policies", "Policy", "PolicyFault", "PolicyTerms", "adopted_policy", "read_policy",
]  # fmt: skip


class PolicyTerms(Section, kw_only=True, dict=True):
    """The layout of a policy file, table for table."""

    schema: Literal["goldenbean.policy/1"]
    policy_id: str
    version: AtLeastOne
    effective_from: datetime.date
    timezone: str
    approved_by: str
    working_day_calendar: Literal["cn-mainland"]
    time: TimeRules
    beans: BeanRules
    stars: StarRules
    evaluation: EvaluationRules
    honour: HonourRules
    award_flow: AwardFlowRules
    redemption: RedemptionRules
    reversal: ReversalRules
    settlement: SettlementRules
    fund: FundRules
    integrity: IntegrityRules
    people: PeopleRules
    privacy: PrivacyRules
    supervision: SupervisionRules
    benefit: tuple[Benefit, ...]
    domains: tuple[str, ...] = TEN_DOMAINS
    evidence: EvidenceRules = EvidenceRules()
    signals: SignalRules = SignalRules()


class Policy(PolicyTerms, kw_only=True, dict=True):
    """A policy in use: its terms, and the fingerprint of the text they were read from.

    `digest` is the SHA-256 of the text in UTF-8, in hexadecimal; no file can set it.
    """

    digest: str

    @property
    def name(self) -> str:
        """The identity and version that every fact cites, such as `default/1`."""
        return f"{self.policy_id}/{self.version}"

    @cached_property
    def zone(self) -> ZoneInfo:
        """The time zone in which this policy's days begin and end."""
        return ZoneInfo(self.timezone)

    @cached_property
    def categories(self) -> Mapping[str, Category]:
        """The kinds of service by their code, in the order of the file."""
        return MappingProxyType({category.code: category for category in self.beans.category})

    def category(self, code: str) -> Category:
        """Return the kind of service of that code, or raise KeyError."""
        return self.categories[code]

    def local_date(self, instant: datetime.datetime) -> datetime.date:
        """Return the calendar day of an aware instant in the policy's zone.

        Raises ValueError for a time that does not say its own zone.
        """
        # One command asks for the day of one and the same instant several times.
        asked, day = self.__dict__.get("_lately", (None, None))
        if asked is not instant:
            if instant.tzinfo is None:
                raise ValueError("a time without a zone belongs to no day")
            day = instant.astimezone(self.zone).date()
            self.__dict__["_lately"] = instant, day
        return day


class Policies:
    """The versions of the policy through time; none of them ever changes once in force."""

    def __init__(self, policies: Iterable[Policy]) -> None:
        """Order the policies by the day they take effect; raise PolicyFault if there is none."""
        ordered = sorted(policies, key=lambda policy: (policy.effective_from, policy.version))
        if not ordered:
            raise PolicyFault("", "There is no policy at all.", "没有任何政策。")
        names = [policy.name for policy in ordered]
        if len(set(names)) < len(names):
            raise PolicyFault(
                "/version",
                "Two policies carry the same name and version.",
                "两份政策的编号与版本相同。",
            )
        self._ordered = tuple(ordered)

    def on(self, day: datetime.date) -> Policy:
        """Return the policy for service that starts on that local day (domain 3.1).

        Before the first policy took effect no older rule ever stood, so the first one covers
        that time too.
        """
        standing = [policy for policy in self._ordered if policy.effective_from <= day]
        return standing[-1] if standing else self._ordered[0]

    @property
    def current(self) -> Policy:
        """The newest policy of all, whether or not its first day has come."""
        return self._ordered[-1]


def read_policy(text: str) -> Policy:
    """Read and check the text of a policy that is to be adopted.

    Raises PolicyFault with the first thing that is wrong with it, that is not offered here, or
    that is at odds with something else in it.
    """
    policy = adopted_policy(text)
    check_offered(policy)
    check_at_odds(policy)
    return policy


def adopted_policy(text: str) -> Policy:
    """Read the text of a policy that was adopted, perhaps before some value was refused.

    Raises PolicyFault for what never was a policy.
    """
    try:
        terms = msgspec.convert(_tables(text), PolicyTerms)
    except msgspec.ValidationError as wrong:
        raise fault_of_layout(str(wrong)) from None
    check_guards(terms)
    return Policy(
        **{field: getattr(terms, field) for field in PolicyTerms.__struct_fields__},
        digest=hashlib.sha256(text.encode()).hexdigest(),
    )


def _tables(text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        reason = str(wrong)
    except RecursionError:
        reason = "lists or tables stand too deep inside each other"
    raise PolicyFault(
        "", f"This is not a readable TOML file: {reason}.", f"这不是可读的 TOML 文件:{reason}。"
    )
