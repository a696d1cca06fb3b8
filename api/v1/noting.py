"""Noting: people's own words are kept where they can be forgotten; the book learns where."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from api.ids import new_id
from api.v1.asking import Caller, ask, comes_again
from ledger.command import By, Command, Receipt
from ledger.refusals import Refusal


async def ask_with_words(
    caller: Caller,
    sender: By,
    about: str,
    words: str | None,
    command: Callable[[str | None], Command],
) -> Receipt:
    """Let the book decide on the command that `command` makes of the id of a note, if anything
    was said; the note is about a volunteer, an attendance or an activity.

    What was refused leaves no note, nor does a request that comes again.
    """
    if words is None or await comes_again(caller, sender):
        return await ask(caller, command(None), sender)
    notes, now = caller.house.notes, caller.now()
    note = new_id("note", now)
    kept = (note, caller.ledger.name, about, caller.who.actor, words, now)
    await asyncio.to_thread(notes.keep, *kept)
    try:
        receipt = await ask(caller, command(note), sender)
    except Refusal:
        await asyncio.to_thread(notes.forget, note)
        raise
    if receipt.replayed:  # Another copy of this request was faster, and has its own note.
        await asyncio.to_thread(notes.forget, note)
    return receipt
