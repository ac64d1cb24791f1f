"""Signing in and out, the second factor and the own password."""

from __future__ import annotations

import base64

from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from django_otp import login as otp_login
from django_otp import user_has_device
from django_otp.plugins.otp_totp.models import TOTPDevice

from huizheng.commons.throttle.api import SIGN_IN, LockedOut, attempt, clear
from huizheng.inner.organs.actions.officials import change_password
from huizheng.inner.organs.actions.second_factor import (
    confirm_totp,
    renew_recovery_codes,
    start_totp,
    verify_second_factor,
)
from huizheng.inner.organs.actions.sessions import begin_session, end_session
from huizheng.inner.organs.models import Official
from huizheng.inner.organs.rules import Refused, WrongPassword
from huizheng.inner.organs.web.bearer import current_official
from huizheng.inner.organs.web.forms import CodeForm, PasswordForm, SignInForm
from huizheng.inner.organs.web.gate import ENDS_WHEN_IDLE, WAITS_FOR_CODE


def _bearer(request: HttpRequest) -> Official:
    official = current_official(request)
    assert official is not None, "behind login_required"
    return official


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or request.session.get("after_sign_in", "")
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else "/"


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for login name and password; the same answer for a wrong name and a wrong password."""
    if current_official(request) is not None:
        return HttpResponseRedirect(_next(request))
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            official = _proved(request, form.cleaned_data["login_name"].strip().lower(), form.cleaned_data["password"])
        except LockedOut as locked:
            form.add_error(None, str(locked))
        else:
            if official is not None:
                return _enter(request, official)
            form.add_error(None, "登录名或密码不正确。请检查后重新输入；忘记密码的，请联系本机关的机构管理员。")
    context = {"form": form, "next": _next(request), "idle": "idle" in request.GET}
    return render(request, "organs/sign_in.html", context, status=_status(form))


def _proved(request: HttpRequest, login_name: str, password: str) -> Official | None:
    """Return the official whose password this is. Each try is taken before it is made; raises ``LockedOut``."""
    key = f"official:{login_name}"
    attempt(scope=SIGN_IN, key=key, at=timezone.now())
    official = authenticate(request, username=login_name, password=password)
    if not isinstance(official, Official):
        return None
    clear(scope=SIGN_IN, key=key)
    return official


def _enter(request: HttpRequest, official: Official) -> HttpResponse:
    after = _next(request)
    login(request, official)
    begin_session(official=official, at=timezone.now())
    request.session[ENDS_WHEN_IDLE] = True
    request.session["after_sign_in"] = after
    if user_has_device(official) or official.totp_required:
        request.session[WAITS_FOR_CODE] = True
        return redirect("organs:sign_in_code")
    return HttpResponseRedirect(after)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """Ask for the second factor, or lead to binding one where it is required and missing."""
    official = _bearer(request)
    if not request.session.get(WAITS_FOR_CODE):
        return HttpResponseRedirect(_next(request))
    if not user_has_device(official):
        return redirect("organs:second_factor")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        key = f"official-code:{official.pk}"
        try:
            attempt(scope=SIGN_IN, key=key, at=timezone.now())
            device = verify_second_factor(
                official=official, code=form.cleaned_data["code"], by=official.as_actor(), at=timezone.now()
            )
        except LockedOut as locked:
            form.add_error("code", str(locked))
        except Refused as refused:
            form.add_error("code", refused.sentence)
        else:
            clear(scope=SIGN_IN, key=key)
            after = _next(request)
            otp_login(request, device)
            request.session.pop(WAITS_FOR_CODE, None)
            request.session.cycle_key()
            return HttpResponseRedirect(after)
    return render(request, "organs/sign_in_code.html", {"form": form}, status=_status(form))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    official = current_official(request)
    if official is not None:
        end_session(official=official, at=timezone.now())
    logout(request)
    messages.success(request, "您已安全退出。")
    return redirect("organs:sign_in")


@never_cache
@login_required
@sensitive_post_parameters("current", "new", "again")
@require_http_methods(["GET", "POST"])
def change_own_password(request: HttpRequest) -> HttpResponse:
    official = _bearer(request)
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            change_password(
                official=official,
                current=form.cleaned_data["current"],
                new=form.cleaned_data["new"],
                by=official.as_actor(),
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error("current" if isinstance(refused, WrongPassword) else "new", refused.sentence)
        else:
            official.refresh_from_db()
            update_session_auth_hash(request, official)
            messages.success(request, "密码已修改，其他地方的登录已退出。")
            return redirect("organs:profile")
    context = {"form": form, "first": official.must_change_password}
    return render(request, "organs/password.html", context, status=_status(form))


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """Show whether a device is bound; POST begins the binding of one."""
    official = _bearer(request)
    if request.method == "POST":
        try:
            start_totp(official=official, by=official.as_actor(), at=timezone.now())
        except Refused as refused:
            messages.error(request, refused.sentence)
        return redirect("organs:second_factor")
    return render(request, "organs/second_factor.html", _second_factor(official, CodeForm()))


@never_cache
@login_required
@require_POST
def confirm_second_factor(request: HttpRequest) -> HttpResponse:
    """Bind the device when the code from it is right, and show the recovery codes this once."""
    official, form = _bearer(request), CodeForm(request.POST)
    if form.is_valid():
        try:
            codes = confirm_totp(
                official=official, code=form.cleaned_data["code"], by=official.as_actor(), at=timezone.now()
            )
        except Refused as refused:
            form.add_error("code", refused.sentence)
        else:
            device = TOTPDevice.objects.get(user=official, confirmed=True)
            otp_login(request, device)
            request.session.pop(WAITS_FOR_CODE, None)
            request.session.cycle_key()
            return render(request, "organs/recovery_codes.html", {"codes": codes, "after": _next(request)})
    return render(request, "organs/second_factor.html", _second_factor(official, form), status=422)


@never_cache
@login_required
@require_POST
def new_recovery_codes(request: HttpRequest) -> HttpResponse:
    official = _bearer(request)
    try:
        codes = renew_recovery_codes(official=official, by=official.as_actor(), at=timezone.now())
    except Refused as refused:
        messages.error(request, refused.sentence)
        return redirect("organs:second_factor")
    return render(request, "organs/recovery_codes.html", {"codes": codes, "after": reverse("organs:second_factor")})


def _second_factor(official: Official, form: CodeForm) -> dict[str, object]:
    devices = {device.confirmed: device for device in TOTPDevice.objects.filter(user=official)}
    started = devices.get(False)
    return {
        "form": form,
        "required": official.totp_required,
        "bound": True in devices,
        "picture": _picture(started.config_url) if started else "",
        "secret": _spaced(started) if started else "",
    }


def _picture(address: str) -> SafeString:
    """Return the QR code as SVG with a quiet zone; it holds nothing but squares."""
    import segno  # noqa: PLC0415 - drawn when a device is bound, loaded by every process otherwise

    return mark_safe(segno.make(address, error="m").svg_inline(scale=5, border=4, light="#fff"))  # noqa: S308 - drawn by us


def _spaced(device: TOTPDevice) -> str:
    secret = base64.b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(secret[index : index + 4] for index in range(0, len(secret), 4))


def _status(form: SignInForm | CodeForm | PasswordForm) -> int:
    return 422 if form.errors else 200
