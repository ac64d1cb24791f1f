"""Files that are ZIP archives inside: what kind, and whether they were made to harm."""

from __future__ import annotations

import zipfile
from typing import IO

from django.utils.translation import gettext as _

from huizheng.commons.files.errors import DangerousFile, TypeRefused
from huizheng.commons.files.inspection.signatures import is_test_virus
from huizheng.commons.files.rules import MAX_ARCHIVE_ENTRIES, MAX_UNPACK_RATIO, MAX_UNPACKED, RATIO_MATTERS_FROM

_SMALL = 4096
_OFFICE = tuple(
    (kind.encode(), f"application/vnd.openxmlformats-officedocument.{kind.removesuffix('.main+xml')}")
    for kind in (
        "wordprocessingml.document.main+xml",
        "spreadsheetml.sheet.main+xml",
        "presentationml.presentation.main+xml",
    )
)
_NEVER = (
    ".exe",
    ".dll",
    ".scr",
    ".com",
    ".bat",
    ".cmd",
    ".ps1",
    ".vbs",
    ".js",
    ".jse",
    ".wsf",
    ".hta",
    ".lnk",
    ".msi",
    ".jar",
    ".sh",
    ".html",
    ".htm",
    ".svg",
    ".docm",
    ".xlsm",
    ".pptm",
    ".dotm",
    ".xltm",
)


def archive_media(file: IO[bytes]) -> str:
    """Return the media type of a ZIP archive by what it holds; raises ``FileRefused`` for a harmful or broken one."""
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            _check_size(entries)
            _check_entries(archive, entries)
            return _kind(archive, {entry.filename for entry in entries}, entries)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError) as error:
        raise TypeRefused(_("文件已损坏或不完整，打不开。请重新生成后再上传。")) from error


def _check_size(entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    if len(entries) > MAX_ARCHIVE_ENTRIES or unpacked > MAX_UNPACKED:
        raise DangerousFile(_("文件内的内容过多，打开时可能耗尽内存，不能上传。"))
    if unpacked > RATIO_MATTERS_FROM and unpacked / packed > MAX_UNPACK_RATIO:
        raise DangerousFile(_("文件的压缩比异常（疑似压缩炸弹），不能上传。"))


def _check_entries(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise DangerousFile(_("文件设有密码，无法检查。请取消密码后再上传。"))
        if entry.filename.startswith(("/", "\\")) or ".." in entry.filename.replace("\\", "/").split("/"):
            raise DangerousFile(_("压缩包内含有指向包外的路径，不能上传。"))
        if entry.filename.lower().endswith("vbaproject.bin"):
            raise DangerousFile(_("文件含有宏，不能上传。请另存为不含宏的格式（如 .docx、.xlsx 或 PDF）。"))
        if entry.file_size <= _SMALL and not entry.is_dir() and is_test_virus(archive.read(entry)):
            raise DangerousFile(_("检出病毒，文件未保存。请检查您的设备后更换文件。"))


def _kind(archive: zipfile.ZipFile, names: set[str], entries: list[zipfile.ZipInfo]) -> str:
    if "OFD.xml" in names:
        with archive.open("OFD.xml") as root:
            if b"http://www.ofdspec.org/2016" in root.read(_SMALL):
                return "application/ofd"
        raise TypeRefused(_("这不是有效的 OFD 文件。请重新生成后再上传。"))
    if "[Content_Types].xml" in names:
        with archive.open("[Content_Types].xml") as types:
            declared = types.read(1024 * 1024)
        if b"macroEnabled" in declared:
            raise DangerousFile(_("文件含有宏，不能上传。请另存为不含宏的格式（如 .docx、.xlsx 或 PDF）。"))
        for mark, media in _OFFICE:
            if mark in declared:
                return media
        raise TypeRefused(_("无法识别这种办公文件。请另存为 .docx、.xlsx 或 PDF 后再上传。"))
    for entry in entries:
        if entry.filename.lower().endswith(_NEVER):
            raise DangerousFile(_("压缩包内含有程序或网页文件，不能上传。请只放入材料本身。"))
    return "application/zip"
