"""Entries: what a line of a statement says to the person it is about."""

from __future__ import annotations

from api.pages.language import translate
from api.pages.reading import hours
from projections.statements import StatementLine


def explained(line: StatementLine) -> str:
    """One line in the reader's language: what it is about, and what happened there."""
    name = line.title or ""
    match line.kind:
        case "service":
            return translate("%(name)s · %(hours)s h", name=name, hours=hours(line.minutes))
        case "service_revoked":
            return translate("%(name)s · service taken back", name=name)
        case "claw_back":
            return translate("%(name)s · beans taken back", name=name)
        case "expired":
            return translate("Beans whose day has passed")
        case "held":
            return translate("%(name)s · set aside", name=name)
        case "redeemed" | "captured":
            return translate("%(name)s · redeemed", name=name)
        case "released" | "returned":
            return translate("%(name)s · given back", name=name)
    return name
