"""The office tries a policy that nobody adopted: who would gain by it, and who would lose."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.facts import PolicyAdopted
from tests.doorstep import LI, WANG, Browser
from tests.evaluating import served
from tests.neighbourhood import POLICY_TEXT
from tests.second_desk import SecondDesk
from tests.story import Happened

HERE = "/desk/evaluations/proposed"
GAINS, LOSES = '<b class="tag ok">受益</b>', '<b class="tag no">受损</b>'
MONTHLY = "[evaluation.monthly]\nmin_hours = 8"
SMALLER = "[evaluation.monthly]\nmin_hours = 5"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SecondDesk]:
    """In October Wang served six hours on two days, and Li eight."""
    day = SecondDesk(tmp_path)
    day.happens(
        Happened(
            facts=(
                served(WANG, "2026-10-03", 180), served(WANG, "2026-10-05", 180),
                served(LI, "2026-10-03", 240, activity="activity-one"),
                served(LI, "2026-10-05", 240, activity="activity-two"),
            )
        )
    )  # fmt: skip
    yield day
    day.close()


def tries(desk: Browser, policy: str | bytes, *, as_file: bool = False) -> str:
    """Somebody sends a policy, typed or as a file; returns what the page says."""
    form = {**desk.form(HERE), "kind": "monthly", "period": "2026-10"}
    form.pop("file")  # A browser sends none where none was chosen.
    if as_file:
        sent = {"files": {"file": ("policy.toml", policy)}, "data": form}
    else:
        sent = {"data": form | {"text": policy}}
    desk.page = desk.post(HERE, headers={"referer": str(desk.page.url)}, **sent)
    return desk.page.text


@pytest.mark.parametrize("as_file", [True, False])
def test_who_gains_and_who_loses_by_a_policy_stands_side_by_side_and_nothing_is_adopted(
    office: SecondDesk, as_file: bool
) -> None:
    desk, facts = office.zhou(), office.facts()
    assert "min_hours = 8" in desk.open(HERE)  # The wording of today, to be changed.
    changed = POLICY_TEXT.replace(MONTHLY, SMALLER).replace("version = 2", "version = 7", 1)
    page = tries(desk, changed.encode() if as_file else changed, as_file=as_file)
    assert desk.page.status_code == 200
    assert "王**" in page and "李**" not in page and GAINS in page and LOSES not in page
    assert "default/2" in page and "default/7" in page
    # Three activities were asked for: then Li, who has two, would lose the place.
    stricter = POLICY_TEXT.replace("min_activities = 2", "min_activities = 3", 1)
    page = tries(desk, stricter.encode() if as_file else stricter, as_file=as_file)
    assert "李**" in page and "王**" not in page and LOSES in page and GAINS not in page
    assert "对谁都没有变化" in tries(desk, POLICY_TEXT)
    assert office.facts() == facts and len(office.told(PolicyAdopted)) == 1


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        ("", "缺少"),
        ("beans = [", "TOML"),
        (POLICY_TEXT.replace(MONTHLY, "[evaluation.monthly]\nmin_hours = -1"), "min_hours"),
        (b"\xff\xfe", "UTF-8"),
        ("x" * 300_000, "256"),
    ],
)
def test_what_could_not_be_adopted_is_not_tried(
    office: SecondDesk, policy: str | bytes, said: str
) -> None:
    desk = office.zhou()
    desk.open(HERE)
    page = tries(desk, policy, as_file=isinstance(policy, bytes))
    assert desk.page.status_code == 422 and said in page
    assert GAINS not in page and LOSES not in page


def test_nobody_tries_a_policy_on_people_out_of_reach(office: SecondDesk) -> None:
    desk = office.across_the_river()
    assert "王**" not in desk.open(HERE)
    page = tries(desk, POLICY_TEXT.replace(MONTHLY, SMALLER))
    assert desk.page.status_code == 200 and "王**" not in page
    form = {**desk.form(HERE), "unit": "unit-sunnylane", "text": POLICY_TEXT}
    assert desk.post(HERE, data=form).status_code == 404
