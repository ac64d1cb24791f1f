from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from huizheng.commons.audit.errors import NotVisible
from huizheng.commons.audit.models import AuditLine

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet


class AuditReader(Protocol):
    """Whoever looks at the lines: the rooms above say who is an auditor."""

    @property
    def may_read_audit(self) -> bool: ...


@dataclass(frozen=True)
class Page:
    """A page of lines, the newest first; ``older`` is the ``before`` of the next page."""

    lines: list[AuditLine]
    older: int | None


def lines_about(target: tuple[str, str]) -> QuerySet[AuditLine]:
    """Return every line about one thing, the oldest first; the caller has shown that the thing is visible."""
    return AuditLine.objects.filter(target_kind=target[0], target_id=str(target[1])).order_by("id")


def lines(
    *,
    viewer: AuditReader,
    action: str = "",
    actor: tuple[str, str] | None = None,
    target: tuple[str, str] | None = None,
    request_id: str = "",
    since: dt.datetime | None = None,
    until: dt.datetime | None = None,
    before: int | None = None,
    limit: int = 50,
) -> Page:
    """Return a page of lines for an auditor; an ``action`` such as ``casework:`` finds the whole room's.

    Raises ``NotVisible`` when the viewer is no auditor.
    """
    if not viewer.may_read_audit:
        raise NotVisible
    found = AuditLine.objects.all()
    if action:
        found = found.filter(action__startswith=action) if action.endswith(":") else found.filter(action=action)
    if actor:
        found = found.filter(actor_kind=actor[0], actor_id=actor[1])
    if target:
        found = found.filter(target_kind=target[0], target_id=target[1])
    if request_id:
        found = found.filter(request_id=request_id)
    if since:
        found = found.filter(at__gte=since)
    if until:
        found = found.filter(at__lt=until)
    if before:
        found = found.filter(pk__lt=before)
    shown = list(found.order_by("-id")[: limit + 1])
    return Page(lines=shown[:limit], older=shown[limit - 1].pk if len(shown) > limit else None)
