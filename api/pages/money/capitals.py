"""Capitals: an amount of money in the Chinese numerals that nobody can add a stroke to."""

from __future__ import annotations

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")


def in_capitals(fen: int) -> str:
    """Fen in words for a receipt, such as 壹仟零伍元叁角整 for 100530.

    As the rules for filling in notes have it (支付结算办法, annex 1): zeros in a row are read
    once, and 整 follows the yuan or the jiao, never the fen. Raises ValueError below one fen or
    from 10^16 yuan on.
    """
    yuan, jiao, cents = fen // 100, fen // 10 % 10, fen % 10
    if fen < 1 or yuan >= 10 ** (4 * len(_GROUPS)):
        raise ValueError(f"{fen} fen cannot be written in words")
    words = f"{_whole(yuan)}元" if yuan else ""
    if jiao:
        words += f"{_DIGITS[jiao]}角"
    elif cents and yuan:
        words += "零"
    return words + (f"{_DIGITS[cents]}分" if cents else "整")


def _whole(number: int) -> str:
    """A whole number, four digits at a time; a gap of zeros before a digit is one 零."""
    words, gap = "", False
    for group in range(len(_GROUPS) - 1, -1, -1):
        four = number // 10 ** (4 * group) % 10_000
        for place in range(3, -1, -1):
            digit = four // 10**place % 10
            if digit:
                words += ("零" if gap and words else "") + _DIGITS[digit] + _PLACES[place]
            gap = not digit
        words += _GROUPS[group] if four else ""
        gap = gap or not four
    return words
