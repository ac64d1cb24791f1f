"""What is digested, and how; docs/decisions/0003-audit-chain.md says it for other languages."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from huizheng.commons.audit.models import AuditLine


def digest_of(line: AuditLine) -> str:
    """Return SM3 over the previous digest, a line feed and the line's content as sorted JSON."""
    content = {
        "chain": line.chain,
        "position": line.position,
        "at": line.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        "actor": [line.actor_kind, line.actor_id, line.actor_post],
        "action": line.action,
        "target": [line.target_kind, line.target_id],
        "facts": line.facts,
        "request_id": line.request_id,
    }
    return sm3(f"{line.previous}\n{canonical(content)}")


def anchor_digest(at: dt.datetime, heads: list[list[Any]]) -> str:
    return sm3(canonical({"at": at.astimezone(dt.UTC).isoformat(timespec="microseconds"), "heads": heads}))


def canonical(content: dict[str, Any]) -> str:
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def sm3(text: str) -> str:
    return hashlib.new("sm3", text.encode()).hexdigest()
