"""One's own pages: posts and duties, and what is delegated."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from huizheng.inner.organs import queries
from huizheng.inner.organs.actions.appointments import delegate, revoke_delegation
from huizheng.inner.organs.rules import Refused
from huizheng.inner.organs.states import NOT_DELEGABLE, Duty
from huizheng.inner.organs.web import presenters
from huizheng.inner.organs.web.bearer import current_official, duties_in
from huizheng.inner.organs.web.forms import DelegationForm, midnight


@login_required
@require_safe
def see_profile(request: HttpRequest) -> HttpResponse:
    official = current_official(request)
    assert official is not None, "behind login_required"
    now = timezone.now()
    appointments = queries.appointments_of(official=official, at=now)
    return render(
        request,
        "organs/profile.html",
        {
            "rows": presenters.profile_rows(official),
            "appointments": [presenters.appointment_row(each) for each in appointments],
            "columns": presenters.OWN_APPOINTMENT_COLUMNS,
        },
    )


@login_required
@require_http_methods(["GET", "POST"])
def delegate_duties(request: HttpRequest) -> HttpResponse:
    """List what is delegated, and delegate own duties of the home organ to a colleague for a period."""
    official = current_official(request)
    assert official is not None, "behind login_required"
    now, organ_key = timezone.now(), official.home_organ_id
    held = queries.own_duties(official, organ_key, now)
    form = DelegationForm(request.POST or None, colleagues=queries.colleagues_of(official, organ_key), duties=held)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        try:
            delegate(
                delegator=official,
                delegate=chosen["delegate"],
                organ_key=organ_key,
                duties=[Duty(code) for code in chosen["duties"]],
                reason=chosen["reason"],
                # From today means from now: nobody acted under it before it was written.
                valid_from=max(midnight(chosen["valid_from"]), now),
                valid_until=midnight(chosen["valid_until"] + dt.timedelta(days=1)),
                by=official.as_actor(),
                at=now,
            )
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, "委托已登记，到期自动收回。")
            return redirect("organs:delegations")
    found = queries.delegations_of(official)[:50]
    context = {
        "form": form,
        "may_delegate": bool(held - NOT_DELEGABLE),
        "delegations": [presenters.delegation_card(each, official, at=now) for each in found],
    }
    return render(request, "organs/delegations.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def take_delegation_back(request: HttpRequest, pk: int) -> HttpResponse:
    official = current_official(request)
    assert official is not None, "behind login_required"
    found = queries.delegations_of(official).filter(pk=pk).first()
    if found is None:
        raise Http404
    try:
        revoke_delegation(delegation=found, by=official.as_actor(), at=timezone.now())
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, "委托已收回。")
    return redirect("organs:delegations")


@login_required
@require_safe
def list_my_organs(request: HttpRequest) -> HttpResponse:
    """List the organs whose people the signed-in official administers."""
    keys = [key for key, held in duties_in(request).items() if Duty.ORGAN_ADMIN in held]
    if not keys:
        raise Http404
    return render(
        request,
        "organs/my_organs.html",
        {"rows": presenters.organ_rows(keys), "columns": presenters.ORGAN_COLUMNS},
    )
