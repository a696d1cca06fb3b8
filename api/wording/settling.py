"""Words for refusals: a merchant's month, closed, agreed to and paid."""

from __future__ import annotations

from api.wording.wording import Wording

WORDS: dict[str, Wording] = {
    "settlement_unknown": Wording(404, "没有这份对账单。", "There is no such statement."),
    "month_not_over": Wording(
        422, "这个月要到 {closes_on} 才能出账。", "The month is closed on {closes_on}, not before."
    ),
    "already_frozen": Wording(
        409, "这个月已经出账；之后的变动列入下一期。",
        "The month is closed; what came later stands in the next statement.",
    ),
    "nothing_to_settle": Wording(
        422, "{month} 没有往来，不出对账单。",
        "Nothing happened in {month}: there is no statement.",
    ),
    "statement_differs": Wording(
        409,
        "明细与账本不一致，不能出账：账本 {book_beans} 颗、{book_lines} 行，"
        "明细 {seen_beans} 颗、{seen_lines} 行。",
        "The lines differ from the book, so nothing is closed: {book_beans} beans on {book_lines}"
        " lines in the book, {seen_beans} on {seen_lines} listed.",
    ),
    "line_unknown": Wording(404, "对账单上没有这一行。", "The statement has no such line."),
    "objection_term_over": Wording(
        422, "异议期已于 {until} 结束。", "Objections were possible until {until}."
    ),
    "statement_settled": Wording(
        409, "这份对账单已经确认或结清。", "The statement is agreed to or settled already."
    ),
    "objections_open": Wording(
        409, "还有 {lines} 项异议等待答复。", "Objections that wait for an answer: {lines}."
    ),
    "not_objected": Wording(
        409, "这一行没有等待答复的异议。", "No objection to this line waits for an answer."
    ),
    "beyond_the_line": Wording(
        422, "调整只能在 {least_fen} 分到 {most_fen} 分之间。",
        "An answer can add between {least_fen} and {most_fen} fen.",
    ),
    "not_agreed": Wording(
        409, "商户还没有确认，{until} 之前仍可提出异议。",
        "The merchant has not agreed and may object until {until}.",
    ),
    "nothing_due": Wording(
        422, "这份对账单没有待结金额。", "Nothing of this statement is due."
    ),
    "payment_recorded": Wording(
        409, "凭证号 {reference} 已经登记过。", "Reference {reference} was entered before."
    ),
}  # fmt: skip
