"""Words for refusals: signing up, absences and what must come first."""

from __future__ import annotations

from api.wording.wording import Wording

_RULES = {
    "category": ("这类服务不招未成年人", "this kind of service"),
    "hours": ("超过每天 {most} 分钟", "more than {most} minutes a day"),
    "time": ("晚于 {most} 点", "later than {most}:00"),
}


class _Minors(Wording):
    """The rules for minors say which of them it is."""

    def title(self, language: str, details: dict[str, int | str]) -> str:
        """The rule in words."""
        chinese, english = _RULES[str(details["rule"])]
        told = chinese if language == "zh" else english
        return super().title(language, {"told": told.format_map(details)})


WORDS: dict[str, Wording] = {
    "already_signed_up": Wording(
        409, "已经报名。",
        "Signed up already.",
    ),
    "not_signed_up": Wording(
        409, "还没有报名。",
        "Not signed up.",
    ),
    "plans_overlap": Wording(
        409, "这段时间您已报名另一项活动，请先取消那一项。",
        "Signed up for something else at that time already; please withdraw there first.",
    ),
    "sign_up_paused": Wording(
        422, "缺席次数过多，{until} 前暂停报名。",
        "Too many missed activities: signing up is paused until {until}.",
    ),
    "training_missing": Wording(
        422, "须先完成培训：{training}。",
        "The training {training} comes first.",
    ),
    "skill_missing": Wording(
        422, "须有已核实的专长：{skill}。",
        "The skill {skill} must be verified first.",
    ),
    "not_for_minors": _Minors(
        422, "未成年人不能参加（{told}）。",
        "Not for minors ({told}).",
    ),
    "came_after_all": Wording(
        409, "此人已到场。",
        "This person was there.",
    ),
    "not_over_yet": Wording(
        422, "活动还没有结束。",
        "The activity is not over yet.",
    ),
    "already_marked": Wording(
        409, "已经标记为缺席。",
        "Marked as missed already.",
    ),
    "not_marked": Wording(
        409, "没有可以谅解的缺席。",
        "There is no absence to excuse.",
    ),
    "skill_not_verified": Wording(
        409, "没有已核实的这项专长。",
        "There is no such verified skill.",
    ),
}  # fmt: skip
