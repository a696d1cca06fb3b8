"""Nobody makes the house knock at its own doors: not by a number, not by a name, not by a lie."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from ipaddress import ip_address, ip_network
from pathlib import Path

import pytest

from api.settings import Settings, SettingsFault
from api.webhooks.guard import permitted
from api.webhooks.wire import Resolve, Wire
from tests.certificates import Authority
from tests.city_platform import Platform, Telling, telling
from tests.neighbourhood import WANG, planned, registered

INSIDE = (
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.0.192", "192.0.2.1", "198.18.0.1",
    "198.51.100.7", "203.0.113.9", "192.88.99.1", "224.0.0.1", "239.255.255.250", "240.0.0.1",
    "255.255.255.255", "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:169.254.169.254",
    "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b::a00:1", "64:ff9b:1::1",
    "fc00::1", "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1", "2001:db8::1", "2001::1",
    "2002:7f00:1::", "2002:a9fe:a9fe::", "100::1", "4000::1",
    "3fff::1", "2001:10::1",
)  # fmt: skip
OUTSIDE = ("1.1.1.1", "114.114.114.114", "::ffff:1.1.1.1", "2400:3200::1", "64:ff9b::101:101")


@pytest.mark.parametrize("number", INSIDE)
def test_an_address_inside_is_never_spoken_to(number: str) -> None:
    assert not permitted(ip_address(number), "https", ())
    assert not permitted(ip_address(number), "http", ())


@pytest.mark.parametrize("number", OUTSIDE)
def test_a_public_address_is_spoken_to_by_https_alone(number: str) -> None:
    assert permitted(ip_address(number), "https", ())
    assert not permitted(ip_address(number), "http", ())


def test_a_network_of_the_operators_own_is_spoken_to_and_nothing_beside_it() -> None:
    own = (ip_network("10.20.0.0/16"), ip_network("fd12::/16"))
    for number in ("10.20.1.1", "::ffff:10.20.1.1", "fd12::8"):
        assert permitted(ip_address(number), "https", own), number
        assert permitted(ip_address(number), "http", own), number
    for number in ("10.21.1.1", "64:ff9b::a14:101", "169.254.169.254", "127.0.0.1", "fd13::8"):
        assert not permitted(ip_address(number), "https", own), number


@pytest.mark.parametrize(
    "told",
    [
        {"NETWORKS": "10.0.0.1/8"}, {"NETWORKS": "the hall"}, {"NETWORKS": "0.0.0.0/0"},
        {"NETWORKS": "169.254.0.0/16"}, {"NETWORKS": "10.0.0.0/8, 169.254.169.254"},
        {"NETWORKS": "::/0"}, {"NETWORKS": "fe80::/64"}, {"NETWORKS": "224.0.0.0/8"},
        {"PORTS": "https"}, {"PORTS": "0"}, {"PORTS": "443 65536"}, {"PORTS": "-1"},
    ],
)  # fmt: skip
def test_an_operator_is_told_what_cannot_be_allowed(told: dict[str, str], tmp_path: Path) -> None:
    environ = {f"GOLDENBEAN_WEBHOOK_{name}": text for name, text in told.items()}
    with pytest.raises(SettingsFault) as fault:
        Settings.from_environment(environ, tmp_path)
    (name,) = environ
    assert name in fault.value.english and name in fault.value.chinese


def answering(*numbers: str) -> tuple[Resolve, list[str]]:
    """A name server that says the same of every name, and the names it was asked for."""
    asked: list[str] = []

    async def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return list(numbers)

    return resolve, asked


def by_way_of(
    hall: Telling, resolve: Resolve | None, trust: ssl.SSLContext | None = None
) -> Callable[[], Wire]:
    """The line from the hall, with another name server at its side."""
    return lambda: Wire(hall.house.settings.webhooks, resolve, trust)


@pytest.fixture
def closed_hall(tmp_path: Path, platform: Platform) -> Iterator[Telling]:
    """A hall whose operator has allowed nothing but a port."""
    with telling(tmp_path, platform.port, GOLDENBEAN_WEBHOOK_NETWORKS="") as hall:
        yield hall


@pytest.mark.parametrize(
    "numbers",
    [
        ("127.0.0.1",), ("169.254.169.254",), ("::1",), ("::ffff:127.0.0.1",), ("fe80::1%lo",),
        ("1.1.1.1", "127.0.0.1"), ("127.0.0.1", "1.1.1.1"), ("not a number",), (),
    ],
)  # fmt: skip
def test_a_name_that_leads_inside_is_not_followed(
    closed_hall: Telling, platform: Platform, numbers: tuple[str, ...]
) -> None:
    made = closed_hall.listens(f"https://city.invalid:{platform.port}/")
    closed_hall.happens(registered(WANG))
    resolve, asked = answering(*numbers)
    assert closed_hall.delivers(wire=by_way_of(closed_hall, resolve)) == 0
    assert asked == ["city.invalid"] and platform.heard == []
    assert closed_hall.now(made).fault == "address_inside"


def test_a_name_is_asked_once_and_what_it_said_is_spoken_to(
    hall: Telling, platform: Platform
) -> None:
    hall.listens(f"http://city.invalid:{platform.port}/beans")
    hall.happens(registered(WANG), planned())
    lies = iter([["127.0.0.1"], ["127.0.0.1"], ["169.254.169.254"]])
    asked: list[str] = []

    async def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return next(lies)

    assert hall.delivers(wire=by_way_of(hall, resolve)) == 2
    assert asked == ["city.invalid", "city.invalid"], "once for each message"
    hosts = {one.headers["host"] for one in platform.heard}
    assert hosts == {f"city.invalid:{platform.port}"}


def test_one_bad_address_among_good_ones_is_one_too_many(
    hall: Telling, platform: Platform
) -> None:
    made = hall.listens(f"http://city.invalid:{platform.port}/beans")
    hall.happens(registered(WANG))
    resolve, _ = answering("127.0.0.1", "169.254.169.254")
    assert hall.delivers(wire=by_way_of(hall, resolve)) == 0 and platform.heard == []
    assert hall.now(made).fault == "address_inside"


def test_a_second_address_is_tried_where_the_first_does_not_answer(
    hall: Telling, platform: Platform
) -> None:
    hall.listens(f"http://city.invalid:{platform.port}/beans")
    hall.happens(registered(WANG))
    resolve, _ = answering("127.0.0.99", "127.0.0.1")
    assert hall.delivers(wire=by_way_of(hall, resolve)) == 1


def test_a_name_that_nobody_knows_is_tried_again_later(hall: Telling) -> None:
    made = hall.listens(f"http://{'x' * 70}.invalid:{min(hall.house.settings.webhooks.ports)}/")
    hall.happens(registered(WANG))
    assert hall.delivers() == 0
    assert (hall.now(made).fault, hall.now(made).state) == ("no_address", "failing")


def test_what_the_operator_allows_no_more_is_not_spoken_to_any_more(
    tmp_path: Path, platform: Platform
) -> None:
    with telling(tmp_path, platform.port) as hall:
        made = hall.listens(platform.url)
    for changed in ({"ports": {443}}, {"NETWORKS": ""}):
        ports = changed.get("ports", {platform.port})
        environ = {"GOLDENBEAN_WEBHOOK_NETWORKS": ""} if "NETWORKS" in changed else {}
        hall = Telling(tmp_path, set(ports), **environ)
        hall.later(hours=len(platform.heard) + 1)
        hall.happens(registered(f"volunteer-{len(environ)}", f"100000000{len(environ)}"))
        assert hall.delivers() == 0 and hall.now(made).fault == "address_inside"
        hall.house.close()
    assert platform.heard == []


def test_no_proxy_of_the_machine_stands_between(
    hall: Telling, platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    hall.listens(platform.url)
    hall.happens(registered(WANG))
    assert hall.delivers() == 1


def test_the_certificate_must_be_that_of_the_name(
    hall: Telling, platform: Platform, slow: Platform
) -> None:
    authority = Authority()
    platform.server.socket = authority.for_name("city.invalid").wrap_socket(
        platform.server.socket, server_side=True
    )
    resolve, _ = answering("127.0.0.1")
    city = hall.listens(f"https://city.invalid:{platform.port}/beans")
    other = hall.listens(f"https://other.invalid:{platform.port}/beans")
    hall.happens(registered(WANG))
    assert hall.delivers(wire=by_way_of(hall, resolve, authority.trusted())) == 1
    assert hall.now(city).state == "listening" and hall.now(other).fault == "untrusted"
    hall.happens(planned())
    assert hall.delivers(wire=by_way_of(hall, resolve)) == 0, "nobody else knows that authority"
    assert hall.now(city).fault == "untrusted" and len(platform.heard) == 1
