"""Rippling: a change is shown with everybody it touches, and the second press does exactly that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import blake2b

import msgspec
from litestar.response import Template

from api.access.key_tags import key_tag
from api.foreseeing import foreseen
from api.pages.language import translate
from api.pages.office.callers import catch_up, fresh_form_key
from api.pages.second_looks.kept_words import with_words
from api.pages.visits import Visit, page
from api.ripples import Affected, ripples
from api.v1.asking import Caller, KeyUse
from ledger.command import Command

_encode = msgspec.json.Encoder(order="deterministic").encode


class Change(msgspec.Struct, kw_only=True):
    """What is to be changed: its `kind` (correction, revocation or activity_revocation), the
    `subject`, its title, where the forms go and lead back to, what was typed, and the command
    that a note's id makes of it."""

    kind: str
    subject: str
    title: str
    action: str
    back: str
    typed: Mapping[str, str]
    words: str
    make: Callable[[str | None], Command]


def rippled(
    request: Visit, caller: Caller, change: Change, *, form_key: str, step: str, seen: str
) -> Template:
    """First everybody it would touch; then, where that is still so, exactly that. What has
    changed meanwhile is shown anew. Raises Refusal."""
    if not change.words.strip():
        return _shown(request, caller, change, [], problem=translate("Please say why."))
    if step != "do":
        return _shown(request, caller, change, _would(caller, change))
    if not _was_done(caller, form_key):
        affected = _would(caller, change)
        if seen != _mark(affected):
            said = translate("Something has changed meanwhile. Please look again.")
            return _shown(request, caller, change, affected, problem=said)
    receipt = with_words(
        caller, form_key, change.subject, change.words, change.make, dict(change.typed)
    )
    catch_up(caller)
    affected = ripples(caller, receipt.facts, written=True, position=receipt.position)
    return _shown(request, caller, change, affected, done=True)


def _would(caller: Caller, change: Change) -> list[Affected]:
    return ripples(caller, foreseen(caller, change.make(None)), written=False)


def _was_done(caller: Caller, form_key: str) -> bool:
    used = KeyUse(key_tag(caller.who.actor, form_key))
    return caller.ledger.book.look(used).used


def _mark(affected: list[Affected]) -> str:
    return blake2b(_encode(affected), digest_size=16).hexdigest()


def _shown(
    request: Visit,
    caller: Caller,
    change: Change,
    affected: list[Affected],
    *,
    problem: str = "",
    done: bool = False,
) -> Template:
    names = caller.house.people.masked_names(each.volunteer for each in affected)
    return page(
        request, "office/ripple.html", 422 if problem and not affected else 200, change=change,
        people=[{"masked": names[each.volunteer], "told": each} for each in affected],
        problem=problem, done=done, seen=_mark(affected), form_key=fresh_form_key(),
        path=change.back,
    )  # fmt: skip
