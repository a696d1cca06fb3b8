"""Senders: the code goes to the gateway, and the number goes nowhere else."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import httpx
import pytest

from api.settings import Settings
from api.settings.faults import SettingsFault
from api.signing_in.gatehouse import sender_of
from api.signing_in.senders import GatewaySender, LogSender

URL, TOKEN, PHONE = "https://sms.example/send", "t0ken", "13800000001"
GATEWAY = {"GOLDENBEAN_SMS_URL": URL, "GOLDENBEAN_SMS_TOKEN": TOKEN}


class Gateway:
    """A gateway at the other end of the wire, which answers as the story says."""

    def __init__(self, *answers: int | type[httpx.HTTPError]) -> None:
        self.answers = list(answers)
        self.asked: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, int):
            return httpx.Response(answer)
        raise answer(f"no way to {PHONE}")

    def send(self) -> bool:
        """A code is to go out."""
        sender = GatewaySender(URL, TOKEN, httpx.MockTransport(self))
        return sender.send(PHONE, "471953", "0042")


def test_a_code_is_posted_with_the_token_of_the_house() -> None:
    gateway = Gateway(202)
    assert gateway.send()
    (request,) = gateway.asked
    assert (request.method, str(request.url)) == ("POST", URL)
    assert request.headers["authorization"] == f"Bearer {TOKEN}"
    told = {"phone": PHONE, "code": "471953", "request": "0042"}
    assert json.loads(request.content) == told


@pytest.mark.parametrize("first", [503, httpx.ConnectTimeout, httpx.ConnectError])
def test_what_failed_once_is_tried_once_more(first: int | type[httpx.HTTPError]) -> None:
    assert Gateway(first, 200).send()


@pytest.mark.parametrize(
    ("answers", "why"),
    [((503, 502), "status 502"), ((httpx.ConnectError, httpx.ReadTimeout), "ReadTimeout"),
     ((401,), "status 401")],
)  # fmt: skip
def test_what_fails_is_logged_without_the_number_and_the_code(
    answers: tuple[int | type[httpx.HTTPError], ...], why: str, caplog: pytest.LogCaptureFixture
) -> None:
    gateway = Gateway(*answers)
    with caplog.at_level(logging.DEBUG, "goldenbean"):
        assert not gateway.send()
    assert len(gateway.asked) == len(answers)
    ours = [record.getMessage() for record in caplog.records if record.name == "goldenbean"]
    assert ours == [f"the code of request 0042 was not sent: {why}"]
    assert PHONE not in caplog.text and "471953" not in caplog.text


def test_a_demo_shows_codes_in_the_log_and_never_the_number(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.INFO, "goldenbean"):
        assert LogSender().send(PHONE, "471953", "0042")
    assert "471953" in caplog.text and "0042" in caplog.text and PHONE not in caplog.text


def test_a_production_without_a_gateway_offers_no_codes(tmp_path: Path) -> None:
    def sender(**environ: str) -> object:
        return sender_of(Settings.from_environment(environ, tmp_path))

    assert sender() is None
    assert isinstance(sender(GOLDENBEAN_ENV="development"), LogSender)
    assert isinstance(sender(**GATEWAY), GatewaySender)


@pytest.mark.parametrize(
    "environ",
    [
        {"GOLDENBEAN_SMS_URL": URL}, {"GOLDENBEAN_SMS_TOKEN": TOKEN},
        {**GATEWAY, "GOLDENBEAN_SMS_URL": "http://sms.example"},
        {**GATEWAY, "GOLDENBEAN_SMS_URL": "https://user:word@sms.example"},
        {**GATEWAY, "GOLDENBEAN_SMS_URL": "sms.example"},
    ],
)  # fmt: skip
def test_half_a_gateway_is_refused_in_words(environ: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(SettingsFault) as fault:
        Settings.from_environment(environ, tmp_path)
    assert "GOLDENBEAN_SMS_URL" in fault.value.english and TOKEN not in fault.value.english
    assert "word" not in fault.value.english


def test_the_settings_show_neither_address_nor_token(tmp_path: Path) -> None:
    shown = repr(Settings.from_environment(GATEWAY, tmp_path))
    assert URL not in shown and TOKEN not in shown
