"""Handing over at the machine itself: tables that name people, with the purpose on record."""

from __future__ import annotations

import click

from api.cli.opened import opened_house
from api.guarding.sheets import csv_of, xlsx_of
from api.handing_over.balances import balance_rows
from api.handing_over.people import console, everybody, named, on_record
from api.handing_over.records import record_rows
from api.settings import Settings


def hand_over(
    settings: Settings, ledger: str, layout: str, suffix: str, purpose: str | None
) -> bytes:
    """The whole table; raises a usage error without a purpose."""
    if not (purpose or "").strip():
        raise click.UsageError("说明用途：--purpose Say what for: --purpose")
    with opened_house(settings) as house:
        opened = house.ledgers.of(ledger)
        opened.shelf.follow()
        look_up = on_record(house, opened, console(ledger), f"other: {purpose}")
        people = named(opened, everybody(opened), look_up)
        rows = (record_rows if layout == "records" else balance_rows)(opened, people)
        return (xlsx_of if suffix.lower() == ".xlsx" else csv_of)(rows)
