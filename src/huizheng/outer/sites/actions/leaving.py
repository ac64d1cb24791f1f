from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from huizheng.outer.sites.actions.projection import project
from huizheng.outer.sites.content import is_safe_address
from huizheng.outer.sites.errors import Unfit
from huizheng.outer.sites.models import PlacementOrder, Withdrawal
from huizheng.outer.sites.standing import EVERY_SITE, bump
from huizheng.outer.sites.states import How

if TYPE_CHECKING:
    import datetime as dt
    from uuid import UUID


@transaction.atomic
def withdraw_page(
    *,
    key: UUID,
    number: int,
    site: str,
    how: str,
    reason: str,
    to: str,
    withdrawn_at: dt.datetime,
    at: dt.datetime,
) -> None:
    """This function will take a page from everywhere it stands, or mark it when it was abolished.

    It may come before the page's edition, which is then never shown. Raises ``Unfit`` for a way or an address that may
    not be.
    """
    if how not in How.values:
        raise Unfit(f"how: {how}")
    address = f"/pages/{to}/" if to.isdigit() else to
    if address and not (address.startswith("/") and is_safe_address(address)):
        raise Unfit("to: must begin with / or be the number of a page")
    if how == How.CONSOLIDATED and not address:
        raise Unfit("to: a consolidated page has moved somewhere")
    held = Withdrawal.objects.select_for_update().filter(pk=key).values_list("at", flat=True).first()
    if held is not None and held >= withdrawn_at:
        return
    Withdrawal.objects.update_or_create(
        pk=key,
        defaults={"number": number, "site": site, "how": how, "reason": reason, "to": address, "at": withdrawn_at},
    )
    project([key], at=at)
    # Any page may name another as related, so nobody keeps an answer made before.
    bump([EVERY_SITE], at=at)


@transaction.atomic
def note_placement(*, key: UUID, page: UUID, told_at: dt.datetime, at: dt.datetime, **facts: Any) -> None:
    """This function will show a page in another column, or no longer; an older word changes nothing.

    It may come before the page's edition and takes effect with it.
    """
    held = PlacementOrder.objects.select_for_update().filter(pk=key).values_list("at", flat=True).first()
    if held is not None and held >= told_at:
        return
    PlacementOrder.objects.update_or_create(pk=key, defaults={"page_key": page, "at": told_at, **facts})
    project([page], at=at)
