"""What officials do with a manuscript. Always by POST; every refusal is said in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from huizheng.inner.publishing import queries
from huizheng.inner.publishing.actions import releasing, reviewing, withdrawing, writing
from huizheng.inner.publishing.errors import NotVisible, PublishingError
from huizheng.inner.publishing.policies import can
from huizheng.inner.publishing.states import Act
from huizheng.inner.publishing.web.actors import actor_of, manuscript_or_404, standing_in
from huizheng.inner.publishing.web.forms import WithdrawForm
from huizheng.inner.publishing.web.presenters.lists import approved
from huizheng.inner.publishing.web.presenters.manuscript import heading
from huizheng.lib.row_keys import row_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

_UNPROCESSABLE = 422


def _act(request: HttpRequest, number: int, verb: Callable[..., Any], said: str, **given: Any) -> HttpResponse:
    """Call one verb for a manuscript the official works with, and say how it went."""
    manuscript_or_404(request, number)
    try:
        verb(number=number, by=actor_of(request), at=timezone.now(), **given)
    except PublishingError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, said)
    return redirect("publishing:manuscript", number)


@login_required
@require_POST
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """Take the draft up for editing and lead to Wagtail's form of it."""
    manuscript_or_404(request, number)
    try:
        page = writing.open_editor(number=number, by=actor_of(request), at=timezone.now())
    except PublishingError as error:
        messages.error(request, str(error))
        return redirect("publishing:manuscript", number)
    return redirect("wagtailadmin_pages:edit", page)


@login_required
@require_POST
def submit(request: HttpRequest, number: int) -> HttpResponse:
    return _act(request, number, reviewing.submit, "已提交审核，审核结束前稿件不能修改。")


@login_required
@require_POST
def pass_review(request: HttpRequest, number: int) -> HttpResponse:
    return _act(request, number, reviewing.pass_review, "已通过。", reason=request.POST.get("reason", ""))


@login_required
@require_POST
def return_text(request: HttpRequest, number: int) -> HttpResponse:
    return _act(request, number, reviewing.return_text, "已退回作者。", reason=request.POST.get("reason", ""))


@login_required
@require_POST
def recall(request: HttpRequest, number: int) -> HttpResponse:
    return _act(request, number, writing.recall, "已收回，可以继续修改；修改后需要重新送审。")


@login_required
@require_POST
def revise(request: HttpRequest, number: int) -> HttpResponse:
    return _act(request, number, writing.revise, "可以修订了。修订稿发布以前，网站上仍是现在的版本。")


@login_required
@require_POST
def release(request: HttpRequest, number: int) -> HttpResponse:
    return _act(request, number, releasing.release, "已发布，正在送往公众网。")


@login_required
@require_POST
def archive(request: HttpRequest, number: int) -> HttpResponse:
    return _act(request, number, writing.archive, "已归档。", reason=request.POST.get("reason", ""))


@login_required
@require_POST
def remark(request: HttpRequest, number: int) -> HttpResponse:
    return _act(request, number, writing.remark, "批注已写入。", text=request.POST.get("text", ""))


@login_required
@require_POST
def check_afterwards(request: HttpRequest, number: int) -> HttpResponse:
    reason = request.POST.get("reason", "")
    return _act(request, number, reviewing.check_afterwards, "事后复核已记录。", reason=reason)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Ask how and why; a POST takes the page off the public network."""
    found = manuscript_or_404(request, number)
    if not can(found, Act.WITHDRAW, standing_in(request)):
        messages.error(request, "这份稿件现在不能撤下，或者您没有“信息签发”“网站管理”职责。")
        return redirect("publishing:manuscript", number)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            withdrawing.withdraw(number=number, by=actor_of(request), at=timezone.now(), **form.cleaned_data)
        except PublishingError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "已撤下，公众网随即生效；在其他栏目和网站的展示一并结束。")
            return redirect("publishing:manuscript", number)
    return render(
        request,
        "publishing/withdraw.html",
        {"page": heading(found), "form": form},
        status=_UNPROCESSABLE if request.method == "POST" else 200,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def release_many(request: HttpRequest) -> HttpResponse:
    """List what may be released, site by site; a POST releases the chosen ones of a site at one second."""
    standing = standing_in(request)
    if request.method == "POST":
        numbers = [key for each in request.POST.getlist("number") if (key := row_key(each)) is not None]
        try:
            for number in numbers:
                queries.manuscript_for(standing, number)
            released = releasing.release_bundle(numbers=numbers, by=actor_of(request), at=timezone.now())
        except NotVisible:
            messages.error(request, "其中有您看不到的稿件，请刷新页面后重新选择。")
        except PublishingError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"{len(released)} 份稿件已在同一时刻发布。")
        return redirect("publishing:release_many")
    return render(request, "publishing/release.html", {"page": approved(standing)})
