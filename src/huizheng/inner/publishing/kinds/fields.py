"""Fields whose definition lives in the code, not in every migration."""

from __future__ import annotations

from typing import Any

from wagtail import blocks
from wagtail.fields import StreamField

from huizheng.inner.publishing.blocks import BODY
from huizheng.inner.publishing.blocks.media import LabelledFile

ROLES = [
    ("interprets", "解读"),
    ("interpreted_by", "被解读"),
    ("replaces", "替代"),
    ("replaced_by", "被替代"),
    ("continues", "后续"),
]


class PartsField(StreamField):
    """A stream of parts; its migrations say only that it is one, so that a new part migrates nothing."""

    PARTS: list[tuple[str, Any]] = []

    def __init__(self, *args: Any, **options: Any) -> None:
        options.pop("block_lookup", None)
        super().__init__(self.PARTS or (args[0] if args else []), **{"blank": True, **options})

    def deconstruct(self) -> Any:
        name, path, _args, options = super().deconstruct()
        options.pop("block_lookup", None)
        return name, path, [], options


class BodyField(PartsField):
    PARTS = BODY


class AttachmentsField(PartsField):
    PARTS = [("file", LabelledFile(label="附件", icon="doc-full"))]


class Related(blocks.StructBlock):
    role = blocks.ChoiceBlock(label="关系", choices=ROLES)
    number = blocks.IntegerBlock(label="页面编号", min_value=1, help_text="页面地址 /pages/…/ 里的数字。")

    class Meta:
        icon = "link"
        label = "相关页面"


class RelatedField(PartsField):
    PARTS = [("related", Related())]
