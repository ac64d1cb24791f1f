"""Files made to harm: refused with a clear word, and nothing of them kept."""

from __future__ import annotations

import io
import os
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

from huizheng.commons.files.api import StoredFile
from huizheng.inner.publishing.importing.judging import Fate
from huizheng.inner.publishing.importing.running import Outcome, import_folder
from huizheng.inner.publishing.models import Manuscript
from huizheng.inner.publishing.testing import Desk, given_desk
from huizheng.inner.publishing.tests.test_import import document_of, only, run, terms, word, words, write

pytestmark = pytest.mark.django_db
HEAD = "---\ntitle: 一则普通的消息\n---\n"


@pytest.fixture
def desk() -> Desk:
    return given_desk()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "batch"
    made.mkdir()
    (made / "import.yaml").write_text("site: hefei\nclass: news/government\n", "utf-8")
    (tmp_path / "秘密.txt").write_text("文件夹以外的内容", "utf-8")
    return made


def refused(folder: Path, desk: Desk) -> str:
    found = only(run(folder, desk), Fate.REFUSED)
    assert not Manuscript.objects.exists()
    assert not StoredFile.objects.exists()
    return words(found)


ACTING = (
    "<script>alert(1)</script><p>文字</p>",
    '<p onclick="steal()">文字</p>',
    '<a href="java\nscript:alert(1)">点击办理</a>',
    "<a href=' JaVaScRiPt:alert(1)'>点击办理</a>",
    '<iframe src="https://example.com"></iframe><p>文字</p>',
    '<form action="https://example.com"><input name="a"></form><p>文字</p>',
    '<object data="a.swf"></object><p>文字</p>',
    '<meta http-equiv="refresh" content="0;url=https://example.com"><p>文字</p>',
    '<svg onload="alert(1)"></svg><p>文字</p>',
    '<img src="data:text/html;base64,PHNjcmlwdD4=" alt="图"><p>文字</p>',
)


def test_what_would_act_in_a_browser_is_refused(desk: Desk, folder: Path) -> None:
    for place, body in enumerate(ACTING):
        write(folder, f"{place}.html", HEAD + body)
        write(folder, f"{place}.md", HEAD + body)
    found = run(folder, desk)
    assert len(found) == 2 * len(ACTING)
    assert [each.name for each in found if "浏览器里执行" not in words(each)] == []
    assert not Manuscript.objects.exists()


def test_what_acts_can_be_left_out_on_request_and_the_report_says_so(desk: Desk, folder: Path) -> None:
    write(folder, "a.html", HEAD + '<script>track()</script><p onclick="x()">公园新增照明，市民晚间也能散步。</p>')
    outcome = only(run(folder, desk, strip_active=True), Fate.NEW)
    assert [block["html"] for block in document_of(outcome.number)["blocks"]] == [
        "<p>公园新增照明，市民晚间也能散步。</p>"
    ]
    assert sum("已去掉" in note.message for note in outcome.notes) == 2


def test_code_that_is_shown_is_no_code_that_runs(desk: Desk, folder: Path) -> None:
    write(folder, "a.md", HEAD + "在网页里写 `<script>` 会被拒绝。")
    only(run(folder, desk), Fate.NEW)


def test_an_attachment_outside_the_folder_is_refused(desk: Desk, folder: Path) -> None:
    for place, path in enumerate(
        ("../秘密.txt", "/etc/hostname", "..\\秘密.txt", "%2e%2e/秘密.txt", "a/../../秘密.txt", "file:///etc/hostname")
    ):
        write(folder, f"{place}.md", f"---\ntitle: 一则普通的消息\n附件: '{path}'\n---\n正文。")
    found = run(folder, desk)
    assert len(found) == 6
    assert all("以外" in words(each) or "不是文件夹里的文件" in words(each) for each in found)
    assert not StoredFile.objects.exists()


def test_a_link_that_leads_out_is_refused_as_page_and_as_attachment(desk: Desk, folder: Path, tmp_path: Path) -> None:
    write(tmp_path, "外面.md", HEAD + "正文。")
    (folder / "a.md").symlink_to(tmp_path / "外面.md")
    (folder / "b.txt").symlink_to(tmp_path / "秘密.txt")
    write(folder, "c.md", "---\ntitle: 一则普通的消息\n附件: b.txt\n---\n正文。")
    found: list[Outcome] = run(folder, desk)
    assert [each.fate for each in found] == [Fate.REFUSED, Fate.REFUSED]
    assert all("以外" in words(each) for each in found)


def test_a_folder_that_is_a_link_is_not_entered(desk: Desk, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    write(tmp_path / "other", "a.md", HEAD + "正文。")
    (folder / "进来").symlink_to(tmp_path / "other")
    (folder / "loop").symlink_to(folder)
    found = run(folder, desk)
    assert [each.fate for each in found] == [Fate.REFUSED, Fate.REFUSED]
    assert all("链接" in words(each) for each in found)


def test_a_pipe_is_no_file(desk: Desk, folder: Path) -> None:
    os.mkfifo(folder / "a.md")
    assert "不是普通文件" in refused(folder, desk)


def test_a_huge_text_is_refused_unread(desk: Desk, folder: Path) -> None:
    write(folder, "a.md", HEAD + "字" * 1_000_000)
    assert "超过2 MB" in refused(folder, desk)


def test_a_word_document_that_unpacks_without_end_is_refused(desk: Desk, folder: Path) -> None:
    made = io.BytesIO(word("一段文字。", title="一则普通的消息"))
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/big.bin", b"\0" * 60_000_000)
    write(folder, "a.docx", made.getvalue())
    assert "压缩炸弹" in refused(folder, desk)


def test_a_word_document_with_declarations_is_refused(desk: Desk, folder: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word("一段文字。"))) as good, zipfile.ZipFile(made, "w") as bad:
        for each in good.infolist():
            data = good.read(each)
            if each.filename == "word/document.xml":
                data = b'<!DOCTYPE lolz [<!ENTITY lol "lol">]>' + data
            bad.writestr(each.filename, data)
    write(folder, "a.docx", made.getvalue())
    assert "DOCTYPE" in refused(folder, desk)


def test_what_is_no_word_document_and_what_is_no_text_is_refused(desk: Desk, folder: Path) -> None:
    for place, content in enumerate((b"MZ\x90\x00\x03", b"PK\x03\x04 broken", b"")):
        write(folder, f"{place}.docx", content)
    for place, content in enumerate((b"\x00\x01\x02text", "标题".encode("utf-16-le"), b"\xff\xfe\xfd\x80\x80")):
        write(folder, f"{place}.md", content)
    found = run(folder, desk)
    assert [each.fate for each in found] == [Fate.REFUSED] * 6
    assert all(words(each) for each in found)


def test_an_attachment_that_is_something_else_than_its_name_says_is_refused(desk: Desk, folder: Path) -> None:
    write(folder, "办法.pdf", b"<html><script>alert(1)</script></html>")
    write(folder, "a.md", "---\ntitle: 一则普通的消息\n附件: 办法.pdf\n---\n正文。")
    assert "办法.pdf" in refused(folder, desk)


def test_deep_nesting_is_refused(desk: Desk, folder: Path) -> None:
    write(folder, "a.md", "---\ntitle: " + "[" * 3000 + "\n---\n正文。")
    assert refused(folder, desk)


def test_a_thousand_files_are_judged_quickly_and_each_costs_the_same(
    desk: Desk, folder: Path, django_assert_max_num_queries: Any
) -> None:
    for number in range(1000):
        write(
            folder,
            f"{number // 100}/{number:04}.md",
            f"---\ntitle: 第{number}期便民服务信息\ndate: 2026-10-21\n---\n第{number}期便民服务信息的正文。\n",
        )
    begun = time.process_time()
    with django_assert_max_num_queries(2 * 1000 + 50):
        assert sum(each.fate is Fate.NEW for each in import_folder(folder, terms(desk), dry_run=True)) == 1000
    assert time.process_time() - begun < 60
    outcomes = import_folder(folder, terms(desk))
    assert next(outcomes).fate is Fate.NEW
    for most in (70, 70):
        with django_assert_max_num_queries(most):
            assert next(outcomes).fate is Fate.NEW
        for _ in range(20):
            next(outcomes)
    again = import_folder(folder, terms(desk))
    next(again)
    with django_assert_max_num_queries(1):
        assert next(again).fate is Fate.SAME
