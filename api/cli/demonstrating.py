"""`goldenbean demo`: a community to look around in, built once and served."""

from __future__ import annotations

import gc
import socket
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.cli.options import data_option, host_option, port_option

if TYPE_CHECKING:
    from api.demo.building import Built
    from api.demo.sign_ins import SignIn
    from api.settings import Settings

PAGES = (("首页", "home", "/"), ("接口文档", "API reference", "/docs"))
WIDEST_TERMINAL = 100


@click.command()
@host_option
@port_option
@data_option
@click.option(
    "--files",
    type=click.Path(path_type=Path, file_okay=False),
    help="名册目录 The folder with volunteers.csv, merchants.xlsx and activities.csv.",
)
def demo(host: str, port: int, data: Path | None, files: Path | None) -> None:
    """演示 A populated community, served, with addresses and sign-ins printed."""
    from api.cli.listening import address_of, listen
    from api.cli.opened import settings_of
    from api.cli.serving import serve_on

    listen(host, port).close()  # A port in use is better learnt now than after the building.
    settings = _for_show(settings_of(data))
    sign_ins, links = _prepared(settings, files)
    listener = listen(host, port)

    def tell_ready() -> None:
        click.echo(f"ready {address_of(host, listener)}")
        _tell_addresses(address_of(_reachable(host), listener), sign_ins, links)

    serve_on(listener, settings, tell_ready)


def _for_show(settings: Settings) -> Settings:
    """A demo sends no messages: one-time codes appear where it was started."""
    return replace(settings, environment="demo") if settings.gateway is None else settings


def _prepared(settings: Settings, files: Path | None) -> tuple[list[SignIn], list[str]]:
    """Build the demo where there is none yet, and put on what happens today."""
    from api.cli.opened import opened_house
    from api.clock import clock_from
    from api.demo.building import FILES, build
    from api.demo.sign_ins import kept
    from api.demo.today import put_on

    if kept(settings.data) is None:
        began = time.monotonic()
        gc.disable()  # What a year leaves in memory is needed: looking for garbage only takes time.
        built = build(settings, clock_from(settings.clock_text).now(), files or FILES, _Telling())
        gc.enable()
        _tell_built(built, time.monotonic() - began)
    with opened_house(settings) as house:
        sign_ins = kept(settings.data) or []
        put_on(house, sign_ins)
        return sign_ins, [each.link(house) for each in sign_ins]


class _Telling:
    """Tells how the building goes: a line for each step, and one for each month of the year."""

    _STEPS = {"import": "导入名册 importing the files", "views": "更新视图 bringing the views up"}

    def __init__(self) -> None:
        self._month = ""

    def __call__(self, step: str, day: date | None) -> None:
        if day is None:
            click.echo(f"{self._STEPS[step]} …", err=True)
        elif f"{day:%Y-%m}" != self._month:
            self._month = f"{day:%Y-%m}"
            click.echo(f"模拟 playing {self._month} …", err=True)


def _tell_built(built: Built, seconds: float) -> None:
    from api.importing.report import totals

    for kind, results in built.rows.items():
        click.echo(f"{kind}: {totals(results)}")
    click.echo(
        f"活动 activities {built.activities}, 签到 attendances {built.attendances},"
        f" 兑换 redemptions {built.redemptions}, 被拒 refused {built.refused};"
        f" 用时 {seconds:.1f} 秒 seconds"
    )


def _tell_addresses(base: str, sign_ins: list[SignIn], links: list[str]) -> None:
    from api.qr import terminal

    click.echo("\n金沙社区演示 The demo of Jinsha community")
    for chinese, english, path in PAGES:
        click.echo(f"  {chinese} {english}: {base}{path}")
    click.echo("登录：打开链接，或输入用户名和密码；接口使用密钥")
    click.echo("Sign in: open a link, or type name and password; the API takes the key")
    for who, link in zip(sign_ins, links, strict=True):
        click.echo(f"  {who.chinese} {who.english}\n    {base}{link}\n    {who.key}")
        if who.login is not None:
            click.echo(
                f"    用户名 name {who.login.user_name}, 密码 password {who.login.password}"
            )
    picture = terminal(f"{base}{links[0]}")
    click.echo(f"\n扫码成为{sign_ins[0].chinese} Scan to be the {sign_ins[0].english}:")
    click.echo(picture, color=True)
    if "127.0.0.1" in base:
        click.echo("手机扫码请加 For a phone in the same network add: --host 0.0.0.0")
    click.echo("Ctrl-C 结束 ends it.")


def _reachable(host: str) -> str:
    """The address others reach us at, when we listen on all of them."""
    if host not in ("0.0.0.0", "::"):
        return host
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        try:
            # Connecting a datagram socket sends nothing; it only chooses the way out.
            probe.connect(("2001:db8::1" if ":" in host else "192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"
