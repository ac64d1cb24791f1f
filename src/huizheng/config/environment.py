"""What an operator may say from outside. The only module that reads environment variables."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import quote, unquote, urlsplit

Zone = Literal["outer", "inner"]

ROOT = Path(__file__).resolve().parents[3]


LAST_PORT = 65535


class WrongSetting(SystemExit):
    """A variable says what cannot be; whoever started us reads which one, and what it may say."""

    def __init__(self, name: str, value: str, advice: str) -> None:
        super().__init__(f"\n✗ {name}={value} 不能用\n  → {advice}")


@dataclass(frozen=True)
class Environment:
    """One running instance: where its state lives and on which addresses it answers."""

    var: Path
    outer_port: int
    inner_port: int
    postgres_port: int
    nats_port: int
    dock_port: int
    metrics_port: int
    outer_database_url: str | None
    inner_database_url: str | None
    nats_url: str | None
    storage_url: str | None
    mail_url: str | None
    clamd_url: str | None
    outer_hosts: tuple[str, ...]
    inner_hosts: tuple[str, ...]
    behind_tls: bool
    trusted_proxies: tuple[str, ...]
    debug: bool
    demonstration: bool
    demonstration_sites: tuple[str, ...]

    def database_url(self, zone: Zone) -> str:
        """Return the address of the zone's own database, the embedded server's when none is given."""
        given = self._given_database_url(zone)
        if given:
            return given
        # Each zone signs in as its own role, which owns its own database and may not enter the other's.
        password_file = self.secrets(zone) / "database.password"
        password = password_file.read_text().strip() if password_file.is_file() else ""
        return f"postgres://huizheng_{zone}:{quote(password)}@127.0.0.1:{self.postgres_port}/huizheng_{zone}"

    def database_is_given(self, zone: Zone) -> bool:
        """Say whether the zone's database was given from outside; else it is the embedded server's."""
        return bool(self._given_database_url(zone))

    def _given_database_url(self, zone: Zone) -> str | None:
        return self.outer_database_url if zone == "outer" else self.inner_database_url

    def secrets(self, zone: str) -> Path:
        """Return the folder of a zone's keys and passwords; the other zone's processes never need it."""
        return self.var / "secrets" / zone

    def port(self, zone: Zone) -> int:
        return self.outer_port if zone == "outer" else self.inner_port

    @property
    def nats_address(self) -> str:
        return self.nats_url or f"nats://127.0.0.1:{self.nats_port}"

    @property
    def storage_address(self) -> str:
        return self.storage_url or str(self.var / "files")

    @property
    def embeds_postgres(self) -> bool:
        return not (self.outer_database_url and self.inner_database_url)

    @property
    def embeds_nats(self) -> bool:
        return self.nats_url is None


def read() -> Environment:
    """Read the environment; ports that are not named follow from the outer port, so instances run side by side."""
    outer_port = _port("HUIZHENG_OUTER_PORT", 8000)
    inner_port = _port("HUIZHENG_INNER_PORT", outer_port + 1)
    # Below 32768, where Linux hands out no ephemeral ports; one block of four for each outer port.
    block = 20000 + (outer_port * 4) % 12000
    return Environment(
        var=Path(os.environ.get("HUIZHENG_VAR", ROOT / "var")).absolute(),
        outer_port=outer_port,
        inner_port=inner_port,
        postgres_port=_port("HUIZHENG_POSTGRES_PORT", block),
        nats_port=_port("HUIZHENG_NATS_PORT", block + 1),
        dock_port=_port("HUIZHENG_DOCK_PORT", block + 2),
        metrics_port=_port("HUIZHENG_METRICS_PORT", block + 3),
        outer_database_url=os.environ.get("HUIZHENG_OUTER_DATABASE_URL"),
        inner_database_url=os.environ.get("HUIZHENG_INNER_DATABASE_URL"),
        nats_url=os.environ.get("HUIZHENG_NATS_URL"),
        storage_url=os.environ.get("HUIZHENG_STORAGE_URL"),
        mail_url=os.environ.get("HUIZHENG_MAIL_URL"),
        clamd_url=os.environ.get("HUIZHENG_CLAMD_URL"),
        outer_hosts=tuple(filter(None, os.environ.get("HUIZHENG_OUTER_HOSTS", "").split(","))),
        inner_hosts=tuple(filter(None, os.environ.get("HUIZHENG_INNER_HOSTS", "").split(","))),
        # A proxy that ends TLS stands before us: cookies are Secure, and it says so in X-Forwarded-Proto.
        behind_tls=os.environ.get("HUIZHENG_TLS", "") == "1",
        # Addresses or networks whose X-Forwarded-For is believed; without it the proxy counts as the visitor.
        trusted_proxies=tuple(filter(None, os.environ.get("HUIZHENG_TRUSTED_PROXIES", "").split(","))),
        debug=os.environ.get("HUIZHENG_DEBUG", "") == "1",
        # Accounts with a published password; an instance for real people says 0.
        demonstration=os.environ.get("HUIZHENG_DEMONSTRATION", "1") == "1",
        # The sites that a demonstration fills with pages; empty: all of them.
        demonstration_sites=tuple(filter(None, os.environ.get("HUIZHENG_DEMONSTRATION_SITES", "").split(","))),
    )


def _port(name: str, default: int) -> int:
    text = os.environ.get(name, "").strip() or str(default)
    if not text.isdecimal() or not 1 <= int(text) <= LAST_PORT:
        raise WrongSetting(name, text, f"端口是 1 到 {LAST_PORT} 之间的整数，例如：{name}={default}")
    return int(text)


def zone() -> Zone:
    """Return the zone this process serves, as named by its settings module."""
    name = os.environ.get("DJANGO_SETTINGS_MODULE", "huizheng.config.settings.inner").rsplit(".", 1)[-1]
    return "outer" if name.endswith("outer") else "inner"


def django_database(url: str) -> dict[str, object]:
    """Turn ``postgres://user:password@host:port/name`` into one entry of Django's ``DATABASES``."""
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
    }
