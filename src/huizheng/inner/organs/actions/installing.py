"""How an organ gets its first administrator: whoever runs the machine appoints one, and nobody else has to."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from huizheng.inner.organs.actions.appointments import appoint
from huizheng.inner.organs.actions.officials import create_official, first_password
from huizheng.inner.organs.actions.structure import create_post, create_unit
from huizheng.inner.organs.models import Official
from huizheng.inner.organs.queries import officials_with_duty, units_of
from huizheng.inner.organs.rules import Refused
from huizheng.inner.organs.states import Duty
from huizheng.lib.actors import SYSTEM

UNIT, POST = "办公室", "机构管理岗"


@transaction.atomic
def install_administrator(
    *, organ_key: str, login_name: str, display_name: str, at: dt.datetime
) -> tuple[Official, str]:
    """This function will give an organ its first administrator and return the password to hand over, used once.

    From then on the organ's people are the administrator's matter. Raises ``Refused`` when there is one already,
    ``LoginNameTaken``, and ``UnknownOrgan``.
    """
    if officials_with_duty(organ_key, Duty.ORGAN_ADMIN, at).exists():
        raise Refused("这个机关已经有机构管理员，新增人员请由他在“机构和人员”里办理。")
    password = first_password()
    official = create_official(
        organ_key=organ_key, login_name=login_name, display_name=display_name, password=password, by=SYSTEM, at=at
    )
    unit = units_of(organ_key).filter(name=UNIT).first() or create_unit(
        organ_key=organ_key, name=UNIT, by=SYSTEM, at=at
    )
    post = unit.posts.filter(name=POST, closed_at__isnull=True).first() or create_post(
        unit=unit, name=POST, duties=[Duty.ORGAN_ADMIN], by=SYSTEM, at=at
    )
    appoint(official=official, post=post, valid_from=at, by=SYSTEM, at=at)
    return official, password
