"""What turns an ordinary file input into a resumable one: attributes that ``files/upload.js`` reads."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from huizheng.commons.files.rules import FileRule


def upload_attributes(*, ticket: str, rule: FileRule) -> dict[str, str]:
    """Return the attributes for the input of one place; without the script it stays an ordinary input.

    The script needs ``files/upload.js`` on the page and the form's CSRF field. What it uploads is stored under the
    ticket's purpose at once; the form itself then carries no bytes.
    """
    words = {
        "waiting": _("等待上传"),
        "uploading": _("正在上传"),
        "checking": _("正在检查文件"),
        "paused": _("已暂停"),
        "offline": _("网络中断，将自动重试"),
        "done": _("上传完成"),
        "cancelled": _("已取消"),
        "failed": _("上传失败，请重试"),
        "colon": _("："),
        "tooLarge": _("文件超过大小上限，请压缩或拆分后再上传。"),
        "busy": _("文件仍在上传，请等待完成或取消后再提交。"),
        "pause": _("暂停"),
        "resume": _("继续"),
        "cancel": _("取消"),
        "retry": _("重试"),
    }
    return {
        "data-upload-ticket": ticket,
        "data-upload-url": reverse("files:start_upload"),
        "data-upload-max": str(rule.max_bytes),
        "data-upload-words": json.dumps(words, ensure_ascii=False),
    }
