"""Words for refusals: volunteers, teams, roles and agreements."""

from __future__ import annotations

from api.wording.wording import Wording

WORDS: dict[str, Wording] = {
    "team_unknown": Wording(404, "没有这支队伍。", "There is no such team."),
    "already_member": Wording(409, "已是队员。", "Already a member of the team."),
    "volunteer_unknown": Wording(404, "没有这位志愿者。", "There is no such volunteer."),
    "already_registered": Wording(409, "已经登记过。", "Registered already."),
    "already_erased": Wording(409, "此人的信息已被删除。", "This person was forgotten before."),
    "number_taken": Wording(409, "志愿者编号已被使用。", "The volunteer number is taken."),
    "already_appointed": Wording(409, "这项任职已经有了。", "This appointment was made already."),
    "appointment_unknown": Wording(404, "没有这项任职。", "There is no such appointment."),
    "appointment_over": Wording(409, "这项任职已经结束。", "The appointment has ended."),
    "term_backwards": Wording(
        422, "任期的最后一天不能早于第一天或今天。",
        "A term cannot end before it begins, nor before today.",
    ),
    "role_misplaced": Wording(
        422, "该角色不能设在这一级单位。", "This role is not held at a unit of that kind."
    ),
    "role_unbound": Wording(
        422, "该角色的范围缺失或不适用。", "This role is bound to something else, or to more."
    ),
    "consent_missing": Wording(
        422, "未成年人须先有监护人同意。", "A minor needs the guardian's consent first."
    ),
    "no_such_consent": Wording(404, "没有可撤回的同意。", "There is no such consent."),
    "household_unknown": Wording(
        404, "没有这个家庭。",
        "There is no such household.",
    ),
    "already_in_household": Wording(
        409, "已属于一个家庭。",
        "In a household already.",
    ),
    "already_in_building": Wording(
        409, "这个家庭已登记在这栋楼。",
        "The household lives in this building already.",
    ),
    "not_in_household": Wording(
        409, "不属于这个家庭。",
        "Not in this household.",
    ),
}  # fmt: skip
