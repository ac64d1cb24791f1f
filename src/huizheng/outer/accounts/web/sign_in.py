"""Signing up, in and out, and finding the way back after a forgotten password."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from huizheng.commons.throttle.api import SIGN_IN, LockedOut, attempt, clear
from huizheng.outer.accounts.actions.passwords import ask_to_reset, reset_password
from huizheng.outer.accounts.actions.sign_ins import begin_sign_in, end_session
from huizheng.outer.accounts.actions.sign_up import ask_to_sign_up, sign_up
from huizheng.outer.accounts.models import Account
from huizheng.outer.accounts.queries import account_of_login, login_key
from huizheng.outer.accounts.rules import Refused, WeakPassword, WrongCode, WrongSignIn
from huizheng.outer.accounts.web import presenters
from huizheng.outer.accounts.web.forms import AskForCodeForm, PasswordByCodeForm, SignInForm, SignUpForm
from huizheng.outer.accounts.web.party import current_account
from huizheng.outer.accounts.web.visitors import device_words, take_code_of_address

_BACKEND = "django.contrib.auth.backends.ModelBackend"


def wanted_page(request: HttpRequest) -> str:
    """Return the page that was asked for before signing in, when it is one of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else reverse("accounts:home")


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for login and password; a stranger learns nothing from the answer or its time."""
    if current_account(request) is not None:
        return HttpResponseRedirect(wanted_page(request))
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            account = _proved(form.cleaned_data["login"], form.cleaned_data["password"])
        except LockedOut as locked:
            words = gettext("尝试次数过多，已暂时锁定。请在%(minutes)d分钟后再试，或者点“忘记密码”。")
            form.add_error(None, words % {"minutes": locked.minutes})
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            return enter(request, account, HttpResponseRedirect(wanted_page(request)))
    context = {
        **presenters.page(gettext("登录"), gettext("登录后可以办事、查看进度、接收结果。"), home=False),
        "form": form,
        "next": wanted_page(request),
    }
    return render(request, "accounts/sign_in.html", context, status=422 if form.errors else 200)


def _proved(typed: str, password: str) -> Account:
    """Return the account whose password this is. Raises ``LockedOut`` or ``WrongSignIn``."""
    key = f"account:{login_key(typed)}"
    attempt(scope=SIGN_IN, key=key, at=timezone.now())
    account = account_of_login(typed)
    if account is None:
        # As long as for a known one: the time to answer tells nobody who has an account.
        Account().set_password(password)
        raise WrongSignIn
    if not account.check_password(password):
        raise WrongSignIn
    clear(scope=SIGN_IN, key=key)
    return account


def enter(request: HttpRequest, account: Account, answer: HttpResponse) -> HttpResponse:
    """Begin a session with a new key, write down where, and greet in the person's language."""
    login(request, account, backend=_BACKEND)
    if request.session.session_key is None:
        request.session.create()
    begin_sign_in(
        account=account,
        session_key=str(request.session.session_key),
        device=device_words(request),
        at=timezone.now(),
    )
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, account.language, samesite="Lax")
    return answer


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    account = current_account(request)
    if account is not None and request.session.session_key:
        end_session(account=account, session_key=request.session.session_key, at=timezone.now())
    logout(request)
    messages.success(request, gettext("您已安全退出。"))
    return redirect("accounts:sign_in")


@never_cache
@require_http_methods(["GET", "POST"])
def begin_sign_up(request: HttpRequest) -> HttpResponse:
    """Ask for a contact and send a code to it; the answer is the same whether it has an account or not."""
    if current_account(request) is not None:
        return redirect("accounts:home")
    form = SignUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            take_code_of_address(request, at=timezone.now())
            ask_to_sign_up(contact=form.cleaned_data["contact"], at=timezone.now())
        except Refused as refused:
            form.add_error("contact", refused.sentence)
        else:
            return _ask_for_code(request, form.cleaned_data["contact"].value, kind="sign_up")
    context = {
        **presenters.page(gettext("注册"), gettext("第1步：验证手机号码或电子邮箱。"), home=False),
        "form": form,
    }
    return render(request, "accounts/sign_up.html", context, status=422 if form.errors else 200)


@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def finish_sign_up(request: HttpRequest) -> HttpResponse:
    """Take code and password, and open the account."""
    if request.method != "POST":
        return redirect("accounts:sign_up")
    form = PasswordByCodeForm(request.POST)
    if form.is_valid():
        try:
            account = sign_up(
                contact=form.cleaned_data["contact"],
                code=form.cleaned_data["code"],
                password=form.cleaned_data["password"],
                language=get_language() or settings.LANGUAGE_CODE,
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error(_place_of(refused), refused.sentence)
        else:
            messages.success(request, gettext("注册成功。完成实名后就可以办理全部事项。"))
            return enter(request, account, redirect("accounts:real_name"))
    return _ask_for_code(request, "", kind="sign_up", form=form)


@never_cache
@require_http_methods(["GET", "POST"])
def begin_reset(request: HttpRequest) -> HttpResponse:
    """Send a code to a contact of the account; the answer is the same whether there is one or not."""
    form = AskForCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            take_code_of_address(request, at=timezone.now())
            ask_to_reset(contact=form.cleaned_data["contact"], at=timezone.now())
        except Refused as refused:
            form.add_error("contact", refused.sentence)
        else:
            return _ask_for_code(request, form.cleaned_data["contact"].value, kind="reset")
    context = {
        **presenters.page(gettext("忘记密码"), gettext("第1步：验证手机号码或电子邮箱。"), home=False),
        "form": form,
    }
    return render(request, "accounts/reset.html", context, status=422 if form.errors else 200)


@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def finish_reset(request: HttpRequest) -> HttpResponse:
    """Take code and new password; every sign-in of the account ends."""
    if request.method != "POST":
        return redirect("accounts:reset")
    form = PasswordByCodeForm(request.POST)
    if form.is_valid():
        try:
            reset_password(
                contact=form.cleaned_data["contact"],
                code=form.cleaned_data["code"],
                password=form.cleaned_data["password"],
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error(_place_of(refused), refused.sentence)
        else:
            messages.success(request, gettext("密码已重置，请用新密码登录。"))
            return redirect("accounts:sign_in")
    return _ask_for_code(request, "", kind="reset", form=form)


def _place_of(refused: Refused) -> str | None:
    if isinstance(refused, WrongCode):
        return "code"
    return "password" if isinstance(refused, WeakPassword) else None


_SECOND_STEPS = {
    "sign_up": ("accounts:sign_up_confirm", "accounts:sign_up"),
    "reset": ("accounts:reset_confirm", "accounts:reset"),
}


def _ask_for_code(
    request: HttpRequest, contact: str, *, kind: str, form: PasswordByCodeForm | None = None
) -> HttpResponse:
    """Show the second step. The contact travels in the form, so that nothing is written for a stranger."""
    action, again = _SECOND_STEPS[kind]
    shown = form or PasswordByCodeForm(initial={"contact": contact})
    title = gettext("注册") if kind == "sign_up" else gettext("忘记密码")
    context: dict[str, Any] = {
        **presenters.page(title, gettext("第2步：输入验证码，设置密码。"), home=False),
        "form": shown,
        "action": reverse(action),
        "again_url": reverse(again),
    }
    return render(request, "accounts/code.html", context, status=422 if form is not None else 200)


@require_safe
def read_privacy_policy(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/privacy.html", presenters.page(gettext("个人信息保护政策"), home=False))
