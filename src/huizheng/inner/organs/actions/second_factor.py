"""The second factor: a time-based code from the official's own device, and recovery codes on paper."""

from __future__ import annotations

import datetime as dt
import secrets

from django.db import transaction
from django_otp import match_token
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from huizheng.commons.audit.api import record
from huizheng.inner.organs.models import Official
from huizheng.inner.organs.policies import check_administer
from huizheng.inner.organs.rules import RECOVERY_CODES, NothingToConfirm, Refused, WrongCode
from huizheng.lib.actors import Actor

_PLAIN = "abcdefghjkmnpqrstuvwxyz23456789"


@transaction.atomic
def start_totp(*, official: Official, by: Actor, at: dt.datetime) -> TOTPDevice:
    """This function will make a new secret for the official's device; it counts once a code from it is confirmed.

    Raises ``Refused`` when a device is bound already or ``by`` is somebody else.
    """
    _check_self(official, by=by)
    if TOTPDevice.objects.filter(user=official, confirmed=True).exists():
        raise Refused("您已绑定动态口令。更换手机时，请由机构管理员先解除原来的绑定。")
    TOTPDevice.objects.filter(user=official, confirmed=False).delete()
    device = TOTPDevice.objects.create(user=official, name="动态口令", confirmed=False)
    record(actor=by, action="organs:second_factor:start", target=("official", str(official.pk)), facts={}, at=at)
    return device


@transaction.atomic
def confirm_totp(*, official: Official, code: str, by: Actor, at: dt.datetime) -> list[str]:
    """This function will bind the device when the code is right, and return recovery codes to be shown this once.

    Raises ``NothingToConfirm`` or ``WrongCode``.
    """
    _check_self(official, by=by)
    device = TOTPDevice.objects.select_for_update().filter(user=official, confirmed=False).first()
    if device is None:
        raise NothingToConfirm
    if not device.verify_token(code.strip().replace(" ", "")):
        raise WrongCode
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    codes = _new_recovery_codes(official)
    record(actor=by, action="organs:second_factor:confirm", target=("official", str(official.pk)), facts={}, at=at)
    return codes


@transaction.atomic
def renew_recovery_codes(*, official: Official, by: Actor, at: dt.datetime) -> list[str]:
    """This function will replace the recovery codes, used or lost, by new ones. Raises ``Refused``."""
    _check_self(official, by=by)
    if not TOTPDevice.objects.filter(user=official, confirmed=True).exists():
        raise NothingToConfirm
    codes = _new_recovery_codes(official)
    record(actor=by, action="organs:second_factor:renew_codes", target=("official", str(official.pk)), facts={}, at=at)
    return codes


@transaction.atomic
def remove_second_factor(*, official: Official, by: Actor, at: dt.datetime) -> None:
    """This function will unbind a lost device; the official binds a new one at the next sign-in.

    Raises ``NotYourOrgan``, or ``Refused`` for one's own: whoever took a session must not take the factor too.
    """
    check_administer(official.home_organ_id, by=by, at=at)
    if by.id == str(official.pk):
        raise Refused("不能解除自己的动态口令。请由另一位机构管理员办理。")
    TOTPDevice.objects.filter(user=official).delete()
    StaticDevice.objects.filter(user=official).delete()
    record(actor=by, action="organs:second_factor:remove", target=("official", str(official.pk)), facts={}, at=at)


def verify_second_factor(*, official: Official, code: str, by: Actor, at: dt.datetime) -> Device:
    """This function will accept a code of the official's device, or a recovery code, once.

    Each wrong code makes the next try wait longer. Raises ``WrongCode``; what was counted stays counted.
    """
    _check_self(official, by=by)
    device = match_token(official, code.strip().replace(" ", "").lower())
    if device is None:
        raise WrongCode
    with transaction.atomic():
        record(
            actor=by,
            action="organs:second_factor:verify",
            target=("official", str(official.pk)),
            facts={"recovery": isinstance(device, StaticDevice)},
            at=at,
        )
    return device


def _check_self(official: Official, *, by: Actor) -> None:
    if by.id != str(official.pk):
        raise Refused("动态口令只能由本人设置。")


def _new_recovery_codes(official: Official) -> list[str]:
    device, _ = StaticDevice.objects.get_or_create(user=official, name="恢复码")
    device.token_set.all().delete()
    codes = ["".join(secrets.choice(_PLAIN) for _ in range(10)) for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create([StaticToken(device=device, token=code) for code in codes])
    return codes
