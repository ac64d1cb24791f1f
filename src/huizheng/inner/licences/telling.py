"""What the public network is told of a licence: how it stands in the open, what is personal sealed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from huizheng.commons.calendar.api import working_calendar
from huizheng.commons.keys.api import seal_for
from huizheng.commons.reference.api import organ
from huizheng.gate.api import send
from huizheng.gate.contracts import LicenceGround, LicenceStanding, LicenceState
from huizheng.inner.licences.models import Bar

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.gate.contracts import Attachment
    from huizheng.inner.licences.models import Licence


def tell(
    licence: Licence,
    *,
    at: dt.datetime,
    told_at: dt.datetime | None = None,
    private: dict[str, Any] | None = None,
    files: tuple[Attachment, ...] = (),
) -> None:
    """Put the licence's standing into the outbox, in the act's own transaction; ``told_at`` repeats an act's moment."""
    renewal = licence.renewals.filter(closed_on__isnull=True).order_by("id").last()
    bar = Bar.objects.filter(case_number=licence.case_number).order_by("barred_until").last()
    send(
        LicenceStanding(
            case_number=licence.case_number,
            number=licence.number,
            name=licence.name,
            organ_key=licence.organ_key,
            organ_name=organ(licence.organ_key).name,
            state=LicenceState(licence.state),
            valid_from=licence.valid_from,
            valid_until=licence.valid_until,
            validity=licence.validity,
            renew_by_on=licence.renew_by_on,
            provisional=is_provisional(licence),
            since_on=licence.since_on,
            ground=LicenceGround(licence.ground) if licence.ground else None,
            barred_until=bar.barred_until if bar else None,
            renewing_case=renewal.case_number if renewal else "",
            at=told_at or at,
            private=seal_for("outer", private) if private else None,
            files=files,
        ),
        at=at,
    )


def is_provisional(licence: Licence) -> bool:
    """Say whether the last day for asking may still move: a year without a holiday notice lies before the expiry."""
    if licence.valid_until is None or licence.renew_by_on is None:
        return False
    calendar = working_calendar()
    return any(calendar.is_provisional(year) for year in (licence.renew_by_on.year, licence.valid_until.year))
