"""Heads: what every journal says about itself, for whoever opens it in ten years."""

from __future__ import annotations

_WORDS = """\
Golden Bean 金豆: ledger {ledger}, every movement up to position {position}.

BEAN 金豆: a thank-you that expires, counted whole; never money. CNY: what merchants are owed.
One transaction for one fact of the book, in its order, on the local day it was written down.
No name and no telephone number is in here, only the ids of the book.

Assets:Volunteers:V-…           beans a volunteer can spend; negative while a debt stands
Assets:Held:V-…:R-…             beans of a volunteer that one redemption holds
Assets:Merchants:M-…:YYYY-MM    beans a merchant took in a month, what went back taken off
Equity:Issuance                 where beans come from and, taken back, go to
Equity:Expired                  beans whose day has come
Liabilities:Owed:M-…:YYYY-MM    money ever owed to a merchant for a month, paid or not
Equity:Promised                 the other side of what is owed
Assets:Funds:F-…:Free           money of a fund that is promised to nobody
Assets:Funds:F-…:Reserved       money of a fund that waits to be paid to merchants
Assets:Funds:F-…:Paid           money a fund has paid to merchants
Equity:Given                    the other side of what was given in money

V-…, M-…, R-… and F-… are volunteer-…, merchant-…, redemption-… and fund-… of the book; any
character but a-z, A-Y, 0-9 and - is written as Z, its number in hexadecimal, Z. So no two ids
share a name.

Balances are what the named view shows on the screens, not a sum of what stands in this file:
statements at the end of each month, the others on the day after the last fact.

本文件按账本顺序列出全部金豆变动；余额断言取自系统视图，与变动互相独立。不含姓名和电话。
"""


def told_at_the_head(ledger: str, position: int) -> str:
    """The head as comments of both programs, a blank line behind it."""
    lines = _WORDS.format(ledger=ledger, position=position).splitlines()
    return "".join(f"; {line}".rstrip() + "\n" for line in lines) + "\n"
