"""Enterprises one acts for, invitations, and the agents an enterprise lets act for it."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from huizheng.outer.accounts import queries
from huizheng.outer.accounts.actions.enterprises import (
    accept_invitation,
    decline_invitation,
    invite_agent,
    register_enterprise,
    revoke_agency,
)
from huizheng.outer.accounts.gateways.real_name import authority
from huizheng.outer.accounts.models import Enterprise
from huizheng.outer.accounts.policies import can, check_checked, check_manage_agents
from huizheng.outer.accounts.rules import NotVisible, Refused
from huizheng.outer.accounts.web import presenters
from huizheng.outer.accounts.web.centre import bearer
from huizheng.outer.accounts.web.forms import EnterpriseForm, InvitationForm


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def list_enterprises(request: HttpRequest) -> HttpResponse:
    """List enterprises and invitations; POST registers an enterprise by its legal representative."""
    account, now = bearer(request), timezone.now()
    form = EnterpriseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            register_enterprise(account=account, by=account.as_actor(), at=now, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, gettext("企业已登记。现在可以为企业办事，也可以邀请经办人。"))
            return redirect("accounts:enterprises")
    context = {
        **presenters.page(gettext("企业和授权")),
        "form": form,
        "cards": [presenters.enterprise_card(each) for each in queries.agencies_of(account, at=now)],
        "invitations": [presenters.invitation_card(each) for each in queries.invitations_of(account, at=now)],
        "may_register": can(check_checked, account),
        "demonstration": authority().is_demonstration,
    }
    return render(request, "accounts/enterprises.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def answer_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    account, now = bearer(request), timezone.now()
    try:
        agency = queries.invitation_for(account, pk, at=now)
        if request.POST.get("answer") == "accept":
            accept_invitation(agency=agency, account=account, by=account.as_actor(), at=now)
            words = gettext("已接受邀请，现在可以为%(name)s办事。") % {"name": agency.enterprise.name}
        else:
            decline_invitation(agency=agency, account=account, by=account.as_actor(), at=now)
            words = gettext("已谢绝邀请。")
    except NotVisible as error:
        raise Http404 from error
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, words)
    return redirect("accounts:enterprises")


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def manage_agents(request: HttpRequest, pk: UUID) -> HttpResponse:
    """List an enterprise's agents for its representative; POST invites one more."""
    account, now = bearer(request), timezone.now()
    enterprise = _represented(request, pk)
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ends = form.cleaned_data["valid_until"] + dt.timedelta(days=1)
        try:
            invite_agent(
                enterprise=enterprise,
                contact=form.cleaned_data["contact"],
                themes=form.cleaned_data["themes"],
                valid_until=dt.datetime.combine(ends, dt.time(), tzinfo=timezone.get_current_timezone()),
                account=account,
                by=account.as_actor(),
                at=now,
            )
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, gettext("邀请已发出，对方登录后可以看到。"))
            return redirect("accounts:agents", pk=pk)
    above = ((gettext("企业和授权"), reverse("accounts:enterprises")),)
    context = {
        **presenters.page(gettext("经办人"), enterprise.name, above=above),
        "form": form,
        "cards": [presenters.agent_card(each, at=now) for each in queries.agents_of(enterprise)[:100]],
    }
    return render(request, "accounts/agents.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def end_agency(request: HttpRequest, pk: int) -> HttpResponse:
    account = bearer(request)
    try:
        agency = queries.agency_for(account, pk)
        revoke_agency(agency=agency, account=account, by=account.as_actor(), at=timezone.now())
    except NotVisible as error:
        raise Http404 from error
    except Refused as refused:
        messages.error(request, refused.sentence)
        return redirect("accounts:enterprises")
    messages.success(request, gettext("授权已解除，立即生效。"))
    if agency.account_id == account.pk:
        return redirect("accounts:enterprises")
    return redirect("accounts:agents", pk=agency.enterprise_id)


def _represented(request: HttpRequest, pk: UUID) -> Enterprise:
    """Return the enterprise when the reader represents it; to anybody else the page does not exist."""
    account, now = bearer(request), timezone.now()
    try:
        enterprise = queries.enterprise_for(account, pk, at=now)
    except NotVisible as error:
        raise Http404 from error
    if not can(check_manage_agents, enterprise, account=account, at=now):
        raise Http404
    return enterprise
