"""A folder becomes manuscripts in review: every format, again, changed, and by hand in between."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from huizheng.commons.events.testing import deliver_all
from huizheng.commons.files.api import StoredFile
from huizheng.commons.notices.testing import told
from huizheng.inner.publishing.api import Manuscript, State, pass_review, release
from huizheng.inner.publishing.importing.composing import Terms
from huizheng.inner.publishing.importing.judging import Fate
from huizheng.inner.publishing.importing.running import Outcome, import_folder, import_list
from huizheng.inner.publishing.models import ImportRecord, Material
from huizheng.inner.publishing.policies import standing_of
from huizheng.inner.publishing.testing import NOON, Desk, given_desk

pytestmark = pytest.mark.django_db
LATER = NOON + dt.timedelta(hours=1)

NOTICE = """---
标题: 关于印发政务服务“就近办”实施方案的通知
文号: 合政办〔2026〕31号
机关: 合肥市人民政府办公室
日期: 2026年10月20日
栏目: openness/policies/office
主题分类: 综合政务/政务公开
施行日期: 2026-11-01
附件:
  - 文件: files/方案.txt
    名称: 实施方案
---
各县（市）、区人民政府：

现将实施方案印发给你们，请认真贯彻执行。

| 事项 | 时限 |
| --- | --- |
| 受理 | 1日 |
"""
NEWS = """---
title: 全市政务服务工作会议召开
class: news/government
date: 2026-10-21
summary: 会议部署了下半年的任务。
---
会议部署了下半年的任务。

![与会人员在会场听取报告](images/hall.png)
"""
PAGE = """<!doctype html><html><head><meta charset="gb2312"><title>首页</title>
<meta name="ArticleTitle" content="城市公园新增夜间照明"><meta name="PubDate" content="2025-03-05 10:20">
<meta name="ContentSource" content="合肥市城市管理局"></head>
<body><h1>城市公园新增夜间照明</h1><p style="color:red">十二座公园<b>新增</b>照明。</p></body></html>
"""


def picture() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (64, 48), "navy").save(made, "PNG")
    return made.getvalue()


def word(*paragraphs: str, table: tuple[tuple[str, str], ...] = (), alt: str | None = None, title: str = "") -> bytes:
    """Return a Word document as small as one can be."""
    rows = "".join(
        "<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in row) + "</w:tr>"
        for row in table
    )
    body = f"<w:tbl>{rows}</w:tbl>" if table else ""
    body += "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    if alt is not None:
        body += (
            '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="图片 1" descr="'
            + alt
            + '"/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="rId9"/></pic:blipFill></pic:pic>'
            "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
        )
    names = (
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType='
            '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{office}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
        )
        archive.writestr("word/document.xml", f"<w:document {names}><w:body>{body}</w:body></w:document>")
        if alt is not None:
            archive.writestr(
                "word/_rels/document.xml.rels",
                f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId9" Type="{office}/image" '
                'Target="media/image1.png"/></Relationships>',
            )
            archive.writestr("word/media/image1.png", picture())
        if title:
            archive.writestr(
                "docProps/core.xml",
                f'<cp:coreProperties xmlns:cp="{package}/metadata/core-properties" '
                f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></cp:coreProperties>',
            )
    return made.getvalue()


@pytest.fixture
def desk() -> Desk:
    return given_desk()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "2026-10"
    (made / "files").mkdir(parents=True)
    (made / "images").mkdir()
    (made / "import.yaml").write_text("site: hefei\nclass: news/government\n", "utf-8")
    (made / "files" / "方案.txt").write_text("方案全文，一共三条。\n", "utf-8")
    (made / "images" / "hall.png").write_bytes(picture())
    return made


def terms(desk: Desk, *, at: dt.datetime = NOON, **more: Any) -> Terms:
    return Terms(official=desk.writer, standing=standing_of(desk.writer, at), at=at, **more)


def run(folder: Path, desk: Desk, *, dry_run: bool = False, **more: Any) -> list[Outcome]:
    return list(import_folder(folder, terms(desk, **more), dry_run=dry_run))


def write(folder: Path, name: str, content: str | bytes) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def words(outcome: Outcome) -> str:
    return "\n".join(str(note) for note in outcome.notes if note.is_fault)


def only(outcomes: list[Outcome], fate: Fate) -> Outcome:
    (found,) = outcomes
    assert found.fate is fate, words(found)
    return found


def document_of(number: int | None) -> dict[str, Any]:
    found = Manuscript.objects.get(pk=number)
    assert found.state == State.FIRST
    return found.submissions.get(closed_at__isnull=True).document


def test_who_answers_for_secrecy_is_told_of_a_mark_in_an_import_once_a_day_and_nothing_of_the_file(
    desk: Desk, folder: Path
) -> None:
    for name in ("a.md", "b.md"):
        write(folder, name, f"---\ntitle: 一则消息{name}\n---\n本件为机密★5年。")
    run(folder, desk, dry_run=True)
    deliver_all()
    assert told(str(desk.chief.as_actor())) == ()
    run(folder, desk)
    deliver_all()
    (message,) = told(str(desk.chief.as_actor()))
    assert "导入的文件中发现密级标志" in message.text.title
    assert desk.writer.display_name in message.text.body
    assert "消息a" not in message.text.body


class TestFormats:
    def test_a_document_in_markdown_brings_its_number_dates_class_table_and_attachment(
        self, desk: Desk, folder: Path
    ) -> None:
        write(folder, "通知.md", NOTICE)
        document = document_of(only(run(folder, desk), Fate.NEW).number)
        assert document["kind"] == "document"
        assert document["column"] == "openness/policies/office"
        entry = document["openness"]
        assert (entry["document_number"], entry["formed_on"], entry["effective_on"], entry["kind_name"]) == (
            "合政办〔2026〕31号",
            "2026-10-20",
            "2026-11-01",
            "通知",
        )
        assert entry["themes"] == ["综合政务", "政务公开"]
        assert [each["label"] for each in document["files"]] == ["实施方案"]
        html = "".join(block.get("html", "") for block in document["blocks"])
        assert "<th>事项</th>" in html
        assert "请认真贯彻执行" in html

    def test_a_picture_of_the_folder_comes_into_the_library_with_its_words(self, desk: Desk, folder: Path) -> None:
        write(folder, "会议.md", NEWS)
        document = document_of(only(run(folder, desk), Fate.NEW).number)
        material = Material.objects.get(site="hefei")
        assert material.alt == "与会人员在会场听取报告"
        assert (material.width, material.height) == (64, 48)
        assert f'src="file:{material.file.sm3}"' in document["blocks"][0]["html"]
        assert document["published_at"].startswith("2026-10-21")

    def test_a_page_of_an_old_site_in_gb18030_tells_by_its_meta_tags(self, desk: Desk, folder: Path) -> None:
        write(folder, "old.html", PAGE.encode("gb18030"))
        outcome = only(run(folder, desk), Fate.NEW)
        document = document_of(outcome.number)
        assert document["title"] == "城市公园新增夜间照明"
        assert document["source"] == "合肥市城市管理局"
        assert document["published_at"].startswith("2025-03-05T10:20")
        assert document["blocks"] == [
            {"type": "html", "html": "<p>十二座公园<strong>新增</strong>照明。</p>"},
        ]

    def test_a_word_document_tells_by_its_first_table_and_brings_its_pictures(self, desk: Desk, folder: Path) -> None:
        facts = (("标题", "秋季植树活动开始报名"), ("日期", "2026-10-22"), ("摘要", "市民可以在网上报名。"))
        write(folder, "植树.docx", word("市民可以在网上报名。", table=facts, alt="市民在河边种树"))
        document = document_of(only(run(folder, desk), Fate.NEW).number)
        assert document["title"] == "秋季植树活动开始报名"
        assert Material.objects.get().alt == "市民在河边种树"
        assert "标题" not in str(document["blocks"])

    def test_a_word_document_tells_by_the_file_beside_it_or_by_its_properties(self, desk: Desk, folder: Path) -> None:
        write(folder, "a.docx", word("网上报名今天开始。"))
        write(folder, "a.yaml", "title: 网上报名今天开始\n")
        write(folder, "b.docx", word("现场报名明天开始。", title="现场报名明天开始"))
        titles = [each.title for each in run(folder, desk) if each.fate is Fate.NEW]
        assert titles == ["网上报名今天开始", "现场报名明天开始"]

    def test_a_picture_in_word_without_words_for_the_blind_is_asked_for(self, desk: Desk, folder: Path) -> None:
        write(folder, "a.docx", word("文字。", alt="", title="没有替代文字的图片"))
        refused = only(run(folder, desk), Fate.REFUSED)
        assert "替代文字" in words(refused)
        assert not Material.objects.exists()

    def test_a_kind_of_lists_takes_its_lists(self, desk: Desk, folder: Path) -> None:
        write(
            folder,
            "任免.md",
            "---\n标题: 关于张建国等同志职务任免的通知\n稿件类型: 人事任免\n栏目: openness/personnel\n"
            "日期: 2026-10-12\n决定日期: 2026-10-12\n决定机关: 合肥市人民政府\n文号: 合政人〔2026〕7号\n"
            "任免名单:\n  - {姓名: 张建国, 任免: 任命, 职务: 合肥市审计局副局长}\n---\n经研究决定。\n",
        )
        document = document_of(only(run(folder, desk), Fate.NEW).number)
        assert document["facts"]["person"] == "张建国"

    def test_a_picture_without_words_names_its_line(self, desk: Desk, folder: Path) -> None:
        write(folder, "p.html", '---\ntitle: 只有图片的页面\n---\n<p>一</p>\n<img src="images/hall.png">')
        refused = only(run(folder, desk), Fate.REFUSED)
        assert refused.notes[0].line == 5
        assert "替代文字" in refused.notes[0].message

    def test_the_sample_that_a_newcomer_tries_is_taken_as_it_is(self) -> None:
        desk = given_desk("anhui")
        sample = Path(__file__).parents[5] / "docs" / "import" / "sample"
        outcomes = [*run(sample, desk), *import_list(sample / "清单.csv", terms(desk, site="anhui"))]
        assert [words(each) for each in outcomes] == ["", "", "", ""]
        assert {each.fate for each in outcomes} == {Fate.NEW}
        document = document_of(next(each.number for each in outcomes if "通知" in each.name))
        (file,) = document["files"]
        assert f'href="/released/{file["sm3"]}/' in str(document["blocks"])


class TestAgain:
    def test_what_has_not_changed_is_skipped_and_nothing_is_written(self, desk: Desk, folder: Path) -> None:
        write(folder, "会议.md", NEWS)
        write(folder, "通知.md", NOTICE)
        first = run(folder, desk)
        assert [each.fate for each in first] == [Fate.NEW, Fate.NEW]
        again = run(folder, desk, at=LATER)
        assert [each.fate for each in again] == [Fate.SAME, Fate.SAME]
        assert [each.number for each in again] == [each.number for each in first]
        assert Manuscript.objects.count() == 2
        assert StoredFile.objects.count() == 2

    def test_what_has_changed_comes_out_of_review_and_goes_in_again(self, desk: Desk, folder: Path) -> None:
        write(folder, "会议.md", NEWS)
        number = only(run(folder, desk), Fate.NEW).number
        write(folder, "会议.md", NEWS.replace("下半年", "明年"))
        assert only(run(folder, desk, at=LATER), Fate.REVISED).number == number
        found = Manuscript.objects.get(pk=number)
        assert found.submissions.count() == 2
        assert "明年" in str(document_of(number)["blocks"])

    def test_a_released_page_gets_a_revision_and_stays_public(self, desk: Desk, folder: Path) -> None:
        write(folder, "会议.md", NEWS)
        number = only(run(folder, desk), Fate.NEW).number
        assert number is not None
        for reviewer in (desk.first, desk.second, desk.chief):
            pass_review(number=number, by=reviewer.as_actor(), at=NOON)
        release(number=number, by=desk.chief.as_actor(), at=NOON)
        assert only(run(folder, desk, at=LATER), Fate.SAME).number == number
        write(folder, "会议.md", NEWS.replace("下半年", "明年"))
        only(run(folder, desk, at=LATER), Fate.REVISED)
        found = Manuscript.objects.get(pk=number)
        assert found.state == State.FIRST
        assert found.is_public
        assert found.current is not None
        assert "下半年" in str(found.current.document["blocks"])

    def test_what_somebody_wrote_since_is_not_overwritten_unless_told(self, desk: Desk, folder: Path) -> None:
        write(folder, "会议.md", NEWS)
        number = only(run(folder, desk), Fate.NEW).number
        page = Manuscript.objects.get(pk=number).page
        assert page is not None
        written = page.specific
        written.summary = "编辑改过的摘要。"
        written.save()
        write(folder, "会议.md", NEWS.replace("下半年", "明年"))
        assert "没有覆盖" in words(only(run(folder, desk, at=LATER), Fate.REFUSED))
        only(run(folder, desk, at=LATER, overwrite=True), Fate.REVISED)
        assert document_of(number)["summary"] == "会议部署了明年的任务。"

    def test_a_document_is_known_by_organ_and_number_wherever_its_file_lies(self, desk: Desk, folder: Path) -> None:
        write(folder, "通知.md", NOTICE)
        number = only(run(folder, desk), Fate.NEW).number
        (folder / "通知.md").unlink()
        write(folder, "老文件/31号.md", NOTICE.replace("files/", "../files/").replace("时限", "办结时限"))
        assert only(run(folder, desk, at=LATER), Fate.REVISED).number == number

    def test_one_page_in_two_files_is_refused_the_second_time(self, desk: Desk, folder: Path) -> None:
        write(folder, "a.md", NOTICE)
        write(folder, "b.md", NOTICE + "\n另一段。\n")
        first, second = run(folder, desk)
        assert (first.fate, second.fate) == (Fate.NEW, Fate.REFUSED)
        assert "同一份稿件" in words(second)

    def test_a_page_that_the_site_already_has_is_not_doubled(self, desk: Desk, folder: Path) -> None:
        write(folder, "会议.md", NEWS)
        only(run(folder, desk), Fate.NEW)
        ImportRecord.objects.all().delete()
        assert "已有同一份稿件" in words(only(run(folder, desk), Fate.REFUSED))


class TestDryRun:
    def test_it_tells_what_would_be_and_writes_nothing(self, desk: Desk, folder: Path, settings: Any) -> None:
        def kept() -> set[Path]:
            return set(Path(settings.VAR).rglob("*"))

        write(folder, "会议.md", NEWS)
        write(folder, "通知.md", NOTICE)
        write(folder, "坏.md", "---\ntitle: 没有这个栏目\nclass: news/nowhere\n---\n正文。")
        before = kept()
        told = run(folder, desk, dry_run=True)
        assert sorted(each.fate for each in told) == [Fate.NEW, Fate.NEW, Fate.REFUSED]
        assert not Manuscript.objects.exists()
        assert not Material.objects.exists()
        assert not StoredFile.objects.exists()
        assert kept() == before
        really = run(folder, desk)
        assert [(each.name, each.fate) for each in really] == [(each.name, each.fate) for each in told]
        assert [each.notes for each in really] == [each.notes for each in told]


FAULTS: tuple[tuple[str, int | None, str], ...] = (
    ("---\ntitle: 一则消息\ndate: 2026-13-45\n---\n正文。", 3, "没有“2026-13-45”这一天"),
    ("---\ntitle: 一则消息\n栏目: 新闻动太\n---\n正文。", 3, "没有栏目"),
    ("---\ntitle: 一则消息\nsite: hefey\n---\n正文。", 3, "hefei"),
    ("---\n标题：一则消息\n---\n正文。", 2, "半角冒号"),
    ("---\ntitle: 一则消息\ntitle: 又一则\n---\n正文。", 3, "两次"),
    ("---\ntitle: &a 一则消息\nsummary: *a\n---\n正文。", 2, "引用"),
    ("---\ntitle: 一则消息\n附件: files/没有.pdf\n---\n正文。", 3, "没有找到文件"),
    ("---\ntitle: 一则消息\nkind: 文章呀\n---\n正文。", 3, "没有“文章呀”这种稿件"),
    ("---\ntitle: 办法\n文号: 合政办〔2026〕31号\n---\n正文。", None, "成文日期"),
    ("---\ntitle: 一则消息\n---\n本件为机密★5年。", None, "机密"),
    ("---\ntitle: 一则消息\n---\n", None, "没有正文"),
    ("正文里没有标题。", 1, "没有标题"),
)


class TestFaults:
    def test_each_names_its_line_and_what_to_do(self, desk: Desk, folder: Path) -> None:
        for place, (text, _, _) in enumerate(FAULTS):
            write(folder, f"{place:02}.md", text)
        outcomes = run(folder, desk)
        assert len(outcomes) == len(FAULTS)
        for (text, line, said), refused in zip(FAULTS, outcomes, strict=True):
            assert refused.fate is Fate.REFUSED, text
            found = [note.line for note in refused.notes if said in note.message or said in note.field]
            assert line in found, f"{text}: {words(refused)}"
        assert not Manuscript.objects.exists()

    def test_one_bad_file_stops_no_other(self, desk: Desk, folder: Path) -> None:
        write(folder, "a.md", "没有标题")
        write(folder, "b.md", NEWS)
        assert [each.fate for each in run(folder, desk)] == [Fate.REFUSED, Fate.NEW]

    def test_a_word_nobody_knows_is_a_hint_with_what_was_meant(self, desk: Desk, folder: Path) -> None:
        write(folder, "a.md", NEWS.replace("summary:", "摘耍: 写错了\nsummary:"))
        outcome = only(run(folder, desk), Fate.NEW)
        assert any("摘要" in note.message and not note.is_fault for note in outcome.notes)

    def test_who_does_not_write_for_the_column_imports_nothing(self, desk: Desk, folder: Path) -> None:
        write(folder, "a.md", NEWS)
        reviewer = Terms(official=desk.first, standing=standing_of(desk.first, NOON), at=NOON)
        assert "采编职责" in words(only(list(import_folder(folder, reviewer)), Fate.REFUSED))


class TestList:
    def test_rows_become_documents_without_a_text_and_say_so(self, desk: Desk, tmp_path: Path) -> None:
        rows = (
            "标题,文号,发文机关,成文日期,主题分类,二级主题,有效性,网站,栏目\n"
            "合肥市公共数据管理办法,合政〔2025〕12号,合肥市人民政府,2025-04-01,综合政务,电子政务,有效,hefei,openness/policies/government\n"
            "合肥市旧办法,合政〔2009〕8号,合肥市人民政府,,,,失效,hefei,openness/policies/government\n"
        )
        (tmp_path / "清单.csv").write_bytes(rows.encode("gb18030"))
        first, second = list(import_list(tmp_path / "清单.csv", terms(desk)))
        document = document_of(first.number)
        assert document["openness"]["document_number"] == "合政〔2025〕12号"
        assert "正文没有收录" in str(document["blocks"])
        assert second.fate is Fate.REFUSED
        assert "成文日期" in words(second)
        again = list(import_list(tmp_path / "清单.csv", terms(desk, at=LATER)))
        assert again[0].fate is Fate.SAME


class TestCommand:
    def command(self, *arguments: Any) -> str:
        out = io.StringIO()
        try:
            call_command("import_pages", *map(str, arguments), stdout=out)
        except CommandError as error:
            out.write(str(error))
        return out.getvalue()

    def test_it_reports_to_the_terminal_and_for_a_spreadsheet(self, desk: Desk, folder: Path, tmp_path: Path) -> None:
        write(folder, "=坏.md", "没有标题")
        write(folder, "好.md", NEWS)
        report = tmp_path / "报告.csv"
        said = self.command(folder, "--by", desk.writer.login_name, "--report", report)
        assert "新建并送审 1，不能导入 1" in said
        assert "改好后重新运行同一条命令" in said
        rows = list(csv.DictReader(io.StringIO(report.read_text("utf-8-sig"))))
        assert rows[0]["文件"] == "'=坏.md"
        assert rows[0]["字段"] == "标题"
        assert next(row for row in rows if row["文件"] == "好.md")["结果"] == "新建并送审"

    def test_what_was_typed_wrongly_is_said(self, desk: Desk, folder: Path, tmp_path: Path) -> None:
        assert "没有登录名为" in self.command(folder, "--by", "nobody")
        assert "不是文件夹" in self.command(tmp_path / "没有", "--by", desk.writer.login_name)
        assert "没有找到清单" in self.command(tmp_path / "a.csv", "--documents", "--by", desk.writer.login_name)
