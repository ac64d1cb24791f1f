"""The user centre: who one is, how one signs in, and for whom one acts."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from huizheng.outer.accounts import queries
from huizheng.outer.accounts.actions.passwords import change_password
from huizheng.outer.accounts.actions.person import ask_to_change_contact, change_contact, check_person, declare_person
from huizheng.outer.accounts.actions.sign_ins import end_sign_in, move_sign_in
from huizheng.outer.accounts.gateways.real_name import authority
from huizheng.outer.accounts.models import Account
from huizheng.outer.accounts.rules import InvalidCertificate, NotVisible, Refused, WrongPassword
from huizheng.outer.accounts.states import Level
from huizheng.outer.accounts.web import presenters
from huizheng.outer.accounts.web.forms import ConfirmForm, NewContactForm, PasswordForm, PersonForm
from huizheng.outer.accounts.web.party import choose_party, current_account, current_party
from huizheng.outer.accounts.web.sign_in import wanted_page
from huizheng.outer.accounts.web.visitors import take_code_of_address


def bearer(request: HttpRequest) -> Account:
    account = current_account(request)
    assert account is not None, "behind login_required"
    return account


@never_cache
@login_required
@require_safe
def see_centre(request: HttpRequest) -> HttpResponse:
    account = bearer(request)
    party = current_party(request)
    context = {
        **presenters.page(gettext("用户中心"), home=False),
        "rows": presenters.person_rows(account),
        "links": presenters.centre_links(),
        "enterprise": party.enterprise.name if party.enterprise else "",
        "closing_on": presenters.day(account.deletion_requested_at),
        "invitations": queries.invitations_of(account, at=timezone.now()).count(),
        "must_prove": account.level < Level.CHECKED,
    }
    return render(request, "accounts/centre.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def prove_name(request: HttpRequest) -> HttpResponse:
    """Show how far the name is proved; POST declares it."""
    account = bearer(request)
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            declare_person(account=account, by=account.as_actor(), at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error("number" if isinstance(refused, InvalidCertificate) else None, refused.sentence)
        else:
            messages.success(request, gettext("已保存。请核对后提交核验。"))
            return redirect("accounts:real_name")
    level = Level(account.level)
    context = {
        **presenters.page(gettext("实名"), gettext("核验姓名和证件后，可以办理全部事项，申请表自动填写。")),
        "form": form,
        "rows": presenters.person_rows(account)[:4],
        "declared": level == Level.DECLARED,
        "checked": level == Level.CHECKED,
        "demonstration": authority().is_demonstration,
    }
    return render(request, "accounts/real_name.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def have_name_checked(request: HttpRequest) -> HttpResponse:
    account = bearer(request)
    try:
        check_person(account=account, by=account.as_actor(), at=timezone.now())
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, gettext("核验通过，现在可以办理全部事项。"))
    return redirect("accounts:real_name")


@never_cache
@login_required
@sensitive_post_parameters("current", "new", "again")
@require_http_methods(["GET", "POST"])
def change_own_password(request: HttpRequest) -> HttpResponse:
    account = bearer(request)
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        before = request.session.session_key
        try:
            change_password(
                account=account,
                current=form.cleaned_data["current"],
                new=form.cleaned_data["new"],
                session_key=before,
                by=account.as_actor(),
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error("current" if isinstance(refused, WrongPassword) else "new", refused.sentence)
        else:
            account.refresh_from_db()
            update_session_auth_hash(request, account)
            move_sign_in(account=account, old_key=before or "", new_key=request.session.session_key or "")
            messages.success(request, gettext("密码已修改，其他设备已退出登录。"))
            return redirect("accounts:home")
    context = {**presenters.page(gettext("登录密码")), "form": form}
    return render(request, "accounts/password.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def begin_contact_change(request: HttpRequest) -> HttpResponse:
    account = bearer(request)
    form = NewContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        contact = form.cleaned_data["contact"]
        try:
            take_code_of_address(request, at=timezone.now())
            ask_to_change_contact(
                account=account,
                contact=contact,
                password=form.cleaned_data["password"],
                by=account.as_actor(),
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error("password" if isinstance(refused, WrongPassword) else "contact", refused.sentence)
        else:
            return _contact_code(request, ConfirmForm(initial={"contact": contact.value}))
    context = {
        **presenters.page(gettext("更换手机号码或电子邮箱")),
        "form": form,
        "rows": [(row["label"], row["value"]) for row in presenters.person_rows(account)[4:6]],
    }
    return render(request, "accounts/contact.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def finish_contact_change(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return redirect("accounts:contact")
    account = bearer(request)
    form = ConfirmForm(request.POST)
    if form.is_valid():
        try:
            change_contact(
                account=account,
                contact=form.cleaned_data["contact"],
                code=form.cleaned_data["code"],
                by=account.as_actor(),
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error("code", refused.sentence)
        else:
            messages.success(request, gettext("联系方式已更换，以后用新的登录。"))
            return redirect("accounts:home")
    return _contact_code(request, form)


def _contact_code(request: HttpRequest, form: ConfirmForm) -> HttpResponse:
    context = {
        **presenters.page(gettext("更换手机号码或电子邮箱"), gettext("第2步：输入发到新联系方式的验证码。")),
        "form": form,
        "action": reverse("accounts:contact_confirm"),
        "again_url": reverse("accounts:contact"),
    }
    return render(request, "accounts/code.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_safe
def list_sign_ins(request: HttpRequest) -> HttpResponse:
    account = bearer(request)
    here = request.session.session_key
    context = {
        **presenters.page(gettext("登录设备"), gettext("有不认识的设备，请让它退出，并马上修改密码。")),
        "cards": [
            presenters.sign_in_card(each, here=here) for each in queries.sign_ins_of(account, at=timezone.now())[:50]
        ],
    }
    return render(request, "accounts/sign_ins.html", context)


@login_required
@require_POST
def end_one_sign_in(request: HttpRequest, pk: int) -> HttpResponse:
    account = bearer(request)
    try:
        end_sign_in(account=account, pk=pk, by=account.as_actor(), at=timezone.now())
    except NotVisible as error:
        raise Http404 from error
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, gettext("那台设备已退出登录。"))
    return redirect("accounts:sign_ins")


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def switch_party(request: HttpRequest) -> HttpResponse:
    """Show for whom the person may act; POST chooses."""
    account, now = bearer(request), timezone.now()
    if request.method == "POST":
        chosen = request.POST.get("party", "")
        try:
            party = choose_party(request, UUID(chosen) if chosen else None, at=now)
        except (NotVisible, ValueError) as error:
            raise Http404 from error
        name = party.enterprise.name if party.enterprise else gettext("自己")
        messages.success(request, gettext("接下来为%(name)s办事。") % {"name": name})
        return HttpResponseRedirect(wanted_page(request))
    agencies = list(queries.agencies_of(account, at=now))
    context = {
        **presenters.page(gettext("切换办事身份"), gettext("选择为谁办事。为企业办事须有企业的授权。")),
        "options": presenters.party_options(account, agencies, current_party(request)),
        "next": wanted_page(request),
    }
    return render(request, "accounts/parties.html", context)
