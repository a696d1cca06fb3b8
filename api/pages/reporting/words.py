"""Words of a report: what its figures, its kinds of lines and its categories are called."""

from __future__ import annotations

from api.pages.language import translate
from api.pages.reading import beans, hours, yuan
from api.reporting.asking import BROUGHT_IN
from api.reporting.figures import Measure


def section_name(section: str) -> str:
    """A part of the report."""
    return {
        "service": translate("Service"), "beans": translate("Beans of the people here"),
        "shops": translate("Shops here"), "fund": translate("The fund"),
        "objections": translate("Objections raised and answered"),
        "changes": translate("Records changed in the month"),
    }[section]  # fmt: skip


def figure_name(code: str) -> str:
    """A figure, with what it is counted in."""
    return {
        "people": translate("People who served"), "sessions": translate("Sessions served"),
        "minutes": translate("Service (hours)"), "training": translate("Training (hours)"),
        "beans": translate("Beans for this service"), "deeds": translate("Beans for deeds"),
        "brought": translate("Beans brought along"), "redeemed": translate("Beans redeemed"),
        "redemptions": translate("Redemptions"), "refunded": translate("Beans given back"),
        "expired": translate("Beans expired"), "forgiven": translate("Debts forgiven"),
        "outstanding": translate("Beans in purses at the end"),
        "debt": translate("Debts at the end"),
        "shops": translate("Shops that took beans"), "shop_taken": translate("Beans taken"),
        "shop_returned": translate("Beans returned by shops"),
        "shop_owed": translate("Owed to shops"), "received": translate("Money received"),
        "goods": translate("Goods received (worth)"), "paid": translate("Paid to shops"),
        "free": translate("Free at the end"), "objected": translate("Raised by volunteers"),
        "answered": translate("Answered to volunteers"),
        "shop_objected": translate("Raised by shops"),
        "shop_answered": translate("Answered to shops"),
        "corrected": translate("Records corrected"), "reviewed": translate("Minutes reviewed"),
        "revoked": translate("Records taken back"),
    }[code]  # fmt: skip


def kind_name(kind: str) -> str:
    """What a line tells of."""
    return {
        "confirmed": translate("service confirmed"), "imported": translate("record brought in"),
        "corrected": translate("record corrected"), "reviewed": translate("minutes reviewed"),
        "revoked": translate("record taken back"), "awarded": translate("beans for service"),
        "clawed_back": translate("beans taken back"),
        "imported_beans": translate("beans of a record brought in"),
        "granted": translate("beans for a deed"), "opened": translate("brought along"),
        "forgiven": translate("debt forgiven"), "expired": translate("beans expired"),
        "held": translate("held for a shop"), "released": translate("came home unspent"),
        "voucher_printed": translate("put on paper"), "redeemed": translate("beans redeemed"),
        "returned": translate("beans given back"), "given_cash": translate("money received"),
        "given_in_kind": translate("goods received"),
        "corrected_cash": translate("amount of money corrected"),
        "corrected_in_kind": translate("worth of goods corrected"),
        "paid": translate("paid to a shop"), "objection_raised": translate("objection raised"),
        "objection_upheld": translate("objection upheld"),
        "objection_declined": translate("objection declined"),
        "line_objected": translate("a shop objected"),
        "line_upheld": translate("a shop's objection upheld"),
        "line_declined": translate("a shop's objection declined"),
        "people": translate("one person"), "shops": translate("one shop"),
        "before": translate("stood when the month began"),
        "moved": translate("moved here or away"),
    }[kind]  # fmt: skip


def category_name(category: str) -> str:
    """A category of service; a code of a community's own policy is said as it is."""
    return {
        "general": translate("General service"), "patrol": translate("Patrol by day"),
        "patrol_night": translate("Patrol by night"), "care": translate("Care for people"),
        "professional": translate("Professional service"), "emergency": translate("Emergency"),
        "coordination": translate("Organizing on the spot"), "training": translate("Training"),
        BROUGHT_IN: translate("Records brought in"), "": translate("Records brought in"),
    }.get(category, category)  # fmt: skip


def measure_name(measure: Measure) -> str:
    """What the whole numbers of a sheet are counted in."""
    return {
        "people": translate("people"), "times": translate("times"),
        "minutes": translate("minutes"), "beans": translate("beans"), "fen": translate("fen"),
        "shops": translate("shops"),
    }[measure]  # fmt: skip


def shown(measure: Measure, number: int) -> str:
    """A number as people read it: minutes as hours to a tenth, fen as yuan."""
    if measure == "minutes":
        return hours(number)
    return yuan(number) if measure == "fen" else beans(number)


def whole(measure: Measure, number: int) -> str:
    """A number as it was counted, so that lines can be added up by hand: minutes as minutes."""
    if measure == "minutes":
        return translate("%(num)s min") % {"num": beans(number)}
    return shown(measure, number)
