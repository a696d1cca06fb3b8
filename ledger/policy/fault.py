"""What is wrong with a policy file, where, in one sentence of English and one of Chinese."""

import re

_WHERE = re.compile(r"^(?P<what>.*?)(?: - at `(?P<path>\$.*)`)?$", re.DOTALL)
_WRONG_TYPE = re.compile(r"^Expected `(?P<wanted>[^`]+)`, got `(?P<found>[^`]+)`$")
_OUT_OF_RANGE = re.compile(r"^Expected `int` (?P<sign>[<>]=) (?P<limit>-?\d+)$")
_UNKNOWN_FIELD = re.compile(r"^Object contains unknown field `(?P<field>.+)`$")
_MISSING_FIELD = re.compile(r"^Object missing required field `(?P<field>.+)`$")
_UNKNOWN_WORD = re.compile(r"^Invalid enum value (?P<word>.+)$", re.DOTALL)

_KINDS = {
    "int": ("a whole number", "整数"),
    "float": ("a number with a decimal point", "带小数点的数"),
    "str": ("a text in quotes", "带引号的文字"),
    "bool": ("true or false", "true 或 false"),
    "date": ("a date like 2026-01-01", "形如 2026-01-01 的日期"),
    "datetime": ("a date with a time of day", "带时刻的日期"),
    "time": ("a time of day", "时刻"),
    "array": ("a list", "列表"),
    "object": ("a table", "表"),
}


class PolicyFault(Exception):
    """A policy file may not be used, for the reason said in both languages.

    `pointer` leads to the place as a JSON pointer does: `/beans/category/5/per_unit`.
    The empty pointer means the file as a whole.
    """

    def __init__(self, pointer: str, english: str, chinese: str) -> None:
        super().__init__(pointer, english, chinese)
        self.pointer = pointer
        self.english = english
        self.chinese = chinese

    def __str__(self) -> str:
        return f"{self.pointer or '/'}: {self.english} / {self.chinese}"


def fault_of_layout(message: str) -> PolicyFault:
    """Turn the validator's message about a wrong layout into a fault people can act on."""
    found = _WHERE.match(message)
    what = found["what"] if found else message
    pointer = _pointer(found["path"]) if found and found["path"] else ""
    if match := _UNKNOWN_FIELD.match(what):
        return _field(pointer, match["field"], "is not known here", "这里没有这个字段")
    if match := _MISSING_FIELD.match(what):
        return _field(pointer, match["field"], "is missing", "缺少这个字段")
    if match := _WRONG_TYPE.match(what):
        return _wrong_type(pointer, match["wanted"], match["found"])
    if match := _OUT_OF_RANGE.match(what):
        return _out_of_range(pointer, match["sign"], match["limit"])
    if match := _UNKNOWN_WORD.match(what):
        return PolicyFault(
            pointer,
            f"{match['word']} is not one of the words allowed here.",
            f"这里不允许使用 {match['word']}。",
        )
    if what == "Invalid RFC3339 encoded date":
        return _wrong_type(pointer, "date", "str")
    return PolicyFault(pointer, f"This is not as laid down: {what}.", f"此处不合规定:{what}。")


def _pointer(path: str) -> str:
    return re.sub(r"\.|\[", "/", path.removeprefix("$").replace("]", ""))


def _field(parent: str, field: str, english: str, chinese: str) -> PolicyFault:
    return PolicyFault(
        f"{parent}/{field}", f"The field `{field}` {english}.", f"{chinese}:{field}。"
    )


def _wrong_type(pointer: str, wanted: str, found: str) -> PolicyFault:
    # A union such as `int | null` has no entry of its own and is shown as the validator words it.
    wanted_english, wanted_chinese = _KINDS.get(wanted, (wanted, wanted))
    found_english, found_chinese = _KINDS.get(found, (found, found))
    return PolicyFault(
        pointer,
        f"Here must stand {wanted_english}, but {found_english} was found.",
        f"此处应为{wanted_chinese},实际为{found_chinese}。",
    )


def _out_of_range(pointer: str, sign: str, limit: str) -> PolicyFault:
    number = f"{int(limit):,}"
    if sign == ">=":
        return PolicyFault(
            pointer, f"The number must be at least {number}.", f"数值不得小于 {number}。"
        )
    return PolicyFault(pointer, f"The number must be at most {number}.", f"数值不得大于 {number}。")
