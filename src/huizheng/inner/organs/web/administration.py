"""An organ's administrator keeps its units, posts, appointments and accounts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from huizheng.commons.reference.api import Organ, UnknownOrgan
from huizheng.commons.reference.api import organ as organ_of_key
from huizheng.inner.organs import queries
from huizheng.inner.organs.actions.appointments import appoint, end_appointment
from huizheng.inner.organs.actions.officials import (
    create_official,
    deactivate_official,
    first_password,
    reactivate_official,
    require_second_factor,
    reset_password,
)
from huizheng.inner.organs.actions.second_factor import remove_second_factor
from huizheng.inner.organs.actions.structure import close_post, close_unit, create_post, create_unit, set_post_duties
from huizheng.inner.organs.models import Appointment, Official, Post
from huizheng.inner.organs.policies import check_administer
from huizheng.inner.organs.rules import NotYourOrgan, Refused
from huizheng.inner.organs.states import Duty
from huizheng.inner.organs.web import presenters
from huizheng.inner.organs.web.bearer import current_official
from huizheng.inner.organs.web.forms import AppointmentForm, DutiesForm, OfficialForm, PostForm, UnitForm, midnight
from huizheng.lib.actors import Actor


def _administrator(request: HttpRequest, organ_key: str) -> Actor:
    """Return the actor when the organ is the reader's to administer; to anybody else the page does not exist."""
    official = current_official(request)
    assert official is not None, "behind login_required"
    try:
        check_administer(organ_key, by=official.as_actor(), at=timezone.now())
    except NotYourOrgan as error:
        raise Http404 from error
    return official.as_actor()


def _organ(key: str) -> Organ:
    try:
        return organ_of_key(key)
    except UnknownOrgan as error:
        raise Http404 from error


def _done(request: HttpRequest, act: Callable[[], Any], sentence: str) -> None:
    try:
        act()
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, sentence)


def _organ_page(request: HttpRequest, organ: Organ, **forms: Any) -> HttpResponse:
    now = timezone.now()
    units = queries.units_of(organ.key)
    context = {
        "organ": organ,
        "crumbs": [presenters.organ_crumbs(organ)[0], {"label": organ.short_name}],
        "officials": [presenters.official_row(each) for each in queries.officials_of(organ.key)],
        "official_columns": presenters.OFFICIAL_COLUMNS,
        "posts": presenters.post_rows(organ.key, at=now),
        "post_columns": presenters.POST_COLUMNS,
        "units": [{"name": unit.name} for unit in units],
        "unit_choices": [(str(unit.pk), unit.name) for unit in units],
        "unit_form": UnitForm(prefix="unit"),
        "post_form": PostForm(prefix="post", units=units),
        "official_form": OfficialForm(prefix="official"),
        **forms,
    }
    return render(request, "organs/organ.html", context, status=422 if forms else 200)


@login_required
@require_safe
def see_organ(request: HttpRequest, key: str) -> HttpResponse:
    organ = _organ(key)
    _administrator(request, key)
    return _organ_page(request, organ)


@login_required
@require_POST
def add_unit(request: HttpRequest, key: str) -> HttpResponse:
    organ, by = _organ(key), _administrator(request, key)
    form = UnitForm(request.POST, prefix="unit")
    if form.is_valid():
        try:
            create_unit(organ_key=key, name=form.cleaned_data["name"], by=by, at=timezone.now())
        except Refused as refused:
            form.add_error("name", refused.sentence)
        else:
            messages.success(request, "内设机构已设立。")
            return redirect("organs:organ", key=key)
    return _organ_page(request, organ, unit_form=form)


@login_required
@require_POST
def close_one_unit(request: HttpRequest, key: str) -> HttpResponse:
    by, chosen = _administrator(request, key), request.POST.get("unit", "")
    unit = queries.units_of(key).filter(pk=chosen).first() if chosen.isdecimal() else None
    if unit is None:
        messages.error(request, "请选择要撤销的内设机构。")
    else:
        _done(request, lambda: close_unit(unit=unit, by=by, at=timezone.now()), "内设机构已撤销。")
    return redirect("organs:organ", key=key)


@login_required
@require_POST
def add_post(request: HttpRequest, key: str) -> HttpResponse:
    organ, by = _organ(key), _administrator(request, key)
    form = PostForm(request.POST, prefix="post", units=queries.units_of(key))
    if form.is_valid():
        try:
            create_post(
                unit=form.cleaned_data["unit"],
                name=form.cleaned_data["name"],
                duties=[Duty(code) for code in form.cleaned_data["duties"]],
                by=by,
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error("name", refused.sentence)
        else:
            messages.success(request, "岗位已设立。")
            return redirect("organs:organ", key=key)
    return _organ_page(request, organ, post_form=form)


@login_required
@require_http_methods(["GET", "POST"])
def see_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a post and change what its holders may do."""
    post = Post.objects.select_related("unit__organ").filter(pk=pk, closed_at__isnull=True).first()
    if post is None:
        raise Http404
    by = _administrator(request, post.unit.organ_id)
    form = DutiesForm(request.POST or None, initial={"duties": post.duties})
    if request.method == "POST" and form.is_valid():
        duties = [Duty(code) for code in form.cleaned_data["duties"]]
        _done(
            request,
            lambda: set_post_duties(post=post, duties=duties, by=by, at=timezone.now()),
            "岗位职责已更新，在任人员立即生效。",
        )
        return redirect("organs:post", pk=pk)
    context = {"post": post, "form": form, "crumbs": presenters.post_crumbs(post)}
    return render(request, "organs/post.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def close_one_post(request: HttpRequest, pk: int) -> HttpResponse:
    post = Post.objects.select_related("unit").filter(pk=pk).first()
    if post is None:
        raise Http404
    by = _administrator(request, post.unit.organ_id)
    _done(request, lambda: close_post(post=post, by=by, at=timezone.now()), "岗位已撤销。")
    return redirect("organs:organ", key=post.unit.organ_id)


@never_cache
@login_required
@require_POST
def add_official(request: HttpRequest, key: str) -> HttpResponse:
    """Open an account and show its first password this once, to be handed over in person."""
    organ, by = _organ(key), _administrator(request, key)
    form = OfficialForm(request.POST, prefix="official")
    if form.is_valid():
        password = first_password()
        try:
            official = create_official(organ_key=key, password=password, by=by, at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error("login_name", refused.sentence)
        else:
            return _show_password(request, official, password)
    return _organ_page(request, organ, official_form=form)


@login_required
@require_http_methods(["GET", "POST"])
def see_official(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an official's account; POST appoints to a post."""
    official = _official(pk)
    by, now = _administrator(request, official.home_organ_id), timezone.now()
    form = AppointmentForm(
        request.POST or None,
        posts=queries.posts_of(official.home_organ_id),
        initial={"valid_from": timezone.localdate(now)},
    )
    if request.method == "POST" and form.is_valid():
        until = form.cleaned_data["valid_until"]
        try:
            appoint(
                official=official,
                post=form.cleaned_data["post"],
                valid_from=midnight(form.cleaned_data["valid_from"]),
                valid_until=midnight(until) if until else None,
                by=by,
                at=now,
            )
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, "任职已登记。")
            return redirect("organs:official", pk=pk)
    context = {
        "official": official,
        "form": form,
        "rows": presenters.account_rows(official),
        "crumbs": [*presenters.organ_crumbs(official.home_organ), {"label": official.display_name}],
        "appointments": [
            presenters.appointment_card(each) for each in queries.appointments_of(official=official, at=now)
        ],
    }
    return render(request, "organs/official.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def end_one_appointment(request: HttpRequest, pk: int) -> HttpResponse:
    found = Appointment.objects.select_related("post__unit", "official").filter(pk=pk).first()
    if found is None:
        raise Http404
    by = _administrator(request, found.post.unit.organ_id)
    _done(request, lambda: end_appointment(appointment=found, by=by, at=timezone.now()), "任职已结束。")
    return redirect("organs:official", pk=found.official_id)


@never_cache
@login_required
@require_POST
def change_account(request: HttpRequest, pk: int) -> HttpResponse:
    """Deactivate, reactivate, reset the password, or require or unbind the second factor."""
    official = _official(pk)
    by, now = _administrator(request, official.home_organ_id), timezone.now()
    match request.POST.get("act", ""):
        case "deactivate":
            _done(request, lambda: deactivate_official(official=official, by=by, at=now), "账号已停用。")
        case "reactivate":
            _done(request, lambda: reactivate_official(official=official, by=by, at=now), "账号已恢复。")
        case "require_factor" | "spare_factor" as act:
            required = act == "require_factor"
            _done(
                request,
                lambda: require_second_factor(official=official, required=required, by=by, at=now),
                "下次登录起必须使用动态口令。" if required else "动态口令改为自愿使用。",
            )
        case "remove_factor":
            _done(request, lambda: remove_second_factor(official=official, by=by, at=now), "已解除原来的动态口令绑定。")
        case "reset":
            try:
                return _show_password(request, official, reset_password(official=official, by=by, at=now))
            except Refused as refused:
                messages.error(request, refused.sentence)
        case _:
            raise Http404
    return redirect("organs:official", pk=pk)


def _official(pk: int) -> Official:
    found = queries.official(pk)
    if found is None:
        raise Http404
    return found


def _show_password(request: HttpRequest, official: Official, password: str) -> HttpResponse:
    return render(
        request,
        "organs/new_password.html",
        {
            "official": official,
            "rows": [("登录名", official.login_name), ("初始密码", password)],
            "crumbs": [*presenters.organ_crumbs(official.home_organ), {"label": official.display_name}],
        },
    )
