"""At the desk a family is nominated from the list, and somebody at another desk decides."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.facts import ExcuseGranted, ExcuseWithdrawn, HonourGranted, HonourProposed
from ledger.households import FormHousehold, JoinHousehold
from tests.doorstep import LI, WANG
from tests.evaluating import served
from tests.neighbourhood import SUNNY_LANE
from tests.second_desk import SecondDesk
from tests.story import Happened

HOME = "household-wangandli00000000"
LIST = f"/desk/honours?honour=five_good_family&unit={SUNNY_LANE}&period=2026"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SecondDesk]:
    """Wang and Li live together, and served forty hours in five days of autumn."""
    day = SecondDesk(tmp_path)
    day.happens(FormHousehold(household=HOME, community=SUNNY_LANE))
    for each in (WANG, LI):
        day.happens(JoinHousehold(household=HOME, volunteer=each))
    days = [f"2026-09-{number:02}" for number in range(1, 6)]
    day.happens(Happened(facts=tuple(served(WANG, each, 420) for each in days)))
    day.happens(Happened(facts=tuple(served(LI, each, 60) for each in days)))
    yield day
    day.close()


def test_a_family_is_nominated_at_one_desk_and_honoured_at_another(office: SecondDesk) -> None:
    zhou, wu = office.zhou(), office.wu()
    page = zhou.open(LIST)
    assert "李**、王**" in page and "家庭和睦" in page
    form = zhou.form("/desk/honours/nominations")
    for _ in range(2):
        page = zhou.submit(form, reference="阳光里〔2026〕9号")
    (made,) = office.told(HonourProposed)
    here = f"/desk/proposals/{made.proposal}"
    assert "五好家庭" in page and "阳光里〔2026〕9号" in page and zhou.page.url.path == here
    assert f"{here}/approval" not in page  # Whoever nominated does not decide.
    assert "拟授予的荣誉" in wu.open("/desk/proposals")
    wu.open(here)
    wu.press(f"{here}/approval")
    (granted,) = office.told(HonourGranted)
    assert (granted.subject, granted.period) == (HOME, "2026") and len(granted.digest) == 64
    page = zhou.open(LIST)
    assert "已授予" in page and 'name="reference"' not in page


def test_whoever_is_short_cannot_be_nominated_and_a_forged_form_is_refused(
    office: SecondDesk,
) -> None:
    zhou = office.zhou()
    zhou.open(LIST)
    form = zhou.form("/desk/honours/nominations")
    last_year = zhou.open(LIST.replace("2026", "2025"))
    assert "李**、王**" in last_year and 'name="reference"' not in last_year
    page = zhou.submit(form, period="2025")
    assert zhou.page.status_code == 422 and "尚未满足荣誉条件" in page
    zhou.open(LIST)
    zhou.submit(zhou.form("/desk/honours/nominations"), subject=WANG)
    assert zhou.page.status_code == 404
    assert office.told(HonourProposed) == []
    assert "王**" not in office.across_the_river().open("/desk/honours?honour=covenant_keeper")


def test_by_a_paper_less_is_asked_and_without_it_as_much_as_before(office: SecondDesk) -> None:
    zhou, at = office.zhou(), office.to_wang("excuses")
    zhou.open(at)
    paper = {
        "first": "2026-11-01", "last": "2026-11-15", "percent": "100", "reference": "R-12",
    }  # fmt: skip
    page = zhou.press(at, **paper)
    assert "R-12" in page and "降低 100%" in page
    (granted,) = office.told(ExcuseGranted)
    assert (granted.percent, str(granted.last)) == (100, "2026-11-15")
    zhou.press(at, **paper)
    assert zhou.page.status_code == 409
    for wrong, said in (
        ({"first": "2026-02-30"}, "没有这一天"), ({"percent": "0"}, "百分之 1 到 100"),
        ({"percent": "1e2"}, "百分之 1 到 100"), ({"reference": "  "}, "请填写证明编号"),
    ):  # fmt: skip
        page = zhou.press(at, **(paper | {"reference": "R-13"} | wrong))
        assert zhou.page.status_code == 422 and said in page
    page = zhou.press(f"{at}/withdrawal")
    assert "已撤销" in page and len(office.told(ExcuseWithdrawn)) == 1
    assert len(office.told(ExcuseGranted)) == 1
