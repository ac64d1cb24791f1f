"""Whether a receipt or a paper of the office is genuine: for anybody who is shown one, without signing in."""

from __future__ import annotations

import hashlib
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from huizheng.commons.keys.api import Signature, verify
from huizheng.gate.contracts import LicenceState
from huizheng.lib.canonical import canonical
from huizheng.outer.applications.licence_words import LICENCE_STATES, LICENCE_TONES
from huizheng.outer.applications.models import IssuedPaper, Receipt
from huizheng.outer.applications.queries import licence_of, paper_by_code, receipt_by_code
from huizheng.outer.applications.web import presenters
from huizheng.outer.applications.web.receipts import receipt_word
from huizheng.outer.applications.web.renewing import standing_rows

LARGEST = 20 * 1024 * 1024


@method_decorator(never_cache, name="dispatch")
class VerifyPaper(View):
    """By the code printed on it; the file itself may be compared too, and is not kept."""

    def get(self, request: HttpRequest, code: str = "") -> HttpResponse:
        return self._page(request, code or request.GET.get("code", ""))

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        """Compare a file with what was issued under this code; nothing is stored."""
        paper = paper_by_code(code)
        uploaded = request.FILES.get("file")
        if paper is None or uploaded is None or (uploaded.size or 0) > LARGEST:
            return self._page(request, code, compared=_("请选择要核对的PDF文件（不超过20 MB）。"), tone="warning")
        digest = hashlib.new("sm3")
        for piece in uploaded.chunks():
            digest.update(piece)
        if digest.hexdigest() == paper.sm3:
            return self._page(request, code, compared=_("这个文件与签发时完全一致。"), tone="success")
        return self._page(
            request, code, compared=_("这个文件与签发的文书不一致，可能被改动过，或者是另一份文书。"), tone="danger"
        )

    def _page(self, request: HttpRequest, code: str, *, compared: str = "", tone: str = "") -> HttpResponse:
        page: dict[str, Any] = {
            "title": _("核验回执和文书"),
            "crumbs": [(_("首页"), "/"), (_("核验回执和文书"), "")],
            "code": code,
            "facts": [],
            "is_genuine": False,
            "is_paper": False,
            "licence": [],
            "licence_state": {},
            "error": "",
            "compared": compared,
            "tone": tone,
        }
        if not code:
            return render(request, "applications/verify.html", page)
        if receipt := receipt_by_code(code):
            page |= {"facts": _facts_of_receipt(receipt), "is_genuine": is_genuine(receipt)}
        elif paper := paper_by_code(code):
            page |= {"facts": _facts_of_paper(paper), "is_genuine": True, "is_paper": True} | _standing(paper)
        else:
            page["error"] = _(
                "没有找到这个核验码。请核对回执或文书上的16位核验码；若确认无误仍找不到，它可能不是本平台出具的。"
            )
            return render(request, "applications/verify.html", page, status=404)
        return render(request, "applications/verify.html", page)


def is_genuine(receipt: Receipt) -> bool:
    return verify(canonical(receipt.statement), Signature(**receipt.signature), "outer", at=receipt.issued_at)


def _facts_of_receipt(receipt: Receipt) -> list[tuple[str, str]]:
    statement = receipt.statement
    return [
        (_("回执"), receipt_word(receipt)),
        (_("办件编号"), statement["case_number"]),
        (_("事项"), presenters.title_of(receipt.application)),
        (_("收件机关"), presenters.organ_word(statement["organ_name"])),
        (_("提交时间"), presenters.moment(receipt.issued_at)),
        (_("内容摘要（SM3）"), statement["content_sm3"]),
        (_("附件数量"), str(len(statement["files_sm3"]))),
    ]


def _facts_of_paper(paper: IssuedPaper) -> list[tuple[str, str]]:
    return [
        (_("文书"), paper.title),
        (_("文号"), paper.number),
        (_("发文机关"), presenters.organ_word(paper.organ_name)),
        (_("成文日期"), presenters.day(paper.issued_on)),
        (_("事项"), presenters.title_of(paper.application)),
        (_("文件摘要（SM3）"), paper.sm3),
    ]


# The papers that whoever holds them takes for a licence in force, and the one that says it is not.
_OF_THE_LICENCE = frozenset({"certificate", "grant", "deemed_renewal", "licence_ending"})


def _standing(paper: IssuedPaper) -> dict[str, Any]:
    """Return how the licence stands today: a genuine paper may speak of one that was taken away since."""
    held = licence_of(paper.application)
    if held is None or paper.kind not in _OF_THE_LICENCE:
        return {}
    state = LicenceState(held.state)
    return {
        "licence": [(_("证件"), held.name), *standing_rows(held)],
        "licence_state": {
            "tone": LICENCE_TONES[state],
            "text": _("证件现在的状态：%(state)s。") % {"state": LICENCE_STATES[state]}
            + (
                ""
                if state is LicenceState.VALID
                else _("自%(day)s起不再有效。") % {"day": presenters.day(held.since_on)}
            ),
        },
    }
