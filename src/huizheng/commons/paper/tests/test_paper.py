from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import subprocess
import sys
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings
from pypdf import PdfReader
from pypdf.generic import ContentStream

from huizheng.commons.paper import fonts, rendering
from huizheng.commons.paper.api import (
    KINDS,
    FactsRefused,
    UnknownTemplate,
    remedy_text,
    render_pdf,
    sign_pdf,
    signature_of,
    versions_of,
)
from huizheng.commons.paper.pictures import qr_code, seal
from huizheng.commons.paper.testing import facts_for

AT = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
MM = 72 / 25.4


def printed(template: str, **changes: object) -> bytes:
    return render_pdf(template=template, version=1, facts=facts_for(template, **changes))


def reading(pdf: bytes) -> str:
    """The text of all pages without white space: lines break where they like."""
    return "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


@cache
def reading_of(template: str) -> str:
    return reading(printed(template))


class TestEveryKind:
    @pytest.mark.parametrize("template", KINDS)
    def test_prints_its_facts_as_text_one_can_search(self, template: str) -> None:
        text = reading_of(template)

        facts = facts_for(template)
        expected = [facts["organ"], "2026年3月2日", facts["verification"]["url"], facts["verification"]["code"]]
        if template == "certificate":
            expected += [facts["title"], facts["holder"]["name"], facts["certificate_number"]]
        else:
            expected += [facts["applicant"]["name"], facts["item"]["name"], facts["case_number"]]
        for words in expected:
            assert "".join(str(words).split()) in text

    @pytest.mark.parametrize("template", KINDS)
    def test_is_an_archivable_accessible_page_of_a4(self, template: str) -> None:
        reader = PdfReader(io.BytesIO(printed(template)))

        for page in reader.pages:
            width, height = float(page.mediabox.width), float(page.mediabox.height)
            assert (round(width / MM), round(height / MM)) == (210, 297)
        about = str(reader.trailer["/Root"]["/Metadata"].get_data())
        assert "pdfaid:part>2<" in about
        assert "pdfaid:conformance>A<" in about
        assert "pdfuaid:part>1<" in about
        assert str(reader.trailer["/Root"]["/Lang"]).startswith("zh")
        assert reader.metadata is not None
        assert reader.metadata.title

    @pytest.mark.parametrize("template", KINDS)
    def test_embeds_every_font_it_uses(self, template: str) -> None:
        for page in PdfReader(io.BytesIO(printed(template))).pages:
            for font in page["/Resources"]["/Font"].values():
                descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
                assert {"/FontFile2", "/FontFile3"} & set(descriptor)

    @pytest.mark.parametrize("template", KINDS)
    def test_is_the_same_bytes_for_the_same_facts(self, template: str) -> None:
        assert printed(template) == printed(template)

    @pytest.mark.parametrize("template", KINDS)
    def test_has_a_first_version(self, template: str) -> None:
        assert versions_of(template)[0] == 1

    @pytest.mark.parametrize("template", KINDS)
    def test_prints_markup_in_facts_as_it_stands(self, template: str) -> None:
        evil = '#read("/etc/passwd") $x$ *b* [c] #import "@preview/x:1" <a> @b \\ // 九'
        change = {"holder": {"name": evil}} if template == "certificate" else {"applicant": {"name": evil}}

        assert "".join(evil.split()) in reading(printed(template, **change))


def test_the_same_facts_give_the_same_bytes_in_another_process() -> None:
    program = (
        "import django, sys, hashlib; django.setup();"
        "from huizheng.commons.paper.api import render_pdf; from huizheng.commons.paper.testing import facts_for;"
        "made = render_pdf(template='grant', version=1, facts=facts_for('grant'));"
        "sys.stdout.write(hashlib.sha256(made).hexdigest())"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout == hashlib.sha256(printed("grant")).hexdigest()


class TestWhatTheLawAsksFor:
    @pytest.mark.parametrize(
        ("template", "changes", "missing"),
        [
            ("refusal", {"remedy": None}, "remedy"),
            ("refusal", {"remedy": "如不服，可以申请行政复议。"}, "remedy"),
            ("refusal", {"reasons": None}, "reasons"),
            ("refusal", {"reasons": []}, "reasons"),
            ("refusal", {"reasons": ["  "]}, "reasons"),
            ("non_acceptance", {"right_organ": None}, "right_organ"),
            ("non_acceptance", {"ground": "other"}, "reasons"),
            ("non_acceptance", {"remedy": None}, "remedy"),
            ("not_needed", {"reasons": None}, "reasons"),
            ("correction", {"fields": None, "materials": None}, "correction"),
            ("correction", {"fields": [], "materials": []}, "correction"),
            ("correction", {"materials": [{"name": "健康证明"}]}, "reason"),
            ("special_procedure", {"days": None}, "special_procedure"),
            ("special_procedure", {"ground": None}, "ground"),
            ("extension", {"reasons": None}, "reasons"),
            ("extension", {"approved_by": None}, "approved_by"),
            ("hearing_rights", {"request_by_on": None}, "request_by_on"),
            ("party_notice", {"party": None}, "party"),
            ("termination", {"cause": "terminated"}, "remedy"),
            ("certificate", {"valid_until": None}, "certificate"),
            ("acceptance", {"number": None}, "number"),
            ("acceptance", {"issued_on": "2026-02-30"}, "issued_on"),
            ("acceptance", {"unknown": 1}, "unknown"),
        ],
    )
    def test_is_never_left_out(self, template: str, changes: dict, missing: str) -> None:
        with pytest.raises(FactsRefused) as refused:
            printed(template, **changes)
        assert missing in str(refused.value)

    def test_a_refusal_names_reasons_and_both_remedies(self) -> None:
        text = reading_of("refusal")
        assert "六十日内向合肥市人民政府申请行政复议" in text
        assert "六个月内直接向合肥市包河区人民法院提起行政诉讼" in text
        assert "第三十八条第二款" in text

    def test_a_hearing_is_offered_to_both_sides_with_its_last_day(self) -> None:
        for template in ("hearing_rights", "party_notice"):
            text = reading_of(template)
            for words in (
                "第三十六条",
                "第四十七条",
                "五个工作日内（至2026年3月12日）",
                "不承担行政机关组织听证的费用",
            ):
                assert words in text
        assert reading_of("party_notice").count("李邻居") == 1

    def test_a_correction_lists_every_entry_and_document_with_its_reason(self) -> None:
        text = reading_of("correction")
        for words in (
            "一次告知",
            "经营场所地址",
            "与产权证明所载地址不一致",
            "健康证明",
            "已过有效期",
            "第三十二条第一款第四项",
        ):
            assert words in text

    def test_what_is_no_licence_cites_its_own_basis(self) -> None:
        text = reading(printed("grant", act_kind="行政给付", basis=["《社会救助暂行办法》第十一条"]))
        assert "准予行政给付决定书" in text
        assert "《社会救助暂行办法》第十一条" in text
        assert "行政许可法" not in text

    def test_an_acceptance_by_silence_says_so(self) -> None:
        assert "自收到申请材料之日即2026年3月2日起即为受理" in reading(printed("acceptance", deemed=True))

    def test_a_foreigner_reads_the_essentials_in_english(self) -> None:
        text = reading(printed("grant", bilingual=True))
        assert "DecisiontoGrant" in text
        assert "Foodbusinesslicence" in text


class TestTheLetterFormat:
    def lines(self, pdf: bytes) -> list[tuple[float, float]]:
        """Where the red lines of the first page lie: height in mm from the top, length in mm."""
        reader = PdfReader(io.BytesIO(pdf))
        page = reader.pages[0]
        height = float(page.mediabox.height)
        matrix, stack, found, start = [1.0, 0, 0, 1.0, 0, 0], [], [], (0.0, 0.0)
        for operands, operator in ContentStream(page.get_contents(), reader).operations:
            numbers = [float(each) for each in operands] if operator in {b"cm", b"m", b"l"} else []
            if operator == b"q":
                stack.append(list(matrix))
            elif operator == b"Q":
                matrix = stack.pop()
            elif operator == b"cm":
                a, b, c, d, e, f = numbers
                m = matrix
                matrix = [
                    a * m[0] + b * m[2],
                    a * m[1] + b * m[3],
                    c * m[0] + d * m[2],
                    c * m[1] + d * m[3],
                    e * m[0] + f * m[2] + m[4],
                    e * m[1] + f * m[3] + m[5],
                ]
            elif operator in {b"m", b"l"}:
                x, y = numbers
                point = (x * matrix[0] + y * matrix[2] + matrix[4], x * matrix[1] + y * matrix[3] + matrix[5])
                if operator == b"l" and abs(point[1] - start[1]) < 0.01:
                    found.append(((height - point[1]) / MM, abs(point[0] - start[0]) / MM))
                start = point
        return [line for line in found if round(line[1]) == 170]

    def test_has_its_double_red_lines_170_mm_long_above_and_20_mm_from_the_foot(self) -> None:
        found = self.lines(printed("acceptance"))

        assert len(found) == 4
        above, foot = sorted(found)[:2], sorted(found)[2:]
        assert all(45 < line[0] < 52 for line in above)
        assert foot[-1][0] == pytest.approx(297 - 20, abs=1)

    def test_sets_the_body_in_lines_of_28_signs_a_three_size_apart(self) -> None:
        heights: set[float] = set()
        lefts: set[float] = set()

        def visit(text: str, cm: list, tm: list, _font: object, size: float) -> None:
            if text.strip() and round(size, 2) == 15.75:
                heights.add(round(tm[4] * cm[1] + tm[5] * cm[3] + cm[5], 1))
                lefts.add(round(cm[4] / MM, 1))

        PdfReader(io.BytesIO(printed("acceptance"))).pages[0].extract_text(visitor_text=visit)
        gaps = [above - below for below, above in pairwise(sorted(heights))]
        assert len([gap for gap in gaps if gap == pytest.approx(10.45 * MM, abs=0.3)]) > 5
        assert min(lefts) == 28.0

    def test_a_long_list_goes_on_to_numbered_pages(self) -> None:
        many = [{"name": f"材料{number}", "reason": "请提交原件扫描件，字迹应当清晰可辨。" * 3} for number in range(30)]
        pdf = printed("correction", materials=many)
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]

        assert len(pages) > 2
        assert "—2—" in "".join(pages[1].split())
        assert "材料29" in "".join(pages)


class TestPictures:
    def test_the_code_leads_to_the_verification_address(self) -> None:
        assert qr_code("http://127.0.0.1:8000/verify/7Q4X").startswith("<svg")

    def test_the_seal_shows_every_sign_of_the_name_and_that_it_is_a_demonstration(self) -> None:
        drawn = seal("中国（安徽）自由贸易试验区合肥片区管理委员会", family='A"B')
        for sign in "中国（安徽）自由贸易试验区":
            assert f">{sign}<" in drawn
        assert "演示专用" in drawn
        assert "A&quot;B" in drawn or "'A\"B'" in drawn


class TestFonts:
    def test_a_missing_font_is_stood_in_for_and_said(self, monkeypatch: pytest.MonkeyPatch, caplog) -> None:
        monkeypatch.setattr(fonts, "_WANTED", fonts._WANTED | {"fangsong": ("No Such Font",)})
        fonts.families.cache_clear()
        try:
            assert fonts.families()["fangsong"]
            assert "No Such Font" in caplog.text
        finally:
            monkeypatch.undo()
            fonts.families.cache_clear()

    def test_without_any_chinese_font_a_document_still_comes(self, monkeypatch: pytest.MonkeyPatch) -> None:
        poor = {role: ["Libertinus Serif"] for role in fonts.families()}
        monkeypatch.setattr(fonts, "families", lambda: poor)
        assert printed("acceptance").startswith(b"%PDF")


class TestSignature:
    def test_names_the_organ_and_holds(self) -> None:
        signed = sign_pdf(printed("grant"), organ="合肥市市场监督管理局", at=AT)
        found = signature_of(signed, at=AT)

        assert found is not None
        assert (found.organ, found.whole, found.trusted) == ("合肥市市场监督管理局", True, True)
        assert "准予行政许可决定书" in reading(signed)

    def test_shows_a_changed_byte(self) -> None:
        signed = bytearray(sign_pdf(printed("grant"), organ="合肥市市场监督管理局", at=AT))
        place = signed.index(b"stream") + 200
        signed[place] ^= 1

        found = signature_of(bytes(signed), at=AT)
        assert found is not None
        assert found.whole is False

    def test_of_nobody_is_none(self) -> None:
        assert signature_of(printed("grant"), at=AT) is None

    def test_of_a_stranger_is_not_trusted(self, tmp_path: Path, settings) -> None:
        home = settings.VAR
        settings.VAR = tmp_path
        signed = sign_pdf(printed("grant"), organ="某局", at=AT)
        settings.VAR = home
        sign_pdf(printed("grant"), organ="某局", at=AT)

        found = signature_of(signed, at=AT)
        assert found is not None
        assert found.trusted is False

    def test_certificate_is_renewed_when_it_has_expired(self, tmp_path: Path, settings) -> None:
        settings.VAR = tmp_path
        later = AT + dt.timedelta(days=1200)
        sign_pdf(printed("grant"), organ="某局", at=AT)
        found = signature_of(sign_pdf(printed("grant"), organ="某局", at=later), at=later)

        assert found is not None
        assert found.trusted is True

    def test_keys_are_readable_by_the_owner_only(self, tmp_path: Path, settings) -> None:
        settings.VAR = tmp_path
        sign_pdf(printed("grant"), organ="某局", at=AT)
        keys = list(tmp_path.rglob("*.key"))
        assert len(keys) == 2
        assert all(key.stat().st_mode & 0o077 == 0 for key in keys)


def test_a_certificate_says_in_words_what_no_day_says() -> None:
    facts = facts_for("certificate", valid_until=None, validity="按批准的项目")
    assert "2026年3月16日起，按批准的项目" in reading(render_pdf(template="certificate", version=2, facts=facts))
    with pytest.raises(FactsRefused):
        render_pdf(template="certificate", version=2, facts={**facts, "long_term": True})


def test_an_unknown_template_or_version_is_named() -> None:
    for template, version in [("no_such", 1), ("grant", 99), ("../grant", 1)]:
        with pytest.raises(UnknownTemplate):
            render_pdf(template=template, version=version, facts={})


def test_remedies_name_both_ways_and_their_terms() -> None:
    assert remedy_text(review_organ="甲", court="乙") == (
        "如不服本决定，可以自收到之日起六十日内向甲申请行政复议，也可以自收到之日起六个月内直接向乙提起行政诉讼。"
    )


def test_schemas_are_read_from_the_templates_folder() -> None:
    for template in KINDS:
        path = rendering.FOLDER / template / "v1" / "facts.schema.json"
        assert json.loads(path.read_text())["unevaluatedProperties"] is False
    assert settings.VAR
