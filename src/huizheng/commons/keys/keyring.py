"""Keys as files: private ones in ``secrets/<zone>``, public ones in ``secrets/public``."""

from __future__ import annotations

import base64
import datetime as dt
import fcntl
import json
import os
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from django.conf import settings

from huizheng.lib import sm

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Purpose(StrEnum):
    """What a key is for; a key serves one purpose only."""

    SIGNING = "signing"
    SEALING = "sealing"
    STORAGE = "storage"
    ACCOUNTS = "accounts"


PAIRED = (Purpose.SIGNING, Purpose.SEALING)


class UnknownKey(LookupError):
    """No key of that id, purpose and zone is here, or it is past its time."""


@dataclass(frozen=True)
class PublicKey:
    """What everybody may know of a pair: whose it is, what for, and from when until when it counts."""

    kid: str
    zone: str
    purpose: Purpose
    public: bytes
    valid_from: dt.datetime
    valid_until: dt.datetime | None

    def counts(self, at: dt.datetime) -> bool:
        return self.valid_from <= at and (self.valid_until is None or at < self.valid_until)


@dataclass(frozen=True)
class PrivateKey:
    """A secret of this zone: the private half of a pair, or an SM4 key."""

    kid: str
    purpose: Purpose
    secret: bytes = field(repr=False)
    created_at: dt.datetime
    public: bytes = b""

    @property
    def pair(self) -> sm.KeyPair:
        return sm.KeyPair(private=self.secret, public=self.public)


def key_id(material: bytes) -> str:
    """Return a key's id: the first sixteen digits of the SM3 of the public key."""
    return sm.sm3_hex(material)[:16]


def secrets_folder(zone: str) -> Path:
    return Path(settings.VAR) / "secrets" / zone


def public_folder() -> Path:
    return Path(settings.VAR) / "secrets" / "public"


@contextmanager
def changing_keys(zone: str) -> Iterator[None]:
    """Let one process at a time make or retire keys."""
    folder = secrets_folder(zone)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    public_folder().mkdir(mode=0o755, parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def add_pair(zone: str, purpose: Purpose, *, at: dt.datetime) -> PublicKey:
    pair = sm.new_key_pair()
    public = PublicKey(key_id(pair.public), zone, purpose, pair.public, valid_from=at, valid_until=None)
    # The private half first: a public key that nobody can open for would lose what is sealed for it.
    _store_private(zone, PrivateKey(public.kid, purpose, pair.private, at, pair.public))
    store_public(public)
    return public


def add_secret(zone: str, purpose: Purpose, *, at: dt.datetime) -> None:
    secret = sm.new_key()
    _store_private(zone, PrivateKey(key_id(b"id of " + purpose.encode() + secret), purpose, secret, at))


def private_keys(zone: str) -> list[PrivateKey]:
    """Return the zone's secrets, the newest first."""
    return _cached(secrets_folder(zone), "*.key", _read_private)


def public_keys() -> list[PublicKey]:
    """Return the public keys of every zone known here, the newest first."""
    return _cached(public_folder(), "*.json", _read_public)


def store_public(key: PublicKey) -> None:
    facts: dict[str, object] = {
        **asdict(key),
        "algorithm": "SM2",
        "public": key.public.hex(),
        "valid_from": key.valid_from.isoformat(),
    }
    facts["valid_until"] = key.valid_until.isoformat() if key.valid_until else None
    _write(public_folder() / f"{key.zone}-{key.purpose}-{key.kid}.json", facts, mode=0o644)


def _store_private(zone: str, key: PrivateKey) -> None:
    facts: dict[str, object] = {
        "kid": key.kid,
        "purpose": key.purpose,
        "secret": base64.b64encode(key.secret).decode(),
        "public": key.public.hex(),
        "created_at": key.created_at.isoformat(),
    }
    _write(secrets_folder(zone) / f"{key.purpose}-{key.kid}.key", facts, mode=0o600)


def _write(path: Path, facts: dict[str, object], *, mode: int) -> None:
    """Write the file whole or not at all, even through a power cut: a half key is a lost key."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(descriptor, "w") as file:
        json.dump(facts, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _read_private(path: Path) -> PrivateKey:
    facts = json.loads(path.read_text())
    return PrivateKey(
        kid=facts["kid"],
        purpose=Purpose(facts["purpose"]),
        secret=base64.b64decode(facts["secret"]),
        created_at=dt.datetime.fromisoformat(facts["created_at"]),
        public=bytes.fromhex(facts["public"]),
    )


def _read_public(path: Path) -> PublicKey:
    facts = json.loads(path.read_text())
    until = facts["valid_until"]
    return PublicKey(
        kid=facts["kid"],
        zone=facts["zone"],
        purpose=Purpose(facts["purpose"]),
        public=sm.check_public_key(bytes.fromhex(facts["public"])),
        valid_from=dt.datetime.fromisoformat(facts["valid_from"]),
        valid_until=dt.datetime.fromisoformat(until) if until else None,
    )


K = TypeVar("K")
_known: dict[tuple[Path, str], tuple[int, list[Any]]] = {}


def _cached(folder: Path, pattern: str, read: Callable[[Path], K]) -> list[K]:
    """Return the keys in a folder, read again once a file in it was added or replaced: no restart is needed."""
    try:
        changed = folder.stat().st_mtime_ns
    except FileNotFoundError:
        return []
    known = _known.get((folder, pattern))
    if known is None or known[0] != changed:
        keys = [read(path) for path in folder.glob(pattern)]
        known = _known[folder, pattern] = changed, sorted(keys, key=_age, reverse=True)
    return known[1]


def _age(key: Any) -> tuple[dt.datetime, str]:
    return (key.valid_from if isinstance(key, PublicKey) else key.created_at), key.kid
