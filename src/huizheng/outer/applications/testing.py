"""For tests: a small service on offer, and applications in any state of the story."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from huizheng.commons.keys.testing import make_both_zones_keys, unseal_as
from huizheng.commons.reference.api import load_reference
from huizheng.gate.contracts import CaseAct, CaseProgressed, Sealed, ServiceReleased
from huizheng.gate.testing import deliver
from huizheng.lib.canonical import canonical
from huizheng.outer.accounts.api import Party, applicant_facts
from huizheng.outer.accounts.testing import given_party
from huizheng.outer.applications.actions import drafting, submitting
from huizheng.outer.applications.content import Content
from huizheng.outer.applications.models import Application
from huizheng.outer.applications.queries import own_copy
from huizheng.outer.applications.services import OfferedService, offered_service

# A receipt is judged by the keys of its moment, and a test's keys are as young as the test.
NOW = timezone.now() + dt.timedelta(minutes=10)
DIVISION = "340102"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def sample_release(*, slug: str = "tea-stall", version: int = 1) -> dict[str, Any]:
    """Return a small release with each kind of material and two sections, one of them conditional."""
    fields = [
        {"key": "person.name", "type": "text", "label": "姓名", "required": True, "prefill": "account.person.name"},
        {"key": "person.mobile", "type": "mobile", "label": "手机号码", "required": True},
    ]
    stall = [
        {"key": "stall.name", "type": "text", "label": "摊位名称", "label_en": "Name of the stall", "required": True},
        {"key": "stall.rented", "type": "yes_no", "label": "是否租赁", "required": True},
        {
            "key": "stall.rent", "type": "money", "label": "月租金", "required": True,
            "visible_if": {"op": "eq", "args": [{"field": "stall.rented"}, True]},
        },
        {"key": "decl.true", "type": "declaration", "label": "我承诺所填属实", "required": True},
    ]  # fmt: skip
    material = {
        "name_en": "", "necessity": "required", "source": "applicant", "asked": "always", "asked_reason": "",
        "condition": None, "condition_text": "", "generated_from_form": False, "promise_allowed": False,
        "reuse_from": None, "form": "electronic", "copies": 1, "note": "", "media": ["pdf", "jpg", "png"],
        "max_files": 2, "max_bytes": 1_048_576, "basis": None, "status": "checked",
    }  # fmt: skip
    steps = [("accept", "受理"), ("review", "审核"), ("approve", "审批"), ("conclude", "办结"), ("deliver", "送达")]
    return {
        "format": 1, "slug": slug, "version": version, "code": "", "demo_code": "340000000000",
        "name": "摆茶摊", "name_en": "Tea stall", "summary": "在街边摆一个茶摊。", "summary_en": "Run a tea stall.",
        "languages": ["zh", "en"], "item_type": {"code": "01", "name": "行政许可"}, "level": "county",
        "organ_kind": "market-regulation", "guiding_kind": "", "joint_kinds": [], "objects": ["1", "2"],
        "themes": {"person": ["035"], "corp": ["005"]}, "legal_basis": [], "conditions": [], "handling": "promise",
        "limits": {
            "statutory": {"n": 20, "unit": "working", "basis": "行政许可法第四十二条", "verified": True},
            "promised": {"n": 5, "unit": "working", "status": "assumption"},
        },
        "visits": 0, "visit_reason": "", "depth": {"grade": "Ⅳ", "codes": ["2", "4", "5", "6", "7"]},
        "scope": "全市通办",
        "fee": {"charged": False, "online_payment": False, "items": []},
        "materials": [
            material | {"key": "form", "name": "申请书", "asked": "never", "generated_from_form": True},
            material | {"key": "plan", "name": "茶摊方案"},
            material | {"key": "id", "name": "身份证", "asked": "if_not_shared", "source": "government"},
            material | {"key": "site", "name": "场地证明", "promise_allowed": True},
            material | {
                "key": "lease", "name": "租赁合同", "condition_text": "租赁摊位的",
                "condition": {"op": "eq", "args": [{"field": "stall.rented"}, True]},
            },
        ],
        "form": {
            "format": 1,
            "sections": [
                {"key": "applicant", "title": "申请人", "title_en": "Applicant", "fields": fields},
                {"key": "stall", "title": "茶摊", "title_en": "Stall", "fields": stall},
            ],
        },
        "steps": [
            {
                "key": key, "name": name, "name_en": key.title(), "kind": key, "performer": "official",
                "duty": f"case_{key}", "organ_kind": "market-regulation", "joint_kinds": [], "outside_body": "",
                "actor": "", "stops_clock": False, "stop_basis": None, "min_officials": 1, "note": "",
            }
            for key, name in steps
        ],
        "clocks": [], "special_procedures": [],
        "result": {
            "name": "茶摊证", "name_en": "Tea stall licence", "kind": "证照", "validity": "长期", "validity_en": "",
            "licence": None, "template": "result_certificate", "template_version": 1,
        },
        "delivery": ["electronic"], "faq": [], "prerequisites": [], "next": [], "related": [],
        "remedy": {"text": "可以申请行政复议或者提起行政诉讼。", "text_en": "", "bases": []},
        "window": {
            "place": "", "place_en": "", "hours": "", "hours_en": "", "consult_phone": "", "complaint_phone": "",
            "status": "demo",
        },
        "notes": [], "unverified": [],
    }  # fmt: skip


def given_service(*, slug: str = "tea-stall", version: int = 1) -> OfferedService:
    """Let the inner zone release the sample service, and return it."""
    make_both_zones_keys()
    load_reference(lambda _: None)
    release = sample_release(slug=slug, version=version)
    deliver(
        ServiceReleased(
            slug=slug,
            version=version,
            sm3=hashlib.new("sm3", canonical(release)).hexdigest(),
            release=release,
            released_at=NOW,
        )
    )
    found = offered_service(slug)
    assert found is not None
    return found


def good_answers(**more: Any) -> dict[str, Any]:
    return {
        "person.name": "王小茶", "person.mobile": "13800000001", "stall.name": "清风茶摊", "stall.rented": "no",
        "decl.true": "yes", **more,
    }  # fmt: skip


def given_draft(*, party: Party | None = None, answers: dict[str, Any] | None = None) -> tuple[Application, Party]:
    """Return a complete draft with its one obligatory file, and its party."""
    service = offered_service("tea-stall") or given_service()
    party = party or given_party()
    application = drafting.start_application(
        service=service, division_code=DIVISION, answers=answers or good_answers(), provenance={}, by=party, at=NOW
    )
    for key in ("plan", "site"):
        rule = next(each.files for each in service.materials if each.key == key)
        upload = SimpleUploadedFile(f"{key}.pdf", PDF, "application/pdf")
        drafting.attach_material(application, key=key, upload=upload, rule=rule, by=party, at=NOW)
    return application, party


def content_of(application: Application, party: Party, **limits: Any) -> Content:
    service = offered_service(application.item_slug)
    assert service is not None
    answers = limits.pop("answers", own_copy(application)["answers"])
    return Content(application, service, answers, applicant=applicant_facts(party), at=NOW, **limits)


def given_submitted(*, party: Party | None = None) -> tuple[Application, Party]:
    """Return a submitted application and its party."""
    application, party = given_draft(party=party)
    content = content_of(application, party)
    return submitting.submit(
        application, service=content.service, content=content, channel="2", by=party, at=NOW
    ), party


def progressed(
    application: Application, act: CaseAct, *, private: dict[str, Any] | None = None, **more: Any
) -> CaseProgressed:
    """Return the message by which the office reports an act on this application."""
    facts: dict[str, Any] = {
        "case_number": application.case_number,
        "act": act,
        "at": timezone.now(),
        "legal_on": timezone.localdate(),
        "organ_key": application.organ_key,
        "organ_name": application.organ_name,
        "step_name": "受理",
        "promised_due_on": None,
        "statutory_due_on": None,
        "clock_note": "",
        "private": seal_as_inner(private) if private is not None else None,
    }
    return CaseProgressed(**(facts | more))


def seal_as_inner(document: dict[str, Any]) -> Sealed:
    from huizheng.commons.keys.api import seal_for  # noqa: PLC0415 - keys must have been made first

    make_both_zones_keys()
    return seal_for("outer", document)


def opened_inside(sealed: Sealed) -> dict[str, Any]:
    """Open what was sealed for the inner zone, as only the inner zone can."""
    return unseal_as("inner", sealed)
