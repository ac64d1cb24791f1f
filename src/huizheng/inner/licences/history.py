"""One step in a licence's life: the state from the table, the line of history, the audit line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from huizheng.commons.audit.api import record
from huizheng.inner.licences.models import Licence, LicenceEntry
from huizheng.inner.licences.states import LicenceAct, LicenceState, target_of
from huizheng.lib.actors import SYSTEM

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.inner.licences.policies import Officer


def locked(licence: Licence) -> Licence:
    """Return the row as it is now, held until the transaction ends."""
    return Licence.objects.select_for_update().get(pk=licence.pk)


def move(
    licence: Licence,
    act: LicenceAct,
    *,
    at: dt.datetime,
    by: Officer | None = None,
    legal_on: dt.date | None = None,
    ground: str = "",
    reasons: str = "",
    case_number: str = "",
    **facts: Any,
) -> LicenceEntry:
    """Take a locked licence to the state that the table names, and write it down.

    Raises ``LookupError`` when the table does not allow the act.
    """
    on = legal_on or timezone.localdate(at)
    if act is not LicenceAct.ISSUE:
        licence.state = target_of(act, LicenceState(licence.state))
        licence.since_on, licence.ground = on, ground
        licence.version += 1
        licence.save(update_fields=["state", "since_on", "ground", "version"])
    entry = LicenceEntry.objects.create(
        licence=licence,
        position=licence.entries.count() + 1,
        act=act,
        ground=ground,
        official_id=by.official_id if by else None,
        official_name=by.name if by else "",
        reasons=reasons.strip(),
        case_number=case_number,
        legal_on=on,
        at=at,
    )
    record(
        actor=by.actor if by else SYSTEM,
        action=f"licences:licence:{act}",
        target=("licence", str(licence.pk)),
        facts={"state": str(licence.state), "legal_on": on.isoformat(), **facts},
        at=at,
    )
    return entry
