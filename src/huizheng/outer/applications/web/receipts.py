"""The receipts of an application in words and links, and what their paper says."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone

from huizheng.outer.accounts.api import Party, applicant_facts
from huizheng.outer.applications.models import Application, Receipt
from huizheng.outer.applications.queries import own_copy
from huizheng.outer.applications.web.presenters import english
from huizheng.outer.applications.wording import RECEIPTS

_SPOKEN = frozenset({"hearing_request", "statement"})


def receipt_word(receipt: Receipt) -> str:
    return str(RECEIPTS[receipt.statement["kind"]])


def receipt_link(receipt: Receipt) -> dict[str, str]:
    """Return the link of a receipt beside the act that it proves."""
    return {
        "label": receipt_word(receipt),
        "note": "",
        "url": reverse("applications:receipt", args=[receipt.application_id, receipt.code]),
    }


def first_receipt(application: Application) -> dict[str, str]:
    """Return code and links of the receipt for what was submitted last, or nothing before the submission."""
    receipt = application.receipts.exclude(statement__kind__in=sorted(_SPOKEN)).last()
    if receipt is None:
        return {}
    return {
        "code": receipt.code,
        "pdf": reverse("applications:receipt", args=[application.pk, receipt.code]),
        "json": reverse("applications:receipt_file", args=[application.pk, receipt.code]),
        "verify": reverse("applications:verify_code", args=[receipt.code]),
    }


def paper_of(receipt: Receipt, party: Party, *, verification: str) -> tuple[str, dict[str, Any]]:
    """Return the template of a receipt's paper and its facts; the name is the party's own, read now and not kept."""
    application, statement = receipt.application, receipt.statement
    who = applicant_facts(party)
    facts: dict[str, Any] = {
        "organ": statement["organ_name"],
        "issued_on": timezone.localdate(receipt.issued_at).isoformat(),
        "case_number": statement["case_number"],
        "received_at": timezone.localtime(receipt.issued_at).strftime("%Y-%m-%dT%H:%M"),
        "channel": "网上申请",
        "applicant": {"name": who["applicant"]["name"] or "申请人"},
        "item": {"name": application.item_name, "name_en": application.item_name_en},
        "digest": statement["content_sm3"],
        "verification": {"url": verification, "code": receipt.code},
        "bilingual": bool(application.item_name_en) and english(),
    }
    if who["agent"] and who["agent"]["name"]:
        facts["applicant"]["agent"] = who["agent"]["name"]
    if statement["kind"] in _SPOKEN:
        return "statement_receipt", facts | {"channel": "网上提交", "act": statement["kind"]}
    materials = [{"name": each["name"]} for each in own_copy(application).get("materials", [])]
    return "submission_receipt", facts | {"materials": materials}
