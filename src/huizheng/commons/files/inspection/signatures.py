"""Byte patterns that are refused wherever they stand in a file."""

from __future__ import annotations

from django.utils.translation import gettext as _

from huizheng.commons.files.errors import DangerousFile

# The industry's harmless test virus, spelled in two halves so that this very file is not one.
_TEST_VIRUS = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_OLE_MACROS = ("_VBA_PROJECT".encode("utf-16-le"), "_VBA_PROJECT_CUR".encode("utf-16-le"))


def is_test_virus(content: bytes) -> bool:
    return _TEST_VIRUS in content


class SignatureWatch:
    """Watches a stream go by, in pieces of any length, for patterns that may lie across two pieces."""

    def __init__(self) -> None:
        self._tail = b""
        self._is_ole: bool | None = None

    def look(self, piece: bytes) -> None:
        """Look at the next piece; raises ``DangerousFile``."""
        window = self._tail + piece
        if self._is_ole is None and len(window) >= len(_OLE):
            self._is_ole = window.startswith(_OLE)
        if _TEST_VIRUS in window:
            raise DangerousFile(_("检出病毒，文件未保存。请检查您的设备后更换文件。"))
        if self._is_ole and any(mark in window for mark in _OLE_MACROS):
            raise DangerousFile(_("文件含有宏，不能上传。请另存为不含宏的格式（如 .docx、.xlsx 或 PDF）。"))
        self._tail = window[-len(_TEST_VIRUS) :]
