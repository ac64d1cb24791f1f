"""What would be said of a file if it were stored, without storing it."""

from __future__ import annotations

import os
from typing import IO

from django.utils.translation import gettext as _

from huizheng.commons.files.content import PIECE
from huizheng.commons.files.errors import DangerousFile, FileEmpty, FileTooLarge
from huizheng.commons.files.inspection import SignatureWatch, Verdict, inspect, scan
from huizheng.commons.files.rules import FileRule


def examine(content: IO[bytes], *, name: str, rule: FileRule) -> str:
    """This function will return the real media type of a seekable file, after all that ``store`` looks at.

    Nothing is kept. Raises ``FileRefused`` (``FileTooLarge``, ``FileEmpty``, ``TypeRefused``, ``DangerousFile``).
    """
    size = content.seek(0, os.SEEK_END)
    if size == 0:
        raise FileEmpty(_("文件是空的。请检查后重新选择。"))
    if size > rule.max_bytes:
        raise FileTooLarge(_("文件超过 %(limit)s MB 的上限。请压缩或拆分后再上传。") % {"limit": rule.shown_limit})
    content.seek(0)
    watch = SignatureWatch()
    while piece := content.read(PIECE):
        watch.look(piece)
    media = inspect(content, name=name, rule=rule)
    if scan(content) is Verdict.INFECTED:
        raise DangerousFile(_("检出病毒，文件未保存。请检查您的设备后更换文件。"))
    content.seek(0)
    return media
