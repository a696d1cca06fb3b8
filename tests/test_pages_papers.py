"""Wang takes her record along on paper, and a stranger checks it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.certifying import code_of
from api.guarding.rates import Rate
from ledger.facts import CertificateIssued, CertificateWithdrawn
from ledger.revocations import RevokeAttendance
from tests.doorstep import WANG
from tests.second_desk import WANGS_RECORD, SecondDesk


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SecondDesk]:
    """Sunday at noon; Wang has swept the stairs for two hours."""
    day = SecondDesk(tmp_path)
    day.serves_by_hand()
    yield day
    day.close()


def test_a_certificate_is_issued_printed_checked_and_superseded(office: SecondDesk) -> None:
    zhou, at = office.zhou(), office.to_wang("certificates")
    assert "王秀英" not in zhou.open(at)
    form = zhou.form(at)
    for _ in range(2):  # Pressed twice it is one paper.
        assert "有效" in zhou.submit(form)
    (issued,) = office.told(CertificateIssued)
    assert (issued.minutes, issued.sessions) == (120, 1)
    assert "王秀英" in zhou.press(f"{at}/{issued.certificate}") and issued.serial in zhou.page.text
    assert "楼道清洁" in zhou.page.text and "阳光里社区" in zhou.page.text
    (look,) = office.house.particulars.looked_up(WANG)
    assert look.fields == ("display_name",) and issued.serial in look.purpose
    assert all("王秀英" not in str(each.fact) for each in office.ledger.book.facts())

    stranger = office.stranger()
    code = code_of(office.ledger, issued.certificate)
    assert code in zhou.page.text.replace(" ", "")
    shown = stranger.open(f"/c?code={code.lower()}")
    assert "有效" in shown and "王**" in shown and "王秀英" not in shown
    assert issued.serial in shown and "阳光里社区" in shown

    office.happens(RevokeAttendance(attendance=WANGS_RECORD))
    assert "已被更新" in stranger.open(f"/c/{code}")
    zhou.open(at)
    zhou.press(f"{at}/withdrawal", reason="wrong_content")
    assert len(office.told(CertificateWithdrawn)) == 1
    assert "已撤回" in stranger.open(f"/c/{code}")


def test_a_code_on_no_paper_is_told_so_and_guessing_waits(office: SecondDesk) -> None:
    stranger = office.stranger()
    office.house.strangers_rate = Rate.a_minute(2)
    for wrong in ("0" * 16, "x"):
        assert "没有这个查验码" in stranger.open(f"/c/{wrong}")
        assert stranger.page.status_code == 404
    stranger.open("/c/" + "1" * 16)
    assert stranger.page.status_code == 429


def test_the_handbook_has_five_parts_and_a_print_carries_a_code(office: SecondDesk) -> None:
    wu, at = office.wu(), office.to_wang("handbook")
    shown = wu.open(at)
    assert "王**" in shown and "王秀英" not in shown
    for part in ("基本信息", "服务记录", "培训记录", "表彰奖励", "服务评价"):
        assert part in shown
    about = {"gender": "female", "area": "3 号楼", "id_number": "530102195603080028",
             "skills": ["剪纸"], "birth_date": "1956-03-08"}  # fmt: skip
    office.house.particulars.keep(WANG, about, office.ledger.rules.current, office.ledger.name)
    assert "剪纸" not in wu.open(at), "what is kept is shown to nobody who said not what for"
    printed = wu.press(at)
    for told in ("王秀英", "女", "3 号楼", "剪纸", "13800000001", "*" * 14 + "0028"):
        assert told in printed
    assert "530102" not in printed
    (look, *_) = office.house.particulars.looked_up(WANG)
    assert {"id_number", "area", "skills"} <= set(look.fields)
    assert "剪纸" in office.phone_of(WANG).open("/me/handbook")
    (issued,) = office.told(CertificateIssued)
    assert issued.kind == "handbook" and issued.minutes == 120
    code = code_of(office.ledger, issued.certificate)
    assert "工作登记手册" in office.stranger().open(f"/c/{code}")
