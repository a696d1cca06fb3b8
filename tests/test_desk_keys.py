"""Keys, links and badges: made at the desk, shown once, and worth nothing when taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from api.access.roles import Role
from api.ledgers import FIRST
from tests.doorstep import LI, NOODLES, WANG, Browser
from tests.neighbourhood import SUNNY_LANE
from tests.office_day import BEYOND, SUN, SUNS_PHONE, ZHOU, OfficeDay, found_in, path_of

KEY = r'<p class="secret">(gb_[0-9A-Za-z_-]+)</p>'
LINK = r'<p class="secret">(http[^<]+/in/[^<]+)</p>'
OF_ZHOU = r'(?s)制作人：周\*\*.*?action="(/desk/invitations/invitation-[^"]+/withdraw)"'
BOARD = {"label": "大屏幕", "bound": SUNNY_LANE, "verbs": ["read_units", "show_code"], "days": "30"}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeDay]:
    """Sunday morning, and the office is open."""
    office = OfficeDay(tmp_path)
    yield office
    office.close()


def makes(desk: Browser, role: Role, **told: str | list[str]) -> str:
    """Fill in the form for a key; returns what comes of it."""
    desk.open(f"/desk/keys/new?role={role.value}")
    return desk.press("/desk/keys/new", **told)


# Keys ---------------------------------------------------------------------------------------


def test_a_key_is_shown_once_and_opens_what_was_ticked(office: OfficeDay) -> None:
    desk = office.at_desk()
    desk.open("/desk/keys/new?role=organizer")
    form = desk.form("/desk/keys/new")
    key_text = found_in(desk.submit(form, **BOARD), KEY)
    who = office.house.keys.check(key_text)
    assert who and (who.role, who.unit) == (Role.ORGANIZER, SUNNY_LANE)
    assert who.verbs == {"read_units", "show_code"}
    again = desk.submit(form, **BOARD)
    assert "此表单已提交过" in again and "gb_" not in again
    assert len(office.house.keys.all()) == 1
    listed = desk.open("/desk/keys")
    assert "大屏幕" in listed and "周**" in listed and key_text not in listed
    assert "显示活动码" in listed and "2026年12月22日" in listed
    office.later(days=30)
    assert office.house.keys.check(key_text) is None


def test_a_key_taken_back_opens_nothing(office: OfficeDay) -> None:
    desk = office.at_desk()
    key_text = found_in(makes(desk, Role.ORGANIZER, **BOARD), KEY)
    who = office.house.keys.check(key_text)
    assert who
    desk.open("/desk/keys")
    form = desk.form(f"/desk/keys/{who.id}/revoke")
    assert "已撤销" in desk.submit(form) and path_of(desk) == "/desk/keys"
    assert office.house.keys.check(key_text) is None
    desk.submit(form)
    assert desk.page.status_code == 200


def test_no_key_is_made_that_reaches_further_than_its_maker(office: OfficeDay) -> None:
    desk = office.at_desk()
    page = desk.open("/desk/keys/new")
    assert "role=staff" in page and "role=street_staff" not in page and "role=admin" not in page
    desk.open("/desk/keys/new?role=staff")
    form = desk.form("/desk/keys/new")
    told = {"label": "x", "days": "7", "verbs": "see_people"}
    for role in ("admin", "street_staff", "inspector", "auditor", "volunteer", "guardian"):
        desk.submit(form, role=role, **told)
        assert desk.page.status_code == 403, role
    for bound in ("", BEYOND, "team-none"):
        assert "请选择范围" in desk.submit(form, bound=bound, **told)
    for verbs in ("", "redeem", ["see_people", "read_book"]):
        page = desk.submit(form, bound=SUNNY_LANE, **{**told, "verbs": verbs})
        assert "请至少勾选一项" in page, verbs
    assert "有效期" in desk.submit(form, bound=SUNNY_LANE, **{**told, "days": "9999"})
    assert office.house.keys.all() == []


def test_a_narrow_key_cannot_make_a_wide_one(office: OfficeDay) -> None:
    narrow, _ = office.house.keys.create(
        Role.STAFF, FIRST, unit=SUNNY_LANE, verbs=["make_key", "read_units"]
    )
    desk = office.stranger()
    desk.open("/sign-in")
    desk.press("/sign-in", key=narrow)
    page = makes(desk, Role.STAFF, **{**BOARD, "verbs": ["read_units", "erase"]})
    assert "请至少勾选一项" in page and "删除个人资料" not in page
    assert found_in(makes(desk, Role.STAFF, **{**BOARD, "verbs": ["read_units"]}), KEY)


def test_across_the_river_there_are_no_keys_of_the_lane(office: OfficeDay) -> None:
    ours = office.house.keys.create(Role.ORGANIZER, FIRST, unit=SUNNY_LANE, label="我们的")[1]
    theirs = office.house.keys.create(Role.ORGANIZER, FIRST, unit=BEYOND, label="他们的")[1]
    above = office.house.keys.create(Role.INSPECTOR, FIRST, unit=SUNNY_LANE, label="检查")[1]
    qian = office.across_the_river()
    page = qian.open("/desk/keys")
    assert "他们的" in page and "我们的" not in page and "检查" not in page
    form = qian.form(f"/desk/keys/{theirs.id}/revoke")
    for key in (ours.id, "key-none"):
        form.action = f"/desk/keys/{key}/revoke"
        qian.submit(form)
        assert qian.page.status_code == 404
    zhou = office.at_desk()
    zhou.open("/desk/keys")
    form = zhou.form(f"/desk/keys/{ours.id}/revoke")
    form.action = f"/desk/keys/{above.id}/revoke"
    assert zhou.submit(form) and zhou.page.status_code == 403
    assert office.house.keys.in_force(above.id)


# Invitations and badges ---------------------------------------------------------------------


def test_a_sheet_of_links_for_two_neighbours_is_shown_once(office: OfficeDay) -> None:
    desk = office.at_desk()
    desk.open("/desk/invitations")
    form = desk.form("/desk/invitations")
    page = desk.submit(form, numbers="13800000001\n1000000002\n")
    assert page.count("<svg") == 2 and "王**" in page and "李**" in page
    assert "王秀英" not in page and "13800000001" not in page
    wang = office.stranger()
    path = urlsplit(found_in(page, LINK)).path
    wang.open(path)
    wang.press(path)
    assert path_of(wang) == "/me"
    again = desk.submit(form, numbers="13800000001\n1000000002\n")
    assert "<svg" not in again and "此表单已提交过" in again
    assert "第 2 行" in desk.submit(form, numbers=f"13800000001\n{SUNS_PHONE}")


def test_a_link_that_is_withdrawn_opens_nothing(office: OfficeDay) -> None:
    desk = office.at_desk()
    desk.open(f"/desk/people/{WANG}")
    path = urlsplit(found_in(desk.press(f"/desk/people/{WANG}/invitation"), LINK)).path
    page = desk.open("/desk/invitations")
    withdraw = found_in(page, OF_ZHOU)
    form = desk.form(withdraw)
    qian = office.across_the_river()
    qian.open(f"/desk/people/{SUN}")
    theirs = qian.form(f"/desk/people/{SUN}/invitation")
    assert withdraw not in qian.open("/desk/invitations")
    theirs.action = withdraw
    qian.submit(theirs)
    assert office.stranger().get(path).status_code == 200, "Qian could not withdraw it"
    desk.submit(form)
    assert office.stranger().get(path).status_code == 410


def test_a_badge_is_printed_once_and_blocked_when_it_is_lost(office: OfficeDay) -> None:
    desk = office.at_desk()
    desk.open(f"/desk/people/{WANG}")
    form = desk.form(f"/desk/people/{WANG}/badge")
    assert "不能全是同一个数字" in desk.submit(form, pin="123456")
    desk.open(f"/desk/people/{WANG}")
    form = desk.form(f"/desk/people/{WANG}/badge")
    page = desk.submit(form, pin="274951")
    code = found_in(page, r'<p class="secret">(GBB [0-9A-Z ]+)</p>')
    badges = office.house.gate.badges
    assert badges.check(code, "274951") and "王**" in page and "王秀英" not in page
    assert "GBB" not in desk.submit(form, pin="274951") and badges.check(code, "274951")
    desk.open(f"/desk/people/{WANG}")
    desk.press(f"/desk/people/{WANG}/badge/withdraw")
    assert badges.check(code, "274951") is None


def test_an_organizer_makes_neither_keys_nor_links(office: OfficeDay) -> None:
    desk = office.desk()
    for path in ("/desk/keys", "/desk/keys/new", "/desk/invitations", "/desk/roles"):
        assert desk.open(path) and desk.page.status_code == 403, path
    wang = office.phone_of(WANG)
    for path in ("/desk/people", "/desk/requests", f"/desk/people/{LI}", "/desk/roles/new"):
        assert wang.open(path) and wang.page.status_code == 403, path


def test_the_desk_shows_the_rooms_that_open(office: OfficeDay) -> None:
    assert 'href="/desk/keys"' in office.at_desk(ZHOU).open("/desk")
    page = office.desk().open("/desk")
    assert 'href="/desk/people/new"' in page and 'href="/desk/keys"' not in page
    assert NOODLES not in page
