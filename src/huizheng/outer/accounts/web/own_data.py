"""What a person may know and decide about the own data."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from huizheng.outer.accounts import queries
from huizheng.outer.accounts.actions.data import cancel_erasure, give_consent, request_erasure, withdraw_consent
from huizheng.outer.accounts.rules import ERASURE_PAUSE, Refused, WrongPassword
from huizheng.outer.accounts.states import ConsentKind
from huizheng.outer.accounts.web import presenters
from huizheng.outer.accounts.web.centre import bearer
from huizheng.outer.accounts.web.forms import ErasureForm


@never_cache
@login_required
@require_safe
def list_accesses(request: HttpRequest) -> HttpResponse:
    """List who read the person's data, by pages from the newest back."""
    account = bearer(request)
    found = queries.accesses_of(account, before=_cursor(request.GET.get("before", "")))
    shown = found[: queries.PAGE]
    last = shown[-1] if len(found) > queries.PAGE else None
    context = {
        **presenters.page(
            gettext("谁看过我的信息"), gettext("办理您的申请时，每一步是哪个机关读取、为了什么，都记在这里。")
        ),
        "columns": presenters.access_columns(),
        "rows": [presenters.access_row(each) for each in shown],
        "older": f"?before={last.read_at.timestamp():.6f}_{last.pk}" if last else "",
        "newer": "?" if request.GET.get("before") else "",
    }
    return render(request, "accounts/accesses.html", context)


def _cursor(text: str) -> tuple[dt.datetime, int] | None:
    moment, _, pk = text.partition("_")
    try:
        return dt.datetime.fromtimestamp(float(moment), tz=dt.UTC), int(pk)
    except (ValueError, OverflowError, OSError):
        return None


@never_cache
@login_required
@require_safe
def list_consents(request: HttpRequest) -> HttpResponse:
    account = bearer(request)
    given = {each.kind: each.given_at for each in queries.consents_of(account)}
    context = {
        **presenters.page(
            gettext("信息授权"), gettext("每一项使用都单独征得您的同意，可以随时撤回；撤回不影响以前办的事。")
        ),
        "cards": presenters.consent_cards(given),
    }
    return render(request, "accounts/consents.html", context)


@login_required
@require_POST
def decide_consent(request: HttpRequest, kind: str) -> HttpResponse:
    account = bearer(request)
    if kind not in ConsentKind.values:
        raise Http404
    decide = withdraw_consent if request.POST.get("decision") == "withdraw" else give_consent
    try:
        decide(account=account, kind=ConsentKind(kind), by=account.as_actor(), at=timezone.now())
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, gettext("已保存。"))
    return redirect("accounts:consents")


@never_cache
@login_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def close_account(request: HttpRequest) -> HttpResponse:
    """Explain what closing an account means; POST with the password begins it."""
    account = bearer(request)
    form = ErasureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            request_erasure(
                account=account, password=form.cleaned_data["password"], by=account.as_actor(), at=timezone.now()
            )
        except Refused as refused:
            form.add_error("password" if isinstance(refused, WrongPassword) else None, refused.sentence)
        else:
            return redirect("accounts:erasure")
    requested = account.deletion_requested_at
    context = {
        **presenters.page(gettext("注销账号")),
        "form": form,
        "requested": bool(requested),
        "erased_on": presenters.day(requested + ERASURE_PAUSE) if requested else "",
    }
    return render(request, "accounts/erasure.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def keep_account(request: HttpRequest) -> HttpResponse:
    account = bearer(request)
    try:
        cancel_erasure(account=account, by=account.as_actor(), at=timezone.now())
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, gettext("注销已撤回，账号继续使用。"))
    return redirect("accounts:home")
