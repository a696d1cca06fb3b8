"""Words for refusals: units of the tree."""

from __future__ import annotations

from api.wording.wording import Wording

WORDS: dict[str, Wording] = {
    "unit_unknown": Wording(404, "没有这个单位。", "There is no such unit."),
    "unit_misplaced": Wording(422, "单位的级别不对。", "The unit is of the wrong kind here."),
    "unit_not_open_yet": Wording(
        422, "该单位 {opens_on} 才设立。", "The unit begins only on {opens_on}."
    ),
    "unit_ended": Wording(409, "该单位于 {on} 撤销、合并或拆分。", "The unit ends on {on}."),
    "unit_elsewhere": Wording(422, "该单位不在此处。", "The unit does not lie there."),
    "units_unlike": Wording(
        422, "只有同级单位可以合并。", "Only units of one kind can be merged."
    ),
    "too_few_units": Wording(
        422, "合并或拆分至少涉及两个不同的单位。", "It takes at least two different units."
    ),
    "unit_not_empty": Wording(
        409, "其下还有 {units} 个单位。", "There are {units} units in it still."
    ),
}  # fmt: skip
