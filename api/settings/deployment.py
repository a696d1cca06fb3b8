"""Settings: what the operator decided before the doors open."""

from __future__ import annotations

import fcntl
import hmac
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from api.clock import clock_from
from api.settings.city import CitySettings, city_from
from api.settings.doors import DoorSettings, doors_from
from api.settings.faults import SettingsFault
from api.settings.sender import GatewaySettings, gateway_from
from api.settings.webhooks import WebhookSettings, webhooks_from

SHORTEST_SECRET_BYTES = 16


@dataclass(frozen=True)
class Settings:
    """One operator's decisions; the secret and the database password stay out of its repr.

    `database_url` is '' for SQLite inside `data`. `clock_text` is what `clock_from` reads.
    `city` is the city's single sign-on, where there is one; `doors` is what the operator says of
    the address and the traffic, `webhooks` of where messages may go.
    """

    data: Path
    database_url: str = field(repr=False)
    policy_path: Path | None
    secret: bytes = field(repr=False)
    environment: str
    clock_text: str
    city: CitySettings | None = None
    doors: DoorSettings = DoorSettings()
    gateway: GatewaySettings | None = None
    webhooks: WebhookSettings = WebhookSettings()

    @classmethod
    def from_environment(
        cls, environ: Mapping[str, str], data: Path | str | None = None
    ) -> Settings:
        """Read the GOLDENBEAN_… variables; `data` (from the command line) wins over its own.

        Makes the data directory and the secret when they are missing, but only after every
        other setting has proved good. Raises SettingsFault.
        """
        environment = environ.get("GOLDENBEAN_ENV") or "production"
        database_url = _database_url(environ.get("GOLDENBEAN_DATABASE_URL", ""))
        policy_path = _policy_path(environ.get("GOLDENBEAN_POLICY", ""))
        clock_text = _clock_text(environ.get("GOLDENBEAN_CLOCK", ""), environment)
        given_secret = _given_secret(environ.get("GOLDENBEAN_SECRET", ""), environment)
        city = city_from(environ, environment)
        doors = doors_from(environ)
        gateway = gateway_from(environ, environment)
        webhooks = webhooks_from(environ)
        directory = _directory(Path(data or environ.get("GOLDENBEAN_DATA") or "data"))
        return cls(
            data=directory,
            database_url=database_url,
            policy_path=policy_path,
            secret=given_secret or _kept_secret(directory / "secret"),
            environment=environment,
            clock_text=clock_text,
            city=city,
            doors=doors,
            gateway=gateway,
            webhooks=webhooks,
        )

    def derived_secret(self, purpose: str, ledger: str = "") -> bytes:
        """32 bytes for one purpose in one ledger, from which the others cannot be guessed."""
        label = f"{len(purpose)}:{purpose}:{ledger}"
        return hmac.digest(self.secret, label.encode(), "sha256")


def _database_url(url: str) -> str:
    # The address may carry a password, so no sentence here repeats it.
    try:
        if url and make_url(url).drivername != "postgresql":
            raise SettingsFault(
                "GOLDENBEAN_DATABASE_URL must begin with postgresql:// or be empty for SQLite.",
                "GOLDENBEAN_DATABASE_URL 必须以 postgresql:// 开头；留空则使用 SQLite。",
            )
    except (ArgumentError, ValueError) as unreadable:
        raise SettingsFault(
            "GOLDENBEAN_DATABASE_URL is not a readable database address.",
            "GOLDENBEAN_DATABASE_URL 不是可读的数据库地址。",
        ) from unreadable
    return url


def _policy_path(text: str) -> Path | None:
    if text and not Path(text).is_file():
        raise SettingsFault(
            f"GOLDENBEAN_POLICY names {text}, which is not a file.",
            f"GOLDENBEAN_POLICY 所指的 {text} 不是文件。",
        )
    return Path(text).resolve() if text else None


def _clock_text(text: str, environment: str) -> str:
    if text and environment != "test":
        raise SettingsFault(
            "GOLDENBEAN_CLOCK is refused unless GOLDENBEAN_ENV=test.",
            "仅当 GOLDENBEAN_ENV=test 时才可设置 GOLDENBEAN_CLOCK。",
        )
    try:
        clock_from(text)
    except ValueError as unreadable:
        raise SettingsFault(
            f"GOLDENBEAN_CLOCK must be like 2026-11-23T09:00:00+08:00 or +3600s, not {text!r}.",
            f"GOLDENBEAN_CLOCK 应形如 2026-11-23T09:00:00+08:00 或 +3600s，而不是 {text!r}。",
        ) from unreadable
    return text


def _given_secret(text: str, environment: str) -> bytes:
    secret = text.encode()
    if secret and len(secret) < SHORTEST_SECRET_BYTES and environment != "test":
        raise SettingsFault(
            f"GOLDENBEAN_SECRET is too short: give at least {SHORTEST_SECRET_BYTES} characters.",
            f"GOLDENBEAN_SECRET 太短：至少需要 {SHORTEST_SECRET_BYTES} 个字符。",
        )
    return secret


def _directory(path: Path) -> Path:
    path = path.resolve()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as refused:
        raise SettingsFault(
            f"The data directory {path} cannot be made: {refused.strerror}.",
            f"无法创建数据目录 {path}：{refused.strerror}。",
        ) from refused
    if not os.access(path, os.R_OK | os.W_OK | os.X_OK):
        raise SettingsFault(
            f"The data directory {path} is not writable.",
            f"数据目录 {path} 不可写。",
        )
    return path


def _kept_secret(path: Path) -> bytes:
    """The secret in `path`, made on the first start; many processes may start at once."""
    try:
        with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
            # Whoever gets the lock first writes; the others then find the file filled.
            fcntl.flock(file, fcntl.LOCK_EX)
            os.fchmod(file.fileno(), 0o600)
            secret = file.read().strip()
            if not secret:
                secret = secrets.token_hex(32).encode()
                file.write(secret + b"\n")
                file.flush()
                os.fsync(file.fileno())
                _make_durable(path.parent)
    except OSError as refused:
        raise SettingsFault(
            f"The secret {path} can be neither read nor made: {refused.strerror}.",
            f"无法读取或创建密钥文件 {path}：{refused.strerror}。",
        ) from refused
    if len(secret) < SHORTEST_SECRET_BYTES:
        raise SettingsFault(
            f"The secret {path} is damaged: bring it back from a backup.",
            f"密钥文件 {path} 已损坏：请从备份中恢复。",
        )
    return secret


def _make_durable(directory: Path) -> None:
    # A power cut must not take the file's name away: without the secret no phone is found again.
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
