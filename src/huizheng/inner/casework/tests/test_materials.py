"""Files that the applicant handed in: sealed on the way, adopted inside, handed out with the reading written down."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from huizheng.commons.audit.api import AuditLine
from huizheng.commons.files.api import FileRule, seal_file, store
from huizheng.commons.files.testing import drawn_pdf, pdf
from huizheng.commons.keys.api import seal_for
from huizheng.gate.contracts import Attachment, CorrectionSubmitted
from huizheng.gate.testing import deliver as arrive
from huizheng.gate.testing import lay_blob
from huizheng.inner.casework.api import Case, Staff, request_correction
from huizheng.inner.casework.models import CaseFile
from huizheng.inner.casework.queries import hand_ins
from huizheng.inner.casework.testing import application, given_staff, on
from huizheng.inner.casework.web.contents import in_force
from huizheng.inner.organs.api import Official
from huizheng.lib.actors import SYSTEM

pytestmark = pytest.mark.usefixtures("shop")


def sealed_material(key: str, name: str, content: bytes) -> tuple[dict, Attachment]:
    """Seal a file as the outer zone does, and lay it where the gate would have carried it."""
    stored = store(
        [content], name=name, owner="resident:1", purpose=key, rule=FileRule(), by=SYSTEM, at=on("2026-03-10")
    )
    with seal_file(stored) as sealed, sealed.open() as stream:
        attachment = lay_blob(stream.read())
        file = {
            "sm3": attachment.sm3,
            "name": name,
            "media": "application/pdf",
            "size": len(content),
            "file_key": sealed.file_key,
        }
    return {"key": key, "name": f"材料{key}", "origin": "upload", "files": [file]}, attachment


@pytest.fixture
def case(db: None) -> Case:
    first, one = sealed_material("m1", "申请书.pdf", pdf("1"))
    second, two = sealed_material("m2", "身份证.pdf", pdf("2"))
    message = application(submitted_at=on("2026-03-10"), materials=[first, second], files=(one, two))
    arrive(message, at=on("2026-03-10"))
    return Case.objects.get(number=message.case_number)


def test_files_are_adopted_and_handed_out_with_a_line_in_the_audit_chain(case: Case, clerk: Staff) -> None:
    file = CaseFile.objects.get(name="身份证.pdf")
    client = Client()
    client.force_login(Official.objects.get(pk=clerk.pk))
    assert "身份证.pdf" in client.get(reverse("casework:case", args=[case.number])).content.decode()
    answer = client.get(reverse("casework:file", args=[case.number, file.pk]))
    assert b"".join(answer.streaming_content) == pdf("2")
    line = AuditLine.objects.get(action="casework:case:download")
    assert line.facts["file"] == file.pk


def test_a_file_is_not_there_for_another_organ_nor_through_another_case(case: Case, clerk: Staff) -> None:
    file = CaseFile.objects.first()
    assert file is not None
    stranger = Client()
    stranger.force_login(Official.objects.get(pk=given_staff("340121-market-regulation").pk))
    assert stranger.get(reverse("casework:file", args=[case.number, file.pk])).status_code == 404
    message = application(submitted_at=on("2026-03-10"))
    arrive(message, at=on("2026-03-10"))
    client = Client()
    client.force_login(Official.objects.get(pk=clerk.pk))
    assert client.get(reverse("casework:file", args=[message.case_number, file.pk])).status_code == 404


def test_a_correction_replaces_what_it_brings_and_keeps_the_rest(case: Case, clerk: Staff) -> None:
    request_correction(
        case,
        by=clerk,
        at=on("2026-03-11"),
        fields=[],
        materials=[{"key": "m2", "label": "材料m2", "reason": "不清晰"}],
    )
    fresh, attachment = sealed_material("m2", "身份证新.pdf", pdf("3"))
    unchanged = {"key": "m1", "name": "材料m1", "origin": "upload", "files": []}
    content = {"applicant": {"name": "王小明"}, "answers": {}, "materials": [unchanged, fresh], "delivery": {}}
    arrive(
        CorrectionSubmitted(
            case_number=case.number,
            submitted_at=on("2026-03-12"),
            content=seal_for("inner", content),
            files=(attachment,),
        ),
        at=on("2026-03-12"),
    )
    versions = hand_ins(case)
    names = {material.key: [file.name for file in material.files.all()] for material in in_force(versions)}
    assert names == {"m1": ["申请书.pdf"], "m2": ["身份证新.pdf"]}
    assert [file.name for file in versions[0].materials[1].files.all()] == ["身份证.pdf"]
    client = Client()
    client.force_login(Official.objects.get(pk=clerk.pk))
    page = client.get(reverse("casework:case", args=[case.number])).content.decode()
    assert "补正前后对照" in page
    assert "身份证新.pdf" in page


class TestInTheBrowser:
    @pytest.fixture
    def looking(self, db: None, clerk: Staff) -> tuple[Client, Case, CaseFile]:
        plan, attachment = sealed_material("m1", "方案.pdf", drawn_pdf(3))
        message = application(submitted_at=on("2026-03-10"), materials=[plan], files=(attachment,))
        arrive(message, at=on("2026-03-10"))
        client = Client()
        client.force_login(Official.objects.get(pk=clerk.pk))
        return client, Case.objects.get(number=message.case_number), CaseFile.objects.get(name="方案.pdf")

    def test_a_material_is_read_page_by_page_each_with_its_line_in_the_audit_chain(
        self, looking: tuple[Client, Case, CaseFile]
    ) -> None:
        client, case, file = looking
        view = reverse("casework:preview", args=[case.number, file.pk])
        assert view in client.get(reverse("casework:case", args=[case.number])).content.decode()
        html = client.get(view, {"page": "2"}).content.decode()
        picture = reverse("casework:picture", args=[case.number, file.pk, 2, 1])
        for words in ("第2页，共3页", "上一页", "下一页", "放大", picture):
            assert words in html
        assert not AuditLine.objects.filter(action="casework:case:preview").exists(), "nothing has been seen yet"
        answer = client.get(picture)
        assert answer["Content-Type"] == "image/webp"
        line = AuditLine.objects.get(action="casework:case:preview")
        assert (line.facts["file"], line.facts["page"]) == (file.pk, 2)

    def test_neither_page_nor_picture_is_there_for_another_organ(self, looking: tuple[Client, Case, CaseFile]) -> None:
        _, case, file = looking
        stranger = Client()
        stranger.force_login(Official.objects.get(pk=given_staff("340121-market-regulation").pk))
        for name, more in (("preview", []), ("picture", [1, 1])):
            assert stranger.get(reverse(f"casework:{name}", args=[case.number, file.pk, *more])).status_code == 404
        assert not AuditLine.objects.filter(action="casework:case:preview").exists()
