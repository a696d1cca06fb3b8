"""Forged words of the city: whatever is wrong with a token, nobody comes in by it."""

from __future__ import annotations

import time
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

import pytest
from joserfc.jwk import KeySet, RSAKey

from api.settings.city import city_from
from api.settings.faults import SettingsFault
from tests.city_hall import CLIENT_ID, CLIENT_SECRET
from tests.city_people import ZHAO, CityDoorstep, is_inside, leaves
from tests.doorstep import Browser
from tests.forger import WELL_KNOWN, Forger, forger, sent_back

Forgery = Callable[[Forger, str], str]


@pytest.fixture
def crook() -> Iterator[Forger]:
    with forger() as running:
        yield running


@pytest.fixture
def lane(crook: Forger, tmp_path: Path) -> Iterator[CityDoorstep]:
    """Sunny Lane, where officer Zhao has linked her account."""
    with sunny_lane(tmp_path, crook) as opened:
        yield opened


@pytest.fixture(scope="module")
def long_day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[CityDoorstep, Forger]]:
    """The same, for a day on which one forgery comes after the other."""
    with forger() as running, sunny_lane(tmp_path_factory.mktemp("lane"), running) as opened:
        yield opened, running


@contextmanager
def sunny_lane(data: Path, crook: Forger) -> Iterator[CityDoorstep]:
    opened = CityDoorstep(data, **crook.environ)
    opened.links(ZHAO, "zhao.xm")
    yield opened
    opened.close()


def saying(**otherwise: Any) -> Forgery:
    """A token that is well signed and says something else."""
    return lambda crook, address: crook.signed(crook.claims(address, **otherwise))


def comes_back(lane: CityDoorstep, crook: Forger, forged: Forgery) -> Browser:
    """Somebody sets out, and the provider gives a forged token for them."""
    browser = lane.stranger()
    address = leaves(browser)
    crook.gives(forged(crook, address))
    browser.open(sent_back(address))
    return browser


def test_an_honest_token_opens_the_desk(lane: CityDoorstep, crook: Forger) -> None:
    """What the other stories change one thing of."""
    browser = lane.stranger()
    address = leaves(browser)
    crook.gives(crook.signed(crook.claims(address)))
    browser.open(sent_back(address))
    assert is_inside(browser)

    who, form = crook.asked[0]
    known = b64decode(who.removeprefix("Basic ")).decode().split(":")
    assert [unquote(part) for part in known] == [CLIENT_ID, CLIENT_SECRET]
    assert quote(CLIENT_SECRET, safe="") == known[1]
    told = parse_qs(urlsplit(address).query)
    assert told["code_challenge_method"] == ["S256"] and told["scope"] == ["openid"]
    assert form["redirect_uri"] == told["redirect_uri"] and form["code"] == ["c0de"]
    digest = sha256(form["code_verifier"][0].encode()).digest()
    assert b64decode(told["code_challenge"][0] + "=", altchars="-_") == digest


FORGERIES: dict[str, tuple[Forgery, str]] = {
    "for another house": (saying(aud="silver-bean"), "InvalidClaimError aud"),
    "for several, not naming who asked": (
        saying(aud=[CLIENT_ID, "silver-bean"]), "MissingClaimError azp",
    ),
    "asked for by another house": (saying(azp="silver-bean"), "InvalidClaimError azp"),
    "for nobody": (saying(aud=None), "MissingClaimError aud"),
    "of another city": (saying(iss="https://elsewhere.example"), "InvalidClaimError iss"),
    "of no city": (saying(iss=None), "MissingClaimError iss"),
    "about nobody": (saying(sub=None), "MissingClaimError sub"),
    "about nobody again": (saying(sub=""), "InvalidClaimError sub"),
    "about a list": (saying(sub=["zhao.xm"]), "InvalidClaimError sub"),
    "about more than fits": (saying(sub="z" * 256), "unusable sub"),
    "run out": (saying(exp=int(time.time()) - 120), "ExpiredTokenError exp"),
    "never running out": (saying(exp=None), "MissingClaimError exp"),
    "never running out again": (saying(exp=float("nan")), "InvalidClaimError exp"),
    "of tomorrow": (
        saying(iat=int(time.time()) + 86_400, exp=int(time.time()) + 90_000),
        "InvalidClaimError iat",
    ),
    "of another question": (saying(nonce="0" * 43), "InvalidClaimError nonce"),
    "of no question": (saying(nonce=None), "MissingClaimError nonce"),
    "for another access token": (saying(at_hash="A" * 22), "InvalidClaimError at_hash"),
    "signed by nobody": (
        lambda crook, address: crook.unsigned(crook.claims(address)), "UnsupportedAlgorithmError",
    ),
    "signed with our name": (
        lambda crook, address: crook.shared(crook.claims(address), CLIENT_ID),
        "UnsupportedAlgorithmError",
    ),
    "signed with our secret": (
        lambda crook, address: crook.shared(crook.claims(address), CLIENT_SECRET),
        "UnsupportedAlgorithmError",
    ),
    "signed with the public key": (
        lambda crook, address: crook.shared(
            crook.claims(address), crook.key.as_pem(private=False).decode()
        ),
        "UnsupportedAlgorithmError",
    ),
    "signed by a stranger": (
        lambda crook, address: Forger(crook.issuer).signed(crook.claims(address)),
        "BadSignatureError",
    ),
    "signed with a key the city never had": (
        lambda crook, address: crook.signed(crook.claims(address), kid="another"),
        "InvalidKeyIdError",
    ),
    "changed after it was signed": (
        lambda crook, address: changed(
            crook.signed(crook.claims(address, sub="qian")), crook.signed(crook.claims(address))
        ),
        "BadSignatureError",
    ),
    "no token": (lambda crook, address: "zhao.xm", "DecodeError"),
    "nothing": (lambda crook, address: "", "DecodeError"),
}


def changed(signed: str, wanted: str) -> str:
    header, _, signature = signed.split(".")
    return ".".join((header, wanted.split(".")[1], signature))


@pytest.mark.parametrize(("forged", "why"), FORGERIES.values(), ids=FORGERIES.keys())
def test_a_forged_token_opens_nothing(
    long_day: tuple[CityDoorstep, Forger], forged: Forgery, why: str,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    """Each is refused for what is wrong with it, and the log says no more than that."""
    browser = comes_back(*long_day, forged)
    assert browser.page.status_code == 403 and "无法确认" in browser.page.text
    assert not is_inside(browser)
    warned = (each for each in caplog.records if each.name == "goldenbean")
    told = [each.getMessage().strip() for each in warned]
    assert told == [f"the city's word was not believed: {why}"]


def test_a_new_key_is_believed_once_the_city_publishes_it(
    lane: CityDoorstep, crook: Forger
) -> None:
    """Even under the old name; until then it is a stranger's."""
    assert is_inside(comes_back(lane, crook, saying()))
    crook.key = RSAKey.generate_key(2048, {"kid": "the one", "use": "sig"})
    assert not is_inside(comes_back(lane, crook, saying()))
    crook.answers["/jwks"] = KeySet([crook.key]).as_dict()
    assert is_inside(comes_back(lane, crook, saying()))


NOT_THERE: dict[str, dict[str, Any]] = {
    "is broken": {WELL_KNOWN: 500},
    "speaks another language": {WELL_KNOWN: b"<html>"},
    "sends everybody on": {WELL_KNOWN: 302},
    "is another city": {WELL_KNOWN: {"issuer": "https://sign-on.elsewhere.example"}},
    "has lost its keys": {"/jwks": 404},
    "has unreadable keys": {"/jwks": {"keys": [{"kty": "RSA", "n": "!"}]}},
    "has no keys": {"/jwks": {"keys": []}},
    "has keys of no kind": {"/jwks": ["keys"]},
    "fails at the last step": {"/token": 502},
    "gives no token": {"/token": {"access_token": "a"}},
}


@pytest.mark.parametrize("answers", NOT_THERE.values(), ids=NOT_THERE.keys())
def test_when_the_city_talks_nonsense_people_are_told_to_come_later(
    lane: CityDoorstep, crook: Forger, answers: dict[str, Any]
) -> None:
    browser = lane.stranger()
    honest = crook.answers[WELL_KNOWN]
    nonsense = answers.get(WELL_KNOWN)
    if isinstance(nonsense, dict):
        answers = {WELL_KNOWN: honest | nonsense}
    crook.answers |= answers
    browser.open("/sign-in")
    browser.press("/sign-in/city")
    if browser.page.status_code == 200:
        address = browser.page.headers["refresh"].removeprefix("0; url=")
        crook.answers["/token"] = answers.get(
            "/token", {"id_token": crook.signed(crook.claims(address))}
        )
        browser.open(sent_back(address))
    assert browser.page.status_code == 503 and "暂时没有应答" in browser.page.text


def test_a_provider_that_promises_its_name_must_give_it(
    lane: CityDoorstep, crook: Forger
) -> None:
    """RFC 9207: silence, or another's name, and the code is not even shown to it."""
    crook.answers[WELL_KNOWN]["authorization_response_iss_parameter_supported"] = True
    for named in ({}, {"iss": "https://elsewhere.example"}):
        browser = lane.stranger()
        browser.open(sent_back(leaves(browser), **named))
        assert browser.page.status_code == 403
    assert not crook.asked


@pytest.mark.parametrize(
    "entered",
    [
        {"GOLDENBEAN_OIDC_CLIENT_SECRET": ""},
        {"GOLDENBEAN_OIDC_ISSUER": "http://sign-on.city.example"},
        {"GOLDENBEAN_OIDC_ISSUER": "https://"},
        {"GOLDENBEAN_OIDC_ISSUER": "https://city.example?realm=1"},
        {"GOLDENBEAN_OIDC_ISSUER": "https://clerk:pearl@city.example"},
        {"GOLDENBEAN_OIDC_ISSUER": "sign-on.city.example"},
    ],
)
def test_the_operator_is_told_what_cannot_stand(entered: dict[str, str]) -> None:
    honest = Forger("https://sign-on.city.example").environ
    assert city_from(honest, "production") and city_from({}, "production") is None
    with pytest.raises(SettingsFault) as fault:
        city_from(honest | entered, "production")
    assert "GOLDENBEAN_OIDC" in fault.value.english and "GOLDENBEAN_OIDC" in fault.value.chinese
    assert "pearl" not in fault.value.english
