"""The town: one community with everything in it, and all who may or may not touch it.

    盘龙区 district ─┬─ 拓东街道 street ─┬─ 阳光里 the lane ── 一网格 grid
                    │                  └─ 河对岸 beyond
                    └─ 青云街道 other street
    五华区 other district

What is touched is always at home on the lane. Whoever asks is bound to the lane itself (own), to
the community beyond (sibling), to the grid (so the lane is the parent), or to the street or the
district (so the lane is a child), or to a place with which the lane has nothing to do.
"""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property

from ledger.facts import ViolationUpheld
from tests.access.by_the_clock import days_document, months_sample
from tests.access.callers import callers
from tests.access.records import brought_in
from tests.access.statements import months_statement
from tests.house_open import MORNING, Neighbour, OpenHouse
from tests.patterns import happened, took
from tests.story import clock

ENDS = "2026-11-22 11:00"


class Town:
    """The lane on a Sunday at noon: service confirmed, beans redeemed, everybody with a key."""

    def __init__(self, home: OpenHouse) -> None:
        self.home = home
        home.it_is("2026-11-22 08:00")
        self._open_places()
        self._form_teams()
        self._register_people()
        self._live_a_morning()
        let_in = {name: home.let_in(role, **at) for name, (role, at) in callers(self).items()}
        self.actors = let_in | {"self": self.wang, "neighbour": self.zhao}

    def _open_places(self) -> None:
        home = self.home
        self.district = home.opens("district", "盘龙区")
        self.other_district = home.opens("district", "五华区")
        self.street = home.opens("street", "拓东街道", self.district)
        self.other_street = home.opens("street", "青云街道", self.district)
        self.lane = home.opens("community", "阳光里", self.street)
        self.beyond = home.opens("community", "河对岸", self.street)
        for community in (self.lane, self.beyond):
            home.gives_to(community, 1_000_000)
        self.grid = home.opens("grid", "一网格", self.lane)

    def _form_teams(self) -> None:
        told = {"name": "红帽子", "kind": "patrol", "community": self.lane}
        self.red = self.home.admin.gets("/teams", told)["id"]
        told = {"name": "蓝马甲", "kind": "choir", "community": self.lane}
        self.blue = self.home.admin.gets("/teams", told)["id"]
        told = {"name": "绿丝带", "kind": "patrol", "community": self.beyond}
        self.green = self.home.admin.gets("/teams", told)["id"]

    def _register_people(self) -> None:
        home = self.home
        self.wang = home.volunteer("王秀英", self.lane)
        self.zhao = home.volunteer("赵小梅", self.lane)
        home.admin.gets(f"/teams/{self.red}/members", {"volunteer": self.wang.who.volunteer})
        told = {"display_name": "小宝", "phone": "13800000009", "community": self.lane}
        self.bao = home.admin.gets("/volunteers", told | {"birth_date": "2012-06-01"})["id"]
        self.chen = home.merchant("老陈面馆", self.lane)
        self.fang = home.merchant("小方超市", self.lane)

    def _live_a_morning(self) -> None:
        """Wang serves with the Red Hats, and takes ten beans to Chen's."""
        home, wang = self.home, self.wang
        team = {"team": self.red, "community": self.lane}
        self.activity = home.activity(MORNING, ENDS, **team)
        home.it_is(ENDS)
        self.attendance = home.presence(wang, self.activity, MORNING, ENDS)
        rated = {"attendances": [{"attendance": self.attendance, "rating": 5}]}
        home.admin.gets(f"/activities/{self.activity}/confirmations", rated)
        self.used_code = wang.gets("/redemption-codes")["code"]
        told = {"code": self.used_code, "beans": 10, "capture": True}
        self.redemption = self.chen.gets("/redemptions", told)["id"]
        home.it_is("2026-11-22 12:00")
        later = clock("2026-11-22 12:10")
        span = later.isoformat(), (later + timedelta(hours=2)).isoformat()
        told = {"starts_at": span[0], "ends_at": span[1], **team}
        self.open_activity = home.activity(**told)

    @cached_property
    def forms_token(self) -> str:
        """What a page of ours gives to its forms."""
        self.home.client.get("/sign-in")
        return str(self.home.client.cookies["csrftoken"])

    @cached_property
    def affiliation(self) -> str:
        """Wang works for a company."""
        told = {"kind": "company", "since": "2026-01-01"}
        here = f"/volunteers/{self.wang.who.volunteer}/affiliations"
        return self.home.admin.gets(here, told)["affiliation"]

    @cached_property
    def imported(self) -> str:
        """A record of another book about Wang."""
        return brought_in(self)

    @cached_property
    def fund(self) -> str:
        """The fund of the lane."""
        return self.home.gives_to(self.lane, 100)

    @cached_property
    def household(self) -> str:
        """A household of the lane."""
        return str(self.home.admin.gets("/households", {"community": self.lane})["id"])

    @cached_property
    def building(self) -> str:
        """A building of the lane."""
        return self.home.opens("building", "3 号楼", self.lane)

    @cached_property
    def voucher(self) -> str:
        """Ten of Wang's beans on paper, by whomever they were printed."""
        volunteer, admin = self.wang.who.volunteer, self.home.admin
        waiting = admin.sees(f"/volunteers/{volunteer}/vouchers")["items"]
        told = {"volunteer": volunteer, "beans": 10}
        return str((waiting or [admin.gets("/vouchers", told)])[0]["id"])

    @cached_property
    def excuse(self) -> str:
        """Wang was ill for a while, says a paper."""
        told = {"first": "2026-11-01", "last": "2026-11-10", "percent": 50, "reference": "R-0"}
        path = f"/volunteers/{self.wang.who.volunteer}/excuses"
        return str(self.home.admin.gets(path, told)["id"])

    @cached_property
    def objection(self) -> str:
        """Wang says that her redemption was another one."""
        told = {"reference": self.redemption, "words": "我没有兑换"}
        return str(self.wang.gets(f"/volunteers/{self.wang.who.volunteer}/objections", told)["id"])

    @cached_property
    def offer(self) -> str:
        """A breakfast that Chen would give for beans, and nobody has agreed to yet."""
        told = {"kind": "exchange", "title": "早餐", "goods": "food", "beans": 30, "stock": 5}
        return str(self.chen.gets("/offers", told)["id"])

    @cached_property
    def certificate(self) -> str:
        """What Wang has asked to be certified."""
        path = f"/volunteers/{self.wang.who.volunteer}/certificates"
        return str(self.wang.gets(path, {})["certificate"])

    @cached_property
    def webhook(self) -> str:
        """Where the lane's staff have its facts sent; nobody is there."""
        told = {"url": "https://city.invalid/beans"}
        return str(self.actors["staff@lane"].gets("/webhooks", told)["id"])

    @cached_property
    def settlement(self) -> str:
        """Chen's November, closed ahead of its time."""
        merchant, home = str(self.chen.who.merchant), self.home
        return months_statement(home.ledger.book, merchant, home.clock.now())

    @cached_property
    def month(self) -> str:
        """The month that is closed for Chen."""
        assert self.settlement
        return "2026-11"

    @cached_property
    def proposal(self) -> str:
        """A late record for Zhao at the activity of the Red Hats, which waits until somebody
        agrees."""
        presence = {
            "volunteer": self.zhao.who.volunteer, "came_at": clock(MORNING).isoformat(),
            "left_at": clock(ENDS).isoformat(), "rating": 5,
        }  # fmt: skip
        told = {"presences": [presence], "proof": "合影"}
        path = f"/activities/{self.activity}/supplements"
        return str(self.home.admin.gets(path, told)["proposal"])

    @cached_property
    def donation(self) -> str:
        """Somebody gave a hundred yuan to the fund of the lane."""
        told = {"fen": 10_000, "donor": "欧阳先生"}
        return str(self.home.admin.gets(f"/funds/{self.fund}/donations", told)["id"])

    @cached_property
    def violation(self) -> str:
        """A committee decided something about Wang, and somebody who has left entered it."""
        happened(self.home, ViolationUpheld(
            at=self.home.clock.now(), violation="violation-1", kind="misconduct", reference="2号",
            volunteer=str(self.wang.who.volunteer), decided_by="person-gone",
        ))  # fmt: skip
        return "violation-1"

    @cached_property
    def signal(self) -> str:
        """Nearly all that Chen took this month is from one customer."""
        shop = str(self.chen.who.merchant)
        happened(self.home, took(shop, "volunteer-customer", 600))
        return str(self.home.admin.sees("/signals", unit=self.lane)["items"][0]["id"])

    @cached_property
    def period(self) -> str:
        """The day whose document the clock has frozen for the lane."""
        return days_document(self.home, self.lane)

    @cached_property
    def sample(self) -> str:
        """What the clock drew of the lane's November: Wang's morning."""
        return months_sample(self.home, self.lane, self.attendance)

    def fresh(self, kind: str, *, times: int = 1) -> list[str]:
        """New units of this kind on the lane, to be moved, merged or closed."""
        return [self.home.opens(kind, f"临时{number}", self.lane) for number in range(times)]

    def asker(self, name: str) -> Neighbour:
        """Somebody by the name of their column."""
        return self.actors[name]
