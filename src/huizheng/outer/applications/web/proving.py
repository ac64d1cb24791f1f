"""Without signing in: progress by number and query code, and whether a receipt is genuine."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from huizheng.commons.paper.api import render_pdf
from huizheng.commons.throttle.api import QUERY_CODE, LockedOut, allow, attempt, clear
from huizheng.outer.applications.errors import NotVisible
from huizheng.outer.applications.models import Receipt
from huizheng.outer.applications.queries import application_by_code, digits_of
from huizheng.outer.applications.web import presenters
from huizheng.outer.applications.web.access import ApplicationView
from huizheng.outer.applications.web.receipts import paper_of
from huizheng.outer.applications.web.timeline import timeline

QUERIES, QUERY_WINDOW = 30, dt.timedelta(minutes=10)


@method_decorator(never_cache, name="dispatch")
class QueryByCode(View):
    """The progress of one case for whoever holds number and code: dates and steps, nothing private."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(request, {"number": request.GET.get("number", "")})

    def post(self, request: HttpRequest) -> HttpResponse:
        number, code = request.POST.get("number", "").strip(), request.POST.get("code", "").strip()
        now = timezone.now()
        # Per address first, so that nobody tries many cases; then per number, so that nobody tries the codes of one.
        if not allow(scope="case-query", key=address_of(request), limit=QUERIES, window=QUERY_WINDOW, at=now):
            error = _("查询太频繁了。请过几分钟再试。")
            return self._page(request, {"number": number, "error": error}, status=429)
        try:
            attempt(scope=QUERY_CODE, key=digits_of(number), at=now)
            application = application_by_code(number=number, code=code)
        except LockedOut as locked:
            error = _("尝试次数过多。请在%(time)s之后再查询。") % {"time": presenters.moment(locked.until)}
            return self._page(request, {"number": number, "error": error}, status=429)
        except NotVisible:
            error = _("没有找到这件办件。请核对办件编号和6位查询码，它们在提交成功的页面和回执上。")
            return self._page(request, {"number": number, "error": error}, status=404)
        clear(scope=QUERY_CODE, key=digits_of(number))
        found = presenters.head(application) | {
            "number": application.case_number,
            "submitted_at": presenters.moment(application.submitted_at),
            "due": presenters.day(application.promised_due_on or application.statutory_due_on),
            "timeline": timeline(application, private=False),
            "crumbs": [(_("首页"), "/"), (_("查询办件"), reverse("applications:query")), (_("进度"), "")],
        }
        return render(request, "applications/queried.html", found)

    def _page(self, request: HttpRequest, more: dict[str, Any], *, status: int = 200) -> HttpResponse:
        page = {
            "title": _("查询办件进度"),
            "crumbs": [(_("首页"), "/"), (_("查询办件"), "")],
            "number": "",
            "error": "",
        }
        return render(request, "applications/query.html", page | more, status=status)


class ReceiptFile(ApplicationView):
    """The receipt for programs: statement, signature and where the public key is, to be verified off line."""

    def get(self, request: HttpRequest, code: str) -> JsonResponse:
        receipt = _own_receipt(self, code)
        return JsonResponse(
            {
                "statement": receipt.statement,
                "signature": receipt.signature,
                "canonical_form": "RFC 8785",
                "public_keys": request.build_absolute_uri("/.well-known/huizheng-keys.json"),
            },
            json_dumps_params={"ensure_ascii": False, "indent": 1},
        )


class ReceiptPaper(ApplicationView):
    def get(self, request: HttpRequest, code: str) -> HttpResponseBase:
        receipt = _own_receipt(self, code)
        verification = request.build_absolute_uri(reverse("applications:verify_code", args=[receipt.code]))
        template, facts = paper_of(receipt, self.party, verification=verification)
        pdf = render_pdf(template=template, version=1, facts=facts)
        response = HttpResponse(pdf, content_type="application/pdf")
        response["Content-Disposition"] = f'attachment; filename="{receipt.statement["case_number"]}.pdf"'
        response["Cache-Control"] = "private, no-store"
        return response


def _own_receipt(view: ApplicationView, code: str) -> Receipt:
    receipt = view.application.receipts.filter(code=code).first()
    if receipt is None:
        raise Http404
    return receipt


def address_of(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))
