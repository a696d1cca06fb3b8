"""Wishes: what somebody says on their own page: yes or no to a purpose, or what they ask of us."""

from __future__ import annotations

from typing import Literal

import msgspec

from api.pages.office.callers import (
    FormKey,
    Words,
    carry_out,
    for_the_first_time,
    policy_of,
)
from api.pages.office.record import care_of, record_of
from api.pages.own.kept import Subject
from api.people.ages import Care
from api.people.editions import edition_for
from api.people.persons import PersonErased
from api.problems import Stop
from api.v1.asking import Caller
from ledger.consents import GiveConsent, WithdrawConsent
from ledger.subjects.agreement import PUBLISHING


class Switched(msgspec.Struct):
    """Yes or no to one purpose."""

    purpose: Literal["", "serving", "publishing"] = ""
    answer: Literal["", "yes", "no"] = ""
    form_key: FormKey = ""


class Asked(msgspec.Struct):
    """What is asked of us, and in which words."""

    kind: Literal["correct", "delete", "object"] = "correct"
    wish: Words = ""
    form_key: FormKey = ""


def switch(
    caller: Caller, volunteer: str, said: Switched, given_by: Literal["self", "guardian"]
) -> None:
    """Let the book know. A minor agrees to nothing alone, and a guardian for no grown-up.

    Raises Stop and Refusal.
    """
    if not said.purpose or not said.answer:
        raise Stop("malformed")
    care = care_of(caller, record_of(caller, volunteer))
    if (care is Care.ADULT) != (given_by == "self"):
        raise Stop("forbidden")
    if said.answer == "no":
        withdrawal = WithdrawConsent(volunteer=volunteer, purpose=said.purpose)
        carry_out(caller, said.form_key, withdrawal)
        return
    if care is Care.CHILD and said.purpose == PUBLISHING:
        raise Stop("forbidden")
    consent = GiveConsent(
        volunteer=volunteer, purpose=said.purpose, given_by=given_by, means="screen",
        text_version=edition_for(said.purpose, care),
    )  # fmt: skip
    carry_out(caller, said.form_key, consent)


def ask_us(caller: Caller, subject: Subject, asked: Asked) -> None:
    """Write the request down, with the day by which we answer; the same form is one request.

    Raises Stop for one who was forgotten this very moment.
    """
    if not for_the_first_time(caller, f"{asked.form_key}.ask"):
        return
    try:
        caller.house.requests.make(
            caller.ledger.name, subject.about, asked.kind, caller.now(), policy_of(caller),
            asked.wish,
        )  # fmt: skip
    except PersonErased:
        raise Stop("not_found") from None
