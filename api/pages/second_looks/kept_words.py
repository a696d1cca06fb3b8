"""Kept words: what is typed beside a deed goes to the notes; the book holds the note's id alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from api.ids import new_id
from api.pages.office.callers import form_sender
from api.v1.asking import Caller, KeyUse
from ledger.command import Command, Receipt
from ledger.refusals import Refusal


def with_words(
    caller: Caller,
    form_key: str,
    about: str,
    words: str,
    make: Callable[[str | None], Command],
    said: Any = None,
) -> Receipt:
    """Carry out what `make` says with the note's id, or with None where nobody typed anything.

    `said` is what makes the same form another one, beside the words. The note is kept first: a
    fact never points at words that are not there. Raises Refusal.
    """
    ledger, notes, now = caller.ledger, caller.house.notes, caller.now()
    wordless, words = make(None), words.strip()
    sender = form_sender(caller, form_key, [type(wordless).__name__, about, words, said])
    if not words or ledger.book.look(KeyUse(sender.key)).used:
        return ledger.book.record(wordless, sender, now)
    note = new_id("note", now)
    notes.keep(note, ledger.name, about, caller.who.actor, words, now)
    try:
        receipt = ledger.book.record(make(note), sender, now)
    except Refusal:
        notes.forget(note)
        raise
    if receipt.replayed:  # Another copy of this form was faster, and has its own note.
        notes.forget(note)
    return receipt


def text_of(caller: Caller, note: str | None) -> str:
    """The words behind a note; nothing where there are none, or where they were forgotten."""
    return (caller.house.notes.text(note) or "") if note else ""
