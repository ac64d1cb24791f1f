"""What officials do with items: write, upload, have checked, release, withdraw. Always by POST."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from huizheng.inner.items import queries
from huizheng.inner.items.actions import check_release, draft_release, release_service, withdraw_service
from huizheng.inner.items.errors import ItemsError, NotADocument
from huizheng.inner.items.web.actors import actor_of
from huizheng.inner.items.web.forms import GuideForm, UploadForm, WithdrawalForm
from huizheng.inner.items.web.presenters.library import item_heading
from huizheng.inner.items.web.views import item_or_404, release_or_404

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_UNPROCESSABLE = 422


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, slug: str) -> HttpResponse:
    """Edit what people read of an item; a POST keeps it as the release in the making."""
    found = item_or_404(slug)
    base = queries.base_of_draft(slug)
    form = GuideForm(request.POST or None, initial=GuideForm.of(base))
    refused = ""
    if request.method == "POST" and form.is_valid():
        try:
            made = draft_release(form.applied_to(base), by=actor_of(request), at=timezone.now())
        except ItemsError as error:
            refused = str(error)
        else:
            messages.success(request, f"第{made.version}版草稿已保存。请检查质量，再由另一位同事发布。")
            return redirect("items:release", slug, made.version)
    return render(
        request,
        "items/draft.html",
        {"page": item_heading(found), "form": form, "upload": UploadForm(), "refused": refused},
        status=_UNPROCESSABLE if request.method == "POST" else 200,
    )


@login_required
@require_POST
def upload(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a whole document that was worked on outside as the release in the making."""
    found = item_or_404(slug)
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            made = draft_release(
                _document(form.cleaned_data["file"].read(), slug), by=actor_of(request), at=timezone.now()
            )
        except ItemsError as error:
            form.add_error("file", str(error))
        else:
            messages.success(request, f"第{made.version}版草稿已保存。")
            return redirect("items:release", slug, made.version)
    guide = GuideForm(initial=GuideForm.of(queries.base_of_draft(slug)))
    return render(
        request,
        "items/draft.html",
        {"page": item_heading(found), "form": guide, "upload": form, "refused": ""},
        status=_UNPROCESSABLE,
    )


def _document(raw: bytes, slug: str) -> dict[str, Any]:
    try:
        document = json.loads(raw)
    except ValueError as error:
        raise NotADocument(["不是 JSON 文件，请重新导出后再上传"]) from error
    if not isinstance(document, dict) or document.get("slug") != slug:
        raise NotADocument([f"这份文件不是事项“{slug}”的，请核对 slug"])
    return document


@login_required
@require_POST
def check(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """Examine a draft by the quality rules."""
    found = release_or_404(slug, version)
    try:
        checked = check_release(found, by=actor_of(request), at=timezone.now())
    except ItemsError as error:
        messages.error(request, str(error))
    else:
        if checked.state == "checked":
            messages.success(request, "质量检查通过，可以发布。")
        else:
            messages.warning(request, "有须改正的问题，改正后再检查。")
    return redirect("items:release", slug, version)


@login_required
@require_POST
def release(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """Put a checked release in force."""
    found = release_or_404(slug, version)
    try:
        release_service(found, by=actor_of(request), at=timezone.now())
    except ItemsError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"第{version}版已发布，正在送往公众网。正在办理的申请不受影响。")
    return redirect("items:release", slug, version)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for the reason; a POST takes the item off offer."""
    found = item_or_404(slug)
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_service(slug, by=actor_of(request), at=timezone.now(), reason=form.cleaned_data["reason"])
        except ItemsError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "已停办，公众网随即不再受理；正在办理的申请照常办完。")
            return redirect("items:item", slug)
    return render(
        request,
        "items/withdraw.html",
        {"page": item_heading(found), "form": form},
        status=_UNPROCESSABLE if request.method == "POST" else 200,
    )
