from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from huizheng.commons.audit.digests import anchor_digest, canonical, digest_of
from huizheng.commons.audit.errors import UnfitFacts, UnknownActionShape
from huizheng.commons.audit.models import Anchor, AuditLine, Chain
from huizheng.commons.telemetry.api import current_request_id, logger
from huizheng.lib.identifiers import is_citizen_number, mask_citizen_number

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.lib.actors import Actor

log = logger("audit")
_ACTION = re.compile(r"[a-z][a-z0-9_]*(:[a-z][a-z0-9_]*){2}")

# The first chain that nobody holds, or else a new one: a writer waits for no writer.
_TAKE = "SELECT number, length, digest FROM audit_chain ORDER BY number LIMIT 1 FOR UPDATE SKIP LOCKED"
_BEGIN = "INSERT INTO audit_chain (length, digest) VALUES (0, '') RETURNING number, length, digest"
# Every act waits for its line, so line and head go to the database in one statement.
_APPEND = """
WITH head AS (UPDATE audit_chain SET length = %s, digest = %s WHERE number = %s)
INSERT INTO audit_auditline (chain, position, at, actor_kind, actor_id, actor_post, action, target_kind, target_id,
                             facts, request_id, previous, digest)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s::jsonb, %s, %s, %s)
RETURNING id
"""


def record(
    *,
    actor: Actor,
    action: str,
    target: tuple[str, str],
    facts: dict[str, Any],
    at: dt.datetime,
) -> AuditLine:
    """This function will write one line at the end of a chain, in the caller's transaction.

    ``action`` is ``room:noun:verb``; ``target`` a kind and an id; ``facts`` are ids and plain facts, never a
    person's data (a citizen number among them is masked, as a second net).
    Raises ``TransactionManagementError`` outside a transaction, ``UnknownActionShape``, ``UnfitFacts``,
    ``ValueError`` when ``at`` is naive. (网络安全法 art 23(3): records are kept for at least six months.)
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(f"{action} must be recorded inside the act's transaction")
    if not _ACTION.fullmatch(action):
        raise UnknownActionShape(f"{action!r} is not room:noun:verb")
    if at.tzinfo is None:
        raise ValueError("an act happens at an aware moment")
    kept = _fit(facts)
    number, length, digest = _take_chain()
    line = AuditLine(
        chain=number,
        position=length + 1,
        at=at,
        actor_kind=str(actor.kind),
        actor_id=actor.id,
        actor_post=actor.post,
        action=action,
        target_kind=target[0],
        target_id=str(target[1]),
        facts=kept,
        request_id=current_request_id() or "",
        previous=digest,
    )
    line.digest = digest_of(line)
    with connection.cursor() as cursor:
        cursor.execute(
            _APPEND,
            [
                line.position, line.digest, number, number, line.position, line.at, line.actor_kind, line.actor_id,
                line.actor_post, line.action, line.target_kind, line.target_id, canonical(kept), line.request_id,
                line.previous, line.digest,
            ],
        )  # fmt: skip
        line.pk = cursor.fetchone()[0]
    line._state.adding, line._state.db = False, connection.alias  # noqa: SLF001 - it is in the database now
    return line


def anchor(*, at: dt.datetime) -> Anchor:
    """This function will write down where all chains stand and log the digest, to be kept elsewhere."""
    with transaction.atomic():
        heads = [[head.number, head.length, head.digest] for head in Chain.objects.filter(length__gt=0)]
        kept = Anchor.objects.create(at=at, heads=heads, digest=anchor_digest(at, heads))
    log.info("anchored", lines=sum(head[1] for head in heads), digest=kept.digest)
    return kept


def _take_chain() -> tuple[int, int, str]:
    with connection.cursor() as cursor:
        cursor.execute(_TAKE)
        row = cursor.fetchone()
        if row is None:
            cursor.execute(_BEGIN)
            row = cursor.fetchone()
        number, length, digest = row
        return number, length, digest


def _fit(value: Any) -> Any:
    """Return the facts as they will come back from the database, or say why they cannot."""
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, str):
        if "\x00" in value:
            raise UnfitFacts("text with a zero byte cannot be stored")
        return mask_citizen_number(value) if is_citizen_number(value) else str(value)
    if isinstance(value, (list, tuple)):
        return [_fit(each) for each in value]
    if isinstance(value, dict):
        return {str(key): _fit(each) for key, each in value.items()}
    raise UnfitFacts(f"{type(value).__name__} is no fact: write moments and ids as text, amounts as whole numbers")
