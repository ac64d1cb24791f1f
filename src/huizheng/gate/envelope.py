"""The envelope: a canonical core, a signature over it or over its batch, and the marks of this delivery.

``{"core": {...}, "sig": {"kid", "alg", "over": "core" | {"root", "index", "size", "proof"}, "value"}, "hop": {...}}``
"""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from huizheng.commons.keys.api import Signature, verify
from huizheng.lib import merkle
from huizheng.lib.canonical import NotCanonical, canonical, parse
from huizheng.lib.facts import to_facts
from huizheng.lib.sm import sm3_hex

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from huizheng.gate.contracts.base import Message

VERSION = 1
MAX_BODY = 4 * 1024 * 1024
DATA, RECEIPT, COMPARE = "data", "receipt", "compare"
TYPES = frozenset({DATA, RECEIPT, COMPARE})
# 内部: what an organ holds and has not released (the envelope itself names no person).
SECRECY = "内部"

Core = dict[str, Any]


class Malformed(ValueError):
    """The bytes are no envelope of this protocol."""


class TooLarge(ValueError):
    """The message is larger than an envelope may be: its large parts belong into attachments."""


@dataclass(frozen=True)
class Envelope:
    """An envelope as it was read: nothing in it is believed before ``is_signed_by``."""

    core: Core
    sig: dict[str, Any]
    hop: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def signed(self) -> bytes:
        """Return the canonical bytes that the signature is over."""
        return canonical(self.core)

    @property
    def text(self) -> str:
        return self.signed.decode()

    @cached_property
    def digest(self) -> str:
        return sm3_hex(self.signed)

    @property
    def env_id(self) -> UUID:
        return UUID(self.core["env_id"])

    @property
    def kind(self) -> str:
        return str(self.core["type"])


def new_env_id(at: dt.datetime) -> UUID:
    """Return a UUIDv7 (RFC 9562 §5.7): its first 48 bits are the millisecond, so ids sort by time."""
    number = int(at.timestamp() * 1000) << 80 | int.from_bytes(os.urandom(10), "big")
    number = number & ~(0xF << 76) | 0x7 << 76
    number = number & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=number)


def message_core(
    message: Message,
    *,
    env_id: UUID,
    at: dt.datetime,
    not_after: dt.datetime,
    trace: str,
    corr_id: UUID,
    causation_id: UUID | None,
) -> Core:
    """Return the core of a message, not yet numbered; raises ``TooLarge``."""
    facts = to_facts(message)
    body = canonical(facts)
    if len(body) > MAX_BODY:
        raise TooLarge(f"{message.NAME} has {len(body)} bytes")
    schema = f"{message.NAME}@{message.VERSION}"
    return {
        "ver": VERSION,
        "env_id": str(env_id),
        "type": DATA,
        "subtype": message.NAME,
        "chan": message.channel(),
        "lane": message.lane(),
        "from": message.ZONE_FROM,
        "to": [message.ZONE_TO],
        "zone_from": message.ZONE_FROM,
        "zone_to": message.ZONE_TO,
        "biz_no": message.business_number(),
        "corr_id": str(corr_id),
        "causation_id": str(causation_id) if causation_id else None,
        "secrecy_label": SECRECY,
        "created": at.astimezone(dt.UTC).isoformat(),
        "not_after": not_after.astimezone(dt.UTC).isoformat(),
        "trace": trace,
        "content": {
            "media": "application/json",
            "schema": schema,
            "size": len(body),
            "sm3": sm3_hex(body),
            "body": facts,
        },
        "att": [to_facts(each) for each in message.attached()],
    }


def control_core(
    kind: str, body: dict[str, Any], *, env_id: UUID, zone_from: str, zone_to: str, at: dt.datetime
) -> Core:
    """Return the core of a receipt or a comparison: unnumbered, and never receipted itself."""
    return {
        "ver": VERSION,
        "env_id": str(env_id),
        "type": kind,
        "zone_from": zone_from,
        "zone_to": zone_to,
        "created": at.astimezone(dt.UTC).isoformat(),
        "content": {"media": "application/json", "body": body},
    }


def numbered(core: Core, *, seq: int, prev: str) -> Core:
    return {**core, "seq": seq, "prev": prev}


def sign_core(core: Core, sign: Callable[[bytes], Signature]) -> dict[str, Any]:
    signature = sign(canonical(core))
    return {"kid": signature.kid, "alg": signature.alg, "over": "core", "value": signature.value}


def sign_batch(cores: Sequence[Core], sign: Callable[[bytes], Signature]) -> tuple[str, Signature, list[list[str]]]:
    """Return the batch's root, the one signature over it, and each core's way to the root."""
    leaves = [canonical(core) for core in cores]
    root = merkle.root(leaves).hex()
    paths = [[step.hex() for step in path] for path in merkle.proofs(leaves)]
    return root, sign(_batch_text(root)), paths


def batch_signature(
    *, root: str, kid: str, alg: str, value: str, index: int, size: int, proof: list[str]
) -> dict[str, Any]:
    return {
        "kid": kid,
        "alg": alg,
        "value": value,
        "over": {"root": root, "index": index, "size": size, "proof": proof},
    }


def to_wire(core: str, sig: dict[str, Any], hop: dict[str, Any]) -> bytes:
    """Return the bytes that travel; ``core`` is already canonical and is not written anew."""
    return b'{"core":' + core.encode() + b',"hop":' + canonical(hop) + b',"sig":' + canonical(sig) + b"}"


def from_wire(raw: bytes | str) -> Envelope:
    """Return the envelope in ``raw``; raises ``Malformed``."""
    try:
        whole = parse(raw)
        core, sig, hop = whole["core"], whole["sig"], whole.get("hop", {})
        envelope = Envelope(core, sig, hop)
        shaped = (
            core["ver"] == VERSION
            and core["type"] in TYPES
            and isinstance(core["content"]["body"], dict)
            and isinstance(hop, dict)
            and all(isinstance(sig[key], str) for key in ("kid", "alg", "value"))
            and all(isinstance(core[key], str) for key in ("zone_from", "zone_to", "created"))
            and isinstance(envelope.env_id, UUID)
            and bool(envelope.signed and canonical(sig) and canonical(hop))
            and (core["type"] != DATA or _is_data(core))
        )
    except (NotCanonical, KeyError, TypeError, ValueError, AttributeError) as error:
        raise Malformed(f"not an envelope: {type(error).__name__} {error}"[:200]) from error
    if not shaped:
        raise Malformed("not an envelope: a member is of the wrong kind")
    return envelope


def _is_data(core: Core) -> bool:
    moment(core["created"])
    moment(core["not_after"])
    UUID(core["corr_id"])
    if core["causation_id"] is not None:
        UUID(core["causation_id"])
    return (
        all(isinstance(core[key], str) for key in ("chan", "lane", "subtype", "prev", "biz_no", "trace"))
        and isinstance(core["seq"], int)
        and core["seq"] > 0
        and isinstance(core["content"]["schema"], str)
        and all(isinstance(each["sm3"], str) and isinstance(each["size"], int) for each in core["att"])
    )


def moment(text: str) -> dt.datetime:
    """Return an aware moment; raises ``ValueError``."""
    found = dt.datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("a moment needs its zone")
    return found


def is_signed_by(envelope: Envelope, zone: str) -> bool:
    """Say whether ``zone`` signed this very core, alone or as a leaf of a batch."""
    sig = envelope.sig
    signature = Signature(kid=sig["kid"], alg=sig["alg"], value=sig["value"])
    over = sig.get("over")
    if over == "core":
        return verify(envelope.signed, signature, zone)
    if not isinstance(over, dict):
        return False
    try:
        root = bytes.fromhex(over["root"])
        path = [bytes.fromhex(step) for step in over["proof"]]
        index, size = int(over["index"]), int(over["size"])
    except (KeyError, TypeError, ValueError):
        return False
    return merkle.proves(envelope.signed, index=index, size=size, path=path, root=root) and _is_signed_root(
        over["root"], signature, zone, _minute()
    )


@lru_cache(maxsize=256)
def _is_signed_root(root: str, signature: Signature, zone: str, minute: int) -> bool:  # noqa: ARG001 - see below
    """Verify each batch once, not once an envelope; ``minute`` makes an answer lapse, because keys do."""
    return verify(_batch_text(root), signature, zone)


def _minute() -> int:
    return int(dt.datetime.now(dt.UTC).timestamp()) // 60


def _batch_text(root: str) -> bytes:
    return canonical({"batch_root": root, "purpose": "huizheng.gate.batch"})


def extension_text(env_id: UUID, until: dt.datetime) -> bytes:
    """Return what an operator's extension of an envelope's life signs."""
    return canonical(
        {"env_id": str(env_id), "not_after": until.astimezone(dt.UTC).isoformat(), "purpose": "huizheng.gate.extension"}
    )


def signature_facts(signature: Signature) -> dict[str, str]:
    return {"kid": signature.kid, "alg": signature.alg, "value": signature.value}
