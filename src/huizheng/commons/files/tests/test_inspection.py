from __future__ import annotations

import datetime as dt
import io
import struct
import zlib
from pathlib import Path

import pytest

from huizheng.commons.files import testing
from huizheng.commons.files.api import DangerousFile, FileEmpty, FileRefused, FileRule, TypeRefused, store
from huizheng.commons.files.inspection import SignatureWatch, inspect
from huizheng.commons.files.inspection.sniffing import sniff
from huizheng.commons.files.names import content_disposition, ending_of, safe_name
from huizheng.commons.files.rules import MEDIA
from huizheng.lib.actors import SYSTEM

AT = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
EVERYTHING = FileRule(medias=tuple(MEDIA))
OFFICE = "application/vnd.openxmlformats-officedocument."
MP4 = struct.pack(">I", 24) + b"ftypisom" + struct.pack(">I", 512) + b"isomiso2" + struct.pack(">I", 8) + b"mdat"
EXE = b"MZ" + b"\0" * 58 + struct.pack("<I", 64) + b"PE\0\0" + struct.pack("<HH", 0x8664, 1) + b"\0" * 240
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
MACRO_TYPES = b"<Types>application/vnd.ms-word.document.macroEnabled.main+xml</Types>"


class TestRealType:
    @pytest.mark.parametrize(
        ("name", "content", "media"),
        [
            ("a.pdf", testing.pdf(), "application/pdf"),
            ("a.jpg", testing.jpeg(), "image/jpeg"),
            ("a.JPEG", testing.jpeg(), "image/jpeg"),
            ("a.png", testing.png(), "image/png"),
            ("a.docx", testing.office_document("docx"), f"{OFFICE}wordprocessingml.document"),
            ("a.xlsx", testing.office_document("xlsx"), f"{OFFICE}spreadsheetml.sheet"),
            ("a.pptx", testing.office_document("pptx"), f"{OFFICE}presentationml.presentation"),
            ("a.ofd", testing.ofd(), "application/ofd"),
            ("a.zip", testing.zipped({"身份证.txt": b"x"}), "application/zip"),
            ("a.mp4", MP4, "video/mp4"),
            ("a.txt", "申请书\n一、二、三".encode(), "text/plain"),
            ("a.csv", b"a,b,c\n1,2,3\n4,5,6\n", "text/plain"),
        ],
    )
    def test_is_seen_whatever_the_name(self, name: str, content: bytes, media: str) -> None:
        assert inspect(io.BytesIO(content), name=name, rule=EVERYTHING) == media

    def test_comes_from_the_library_of_the_wheel(self) -> None:
        assert sniff(testing.pdf()) == "application/pdf"
        assert "pylibmagic/libmagic.so" in Path("/proc/self/maps").read_text()

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("身份证.pdf", EXE),
            ("a.pdf", testing.png()),
            ("a.png", testing.pdf()),
            ("a.docx", testing.office_document("xlsx")),
            ("a.ofd", testing.zipped({"OFD.xml": b"<x/>"})),
            ("a.ofd", testing.zipped({"a.txt": b"x"})),
            ("a.txt", b"<html><body>hello</body></html>"),
            ("a.txt", b"notes <script>alert(1)</script>"),
            ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
            ("a.html", b"<!DOCTYPE html><html></html>"),
            ("a.exe", EXE),
            ("a.sh", b"#!/bin/sh\nrm -rf /\n"),
            ("a.pdf", b"just text"),
            ("a.png", testing.png()[:20]),
            ("a.docx", testing.office_document("docx")[:-30]),
            ("a", testing.pdf()),
        ],
    )
    def test_other_than_allowed_or_named_is_refused_with_words(self, name: str, content: bytes) -> None:
        with pytest.raises(TypeRefused, match="。"):
            inspect(io.BytesIO(content), name=name, rule=EVERYTHING)

    def test_outside_the_places_rule_is_refused(self) -> None:
        with pytest.raises(TypeRefused, match="只能上传 PDF"):
            inspect(io.BytesIO(testing.png()), name="a.png", rule=FileRule.of(["pdf"]))

    def test_a_rule_cannot_take_what_the_house_never_stores(self) -> None:
        with pytest.raises(ValueError, match="svg"):
            FileRule(medias=("image/svg+xml",))


def _bomb_png() -> bytes:
    """A real PNG head that asks for 40,000 × 40,000 pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def _locked_zip() -> bytes:
    content = bytearray(testing.zipped({"a.txt": b"x"}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + at] |= 1
    return bytes(content)


class TestDangers:
    @pytest.mark.parametrize(
        ("name", "content", "words"),
        [
            ("a.zip", testing.zipped({f"{n}.txt": b"\0" * 30_000_000 for n in range(2)}), "压缩"),
            ("a.docx", testing.office_document(extra={"word/document.xml": b" " * 40_000_000}), "压缩"),
            ("a.zip", testing.zipped({f"{n}": b"" for n in range(5_001)}), "过多"),
            ("a.zip", testing.zipped({"../../etc/cron.d/x": b"x"}), "路径"),
            ("a.zip", testing.zipped({"/etc/passwd": b"x"}), "路径"),
            ("a.zip", testing.zipped({"报名表.exe": EXE}), "程序"),
            ("a.zip", _locked_zip(), "密码"),
            ("a.docx", testing.office_document(extra={"word/vbaProject.bin": b"x"}), "宏"),
            ("a.docx", testing.zipped({"[Content_Types].xml": MACRO_TYPES}), "宏"),
            ("a.zip", testing.zipped({"note.txt": testing.the_test_virus()}), "病毒"),
            ("a.png", _bomb_png(), "尺寸"),
        ],
        ids=[
            "ratio",
            "office ratio",
            "entries",
            "traversal",
            "absolute",
            "program",
            "locked",
            "macros",
            "macro type",
            "virus",
            "pixels",
        ],
    )
    def test_are_refused_with_words(self, name: str, content: bytes, words: str) -> None:
        with pytest.raises(DangerousFile, match=words):
            inspect(io.BytesIO(content), name=name, rule=EVERYTHING)

    def test_an_archive_without_its_end_is_no_archive(self) -> None:
        broken = testing.zipped({"a.txt": b"x" * 100}).replace(b"PK\x05\x06", b"PK\x05\x07")
        with pytest.raises(TypeRefused):
            inspect(io.BytesIO(broken), name="a.zip", rule=EVERYTHING)

    @pytest.mark.parametrize("size", [1, 7, 64, 1000])
    def test_the_test_virus_is_seen_across_pieces_of_any_length(self, size: int) -> None:
        content = b"%PDF-1.7\n" + b"x" * 333 + testing.the_test_virus() + b"y" * 50
        watch = SignatureWatch()

        def look_at_all() -> None:
            for start in range(0, len(content), size):
                watch.look(content[start : start + size])

        with pytest.raises(DangerousFile, match="病毒"):
            look_at_all()

    def test_macros_of_old_office_files_are_seen(self) -> None:
        watch = SignatureWatch()
        watch.look(OLE[:5])
        with pytest.raises(DangerousFile, match="宏"):
            watch.look(OLE[5:] + b"\0" * 600 + "_VBA_PROJECT".encode("utf-16-le"))

    @pytest.mark.django_db
    @pytest.mark.parametrize("content", [testing.the_test_virus(), testing.pdf() + testing.the_test_virus(), EXE])
    def test_leave_nothing_behind(self, folder: Path, content: bytes) -> None:
        with pytest.raises(FileRefused):
            testing.stored_file(content)

        assert [path for path in folder.rglob("*") if path.is_file()] == []

    @pytest.mark.django_db
    def test_an_empty_file_is_refused(self) -> None:
        with pytest.raises(FileEmpty):
            store(io.BytesIO(), name="a.pdf", owner="o", purpose="p", rule=EVERYTHING, by=SYSTEM, at=AT)


class TestNames:
    @pytest.mark.parametrize(
        ("given_name", "kept"),
        [
            ("../../../etc/passwd.pdf", "passwd.pdf"),
            ("C:\\Users\\张三\\身份证.pdf", "身份证.pdf"),
            ("a\0b\r\nc.pdf", "a_b__c.pdf"),
            ("照片\u202efdp.pdf", "照片fdp.pdf"),
            (".pdf", "文件.pdf"),
            ("...", "文件.pdf"),
            ('a"b<c>|?*.pdf', "a_b_c____.pdf"),
            ("身份证.PDF ", "身份证.pdf"),
            ("长" * 300 + ".pdf", "长" * 65 + ".pdf"),
        ],
    )
    def test_are_made_harmless(self, given_name: str, kept: str) -> None:
        assert safe_name(given_name, ending="pdf") == kept

    def test_the_ending_is_the_real_last_one(self) -> None:
        assert ending_of("证明.pdf.EXE") == "exe"
        assert ending_of("pdf") == ""
        assert ending_of("a.pdf. ") == "pdf"

    def test_are_spelled_for_old_and_new_browsers_and_cannot_break_the_header(self) -> None:
        header = content_disposition('营业执照 "a".pdf')
        assert header.startswith('attachment; filename="')
        assert "filename*=UTF-8''%E8%90%A5%E4%B8%9A%E6%89%A7%E7%85%A7%20%22a%22.pdf" in header
        assert header.isascii()
        assert content_disposition("证明.pdf").startswith('attachment; filename="file.pdf"')
