"""Officials and their passwords."""

from __future__ import annotations

import datetime as dt
import re
import secrets

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from huizheng.commons.audit.api import record
from huizheng.commons.events.api import publish
from huizheng.commons.reference.api import organ as organ_of_key
from huizheng.inner.organs.events import OfficialDeactivated
from huizheng.inner.organs.grants import renew_grants
from huizheng.inner.organs.models import Official
from huizheng.inner.organs.policies import check_administer, check_deactivate
from huizheng.inner.organs.queries import duties_of
from huizheng.inner.organs.rules import LoginNameTaken, NotActive, Refused, WeakPassword, WrongPassword
from huizheng.inner.organs.states import NEEDS_SECOND_FACTOR
from huizheng.lib.actors import Actor

_LOGIN_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
# Letters and digits that are not mistaken for one another when read aloud or from paper.
_PLAIN = "abcdefghjkmnpqrstuvwxyz23456789"

_WEAKNESS = {
    "password_too_short": "密码至少10位，可以用几个不相关的词组成。",
    "password_too_common": "这个密码太常见，很容易被猜到，请换一个。",
    "password_entirely_numeric": "密码不能全是数字，请加上字母或符号。",
    "password_too_similar": "密码和登录名、姓名太像，请换一个。",
}


@transaction.atomic
def create_official(
    *,
    organ_key: str,
    login_name: str,
    display_name: str,
    password: str | None,
    mobile: str = "",
    email: str = "",
    must_change_password: bool = True,
    by: Actor,
    at: dt.datetime,
) -> Official:
    """This function will open an account for an official of an organ; the password is changed at first sign-in.

    Without a password nobody can sign in to the account until one is set.
    Raises ``NotYourOrgan``, ``LoginNameTaken``, ``WeakPassword``, or ``Refused`` for a login name of wrong shape.
    """
    check_administer(organ_key, by=by, at=at)
    name = login_name.strip().lower()
    if not _LOGIN_NAME.fullmatch(name):
        raise Refused("登录名应为2至40位小写字母、数字、点或短横线，并以字母或数字开头。")
    official = Official(
        login_name=name,
        display_name=display_name.strip(),
        home_organ=organ_of_key(organ_key),
        mobile=mobile,
        email=email,
        must_change_password=must_change_password,
        created_at=at,
    )
    if password is None:
        official.set_unusable_password()
    else:
        _set_password(official, password)
    try:
        with transaction.atomic():
            official.save()
    except IntegrityError as error:
        raise LoginNameTaken from error
    record(
        actor=by,
        action="organs:official:create",
        target=("official", str(official.pk)),
        facts={"organ": organ_key},
        at=at,
    )
    return official


@transaction.atomic
def deactivate_official(*, official: Official, by: Actor, at: dt.datetime) -> None:
    """This function will stop an official from signing in and take all duties away; sessions end at once.

    Raises ``NotYourOrgan``, ``OnlyAdmin`` or ``NotActive``.
    """
    locked = Official.objects.select_for_update().get(pk=official.pk)
    check_deactivate(locked, by=by, at=at)
    locked.is_active, locked.deactivated_at = False, at
    locked.save(update_fields=["is_active", "deactivated_at"])
    renew_grants([locked.pk])
    record(
        actor=by,
        action="organs:official:deactivate",
        target=("official", str(locked.pk)),
        facts={"organ": locked.home_organ_id},
        at=at,
    )
    publish(OfficialDeactivated(official_id=locked.pk, organ_key=locked.home_organ_id, at=at))


@transaction.atomic
def reactivate_official(*, official: Official, by: Actor, at: dt.datetime) -> None:
    """This function will let an official sign in again, with the appointments that have not ended.

    Raises ``NotYourOrgan``, or ``Refused`` when the account is in use.
    """
    check_administer(official.home_organ_id, by=by, at=at)
    locked = Official.objects.select_for_update().get(pk=official.pk)
    if locked.is_active:
        raise Refused("这个账号正在使用，不用恢复。")
    locked.is_active, locked.deactivated_at = True, None
    locked.save(update_fields=["is_active", "deactivated_at"])
    renew_grants([locked.pk])
    record(
        actor=by,
        action="organs:official:reactivate",
        target=("official", str(locked.pk)),
        facts={"organ": locked.home_organ_id},
        at=at,
    )


@transaction.atomic
def reset_password(*, official: Official, by: Actor, at: dt.datetime) -> str:
    """This function will give an official a first password again, to be handed over in person, and return it.

    Every session of the official ends, and the password must be changed at the next sign-in.
    Raises ``NotYourOrgan`` or ``NotActive``.
    """
    check_administer(official.home_organ_id, by=by, at=at)
    locked = Official.objects.select_for_update().get(pk=official.pk)
    if not locked.is_active:
        raise NotActive
    password = first_password()
    locked.set_password(password)
    locked.must_change_password = True
    locked.save(update_fields=["password", "must_change_password"])
    record(actor=by, action="organs:official:reset_password", target=("official", str(locked.pk)), facts={}, at=at)
    return password


@transaction.atomic
def change_password(*, official: Official, current: str, new: str, by: Actor, at: dt.datetime) -> None:
    """This function will change one's own password; other sessions of the official end.

    Raises ``WrongPassword`` or ``WeakPassword``.
    """
    locked = Official.objects.select_for_update().get(pk=official.pk)
    if by.id != str(locked.pk) or not locked.check_password(current):
        raise WrongPassword
    if current == new:
        raise WeakPassword("新密码不能和当前密码相同，请换一个。")
    _set_password(locked, new)
    locked.must_change_password = False
    locked.save(update_fields=["password", "must_change_password"])
    record(actor=by, action="organs:official:change_password", target=("official", str(locked.pk)), facts={}, at=at)


@transaction.atomic
def require_second_factor(*, official: Official, required: bool, by: Actor, at: dt.datetime) -> None:
    """This function will say whether an official must use a second factor.

    Raises ``NotYourOrgan``, or ``Refused`` when the official's duties reach the system itself.
    """
    check_administer(official.home_organ_id, by=by, at=at)
    if not required and any(NEEDS_SECOND_FACTOR & held for held in duties_of(official, at).values()):
        raise Refused("这位同事的职责涉及系统运维或审计，必须使用动态口令。")
    Official.objects.filter(pk=official.pk).update(totp_required=required)
    record(
        actor=by,
        action="organs:official:require_second_factor",
        target=("official", str(official.pk)),
        facts={"required": required},
        at=at,
    )


def first_password() -> str:
    """Return a password to be handed over in person: twelve letters and digits that are read aloud without doubt."""
    return "-".join("".join(secrets.choice(_PLAIN) for _ in range(4)) for _ in range(3))


def _set_password(official: Official, password: str) -> None:
    try:
        validate_password(password, user=official)
    except ValidationError as error:
        words = [_WEAKNESS.get(each.code or "", str(each.message)) for each in error.error_list]
        raise WeakPassword("".join(words)) from error
    official.set_password(password)
