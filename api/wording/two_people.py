"""Words for refusals: what needs a second person."""

from __future__ import annotations

from api.wording.wording import Wording

WORDS: dict[str, Wording] = {
    "second_person_needed": Wording(
        422,
        "一天内仅凭一人确认的已达 {people} 人、{minutes} 分钟；"
        "超过 {most_people} 人或 {most_minutes} 分钟须由第二人复核。",
        "{people} people and {minutes} minutes a day on one person's word alone; beyond"
        " {most_people} or {most_minutes} a second person must agree.",
    ),
    "same_person": Wording(
        403, "提出的人不能自己批准。",
        "Nobody approves what they proposed.",
    ),
    "own_benefit": Wording(
        403, "不能批准与自己有关的事项。",
        "Nobody decides where they gain themselves.",
    ),
    "same_household": Wording(
        403, "不能批准同一家庭成员的事项。",
        "Nobody decides for their own household.",
    ),
    "proposal_unknown": Wording(
        404, "没有这项申请。",
        "There is no such proposal.",
    ),
    "proposal_settled": Wording(
        409, "这项申请已经处理。",
        "The proposal was settled before.",
    ),
    "proposer_has_left": Wording(
        409, "提出人已不在任。",
        "Whoever proposed it has left the role.",
    ),
    "proof_missing": Wording(
        422, "补录须说明凭据。",
        "A late record needs its proof.",
    ),
    "supplement_limit": Wording(
        422, "每年补录最多 {most} 分钟，已用 {used} 分钟。",
        "At most {most} late minutes a year, {used} are used.",
    ),
    "award_unknown": Wording(
        422, "政策中没有这项奖励或档次。",
        "The policy knows no such award or grade.",
    ),
    "top_grade_needs_two": Wording(
        422, "最高档 {grade} 颗金豆须由两人决定。",
        "The highest grade, {grade} beans, is given by two people.",
    ),
    "already_awarded": Wording(
        409, "这一事项已奖励过。",
        "This case was rewarded before.",
    ),
    "award_limit": Wording(
        422, "该奖励每月最多 {most} 颗金豆。",
        "At most {most} beans a month for this.",
    ),
    "nothing_to_forgive": Wording(
        409, "没有可免除的欠豆。",
        "There is no debt to forgive.",
    ),
}  # fmt: skip
