"""Entries: what a line of a statement says to the person it is about, in one plain sentence."""

from __future__ import annotations

from api.pages.language import translate
from api.pages.own.sums import Sum
from api.pages.reading import beans, hours
from projections.statements import StatementLine


def explained(
    line: StatementLine, total: Sum | None = None, confirmer: str = "", helper: str = ""
) -> str:
    """One line in the reader's language: what it is about, and what happened there.

    `total` is the sum behind the beans of a record, where there is a plain one, `confirmer` who
    answers for it, as the reader may know them; `helper` went to the shop in their place.
    """
    said = _said(line, total)
    if confirmer:
        return translate("%(told)s, confirmed by %(who)s", told=said, who=confirmer)
    if helper:
        return translate("%(told)s, fetched by %(who)s", told=said, who=helper)
    return said


def summed(total: Sum) -> str:
    """The sum in words: `2.5 h × 10 beans = 25 beans`, and what a limit cut off."""
    words = translate(
        "%(hours)s h × %(rate)s beans = %(earned)s beans",
        hours=hours(total.minutes), rate=total.beans_per_hour, earned=beans(total.earned),
    )  # fmt: skip
    if not total.capped:
        return words
    return translate(
        "%(sum)s (%(capped)s above the limit, %(beans)s given)",
        sum=words, capped=beans(total.capped), beans=beans(total.beans),
    )  # fmt: skip


def _said(line: StatementLine, total: Sum | None) -> str:
    name, told = line.title or "", line.details or {}
    match line.kind:
        case "service" if total is not None:
            return translate("%(name)s · %(sum)s", name=name, sum=summed(total))
        case "service" if told.get("training_minutes"):
            learnt = hours(told["training_minutes"])
            return translate("%(name)s · %(hours)s h of training", name=name, hours=learnt)
        case "service":
            return translate("%(name)s · %(hours)s h", name=name, hours=hours(line.minutes))
        case "service_corrected" | "import_corrected":
            return translate(
                "%(name)s · corrected from %(before)s h to %(after)s h", name=name,
                before=hours(told["minutes_before"]), after=hours(told["minutes"]),
            )  # fmt: skip
        case "pending_reviewed":
            more = hours(line.minutes)
            return translate("%(name)s · %(hours)s h more after a second look", name=name,
                             hours=more)  # fmt: skip
        case "service_imported":
            served = hours(line.minutes)
            return translate("%(name)s · %(hours)s h, recorded elsewhere", name=name, hours=served)
        case "service_revoked" | "import_revoked":
            return translate("%(name)s · service taken back", name=name)
    return _said_of_beans(line.kind, name)


def _said_of_beans(kind: str, name: str) -> str:
    match kind:
        case "award":
            return translate("%(name)s · beans", name=name)
        case "claw_back" | "import_claw_back":
            return translate("%(name)s · beans taken back", name=name)
        case "beans_imported":
            return translate("Beans that came with the records")
        case "granted":
            return translate("A thank-you of the community for a good deed")
        case "forgiven":
            return translate("A debt that was our own mistake is forgiven")
        case "expired":
            return translate("Beans whose day has passed")
        case "held":
            return translate("%(name)s · set aside", name=name)
        case "redeemed" | "captured":
            return translate("%(name)s · redeemed", name=name)
        case "voucher_printed":
            return translate("Paper voucher · printed, its beans are set aside")
        case "voucher_used":
            return translate("Paper voucher · redeemed at %(name)s", name=name)
        case "voucher_lapsed":
            return translate("Paper voucher · not used in time, its beans are back")
        case "voucher_cancelled":
            return translate("Paper voucher · cancelled, its beans are back")
        case "released" | "returned":
            return translate("%(name)s · given back", name=name)
    return name
