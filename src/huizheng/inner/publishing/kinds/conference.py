"""新闻发布会: what was said, by whom, in words, pictures and film, and what was asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db import models
from wagtail import blocks
from wagtail.admin.panels import FieldPanel

from huizheng.inner.publishing.blocks.lists import Question
from huizheng.inner.publishing.blocks.media import GalleryPicture, Video, material_key, picture_of
from huizheng.inner.publishing.cleaning import clean
from huizheng.inner.publishing.kinds.fields import PartsField
from huizheng.inner.publishing.kinds.registry import register_kind
from huizheng.inner.publishing.kinds.structured import StructuredPage, panels

_QUESTIONS, _PICTURES = "答记者问", "现场图片"


class Speaker(blocks.StructBlock):
    name = blocks.CharBlock(label="姓名", max_length=40)
    post = blocks.CharBlock(label="单位和职务", max_length=100)

    class Meta:
        icon = "user"
        label = "发布人"


class SpeakersField(PartsField):
    PARTS = [("speaker", Speaker())]


class QuestionsField(PartsField):
    PARTS = [("question", Question(icon="help", label="问答"))]


class PicturesField(PartsField):
    PARTS = [("picture", GalleryPicture(icon="image", label="图片"))]


class VideosField(PartsField):
    PARTS = [("video", Video())]


@register_kind
class ConferencePage(StructuredPage):
    """A press conference; its text is the record in words."""

    KIND = "conference"
    FACTS = ("held_at", "place", "host")
    ROWS = ("held_at", "place", "host")
    MADE = ("发布人", _QUESTIONS, _PICTURES)
    PERSONAL_DATA: tuple[str, ...] = ()

    held_at = models.DateTimeField("举行时间", null=True)
    place = models.CharField("地点", max_length=100)
    host = models.CharField("主持人", max_length=100, blank=True, help_text="姓名、单位和职务。")
    speakers = SpeakersField(verbose_name="发布人")
    videos = VideosField(verbose_name="视频", help_text="每段视频都要有文字稿，听不见的读者才能了解内容。")
    pictures = PicturesField(verbose_name="现场图片")
    questions = QuestionsField(verbose_name="答记者问")

    content_panels: ClassVar[list[Any]] = panels(
        "发布会",
        ("held_at", "place"),
        "host",
        more=[FieldPanel("speakers"), FieldPanel("videos"), FieldPanel("pictures"), FieldPanel("questions")],
    )

    class Meta:
        verbose_name = "新闻发布会"
        ordering = ("pk",)

    def facts(self) -> dict[str, Any]:
        speakers = [{"name": each.value["name"], "post": each.value["post"]} for each in self.speakers]
        return {**super().facts(), "speakers": speakers}

    def parts(self) -> list[dict[str, Any]]:
        made: list[dict[str, Any]] = []
        rows = [{"label": each.value["name"], "value": each.value["post"]} for each in self.speakers]
        if rows:
            made.append({"type": "facts", "title": "发布人", "rows": rows})
        for each in self.videos:
            made += each.block.to_blocks(each.value)
        return made

    def blocks(self) -> list[dict[str, Any]]:
        made = super().blocks()
        items = []
        for each in self.questions:
            item = {"question": each.value["question"], "answer_html": clean(each.value["answer_html"].source)}
            items.append({**item, "by": each.value["by"]} if each.value["by"] else item)
        if items:
            made.append({"type": "questions", "title": _QUESTIONS, "items": items})
        images = [
            picture_of(each.value["material"], alt=each.value["alt"], caption=each.value["caption"])
            for each in self.pictures
            if each.value["material"] is not None
        ]
        if images:
            made.append({"type": "gallery", "title": _PICTURES, "images": images})
        return made

    @classmethod
    def own_blocks(cls, document: dict[str, Any]) -> list[dict[str, Any]]:
        return [block for block in super().own_blocks(document) if block["type"] != "video"]

    @classmethod
    def filled_from(cls, document: dict[str, Any]) -> dict[str, Any]:
        site = document["site"]
        video = Video()
        titled = {block.get("title"): block for block in document["blocks"]}
        return {
            **super().filled_from(document),
            "speakers": [{"type": "speaker", "value": each} for each in document["facts"].get("speakers", [])],
            "videos": [
                {"type": "video", "value": video.from_block(block, site)}
                for block in document["blocks"]
                if block["type"] == "video"
            ],
            "questions": [
                {"type": "question", "value": {"by": "", **item}}
                for item in titled.get(_QUESTIONS, {}).get("items", [])
            ],
            "pictures": [
                {
                    "type": "picture",
                    "value": {
                        "material": material_key(site, image["sm3"]),
                        "alt": image["alt"],
                        "caption": image.get("caption", ""),
                    },
                }
                for image in titled.get(_PICTURES, {}).get("images", [])
            ],
        }

    def faults(self) -> Sequence[tuple[str, str]]:
        silent = any(
            not (each.value["transcript_html"] and each.value["transcript_html"].source) for each in self.videos
        )
        return [
            ("speakers", "" if self.speakers else "请填写发布人，至少一位。"),
            ("videos", "有视频没有文字稿。请补上文字稿后再保存。" if silent else ""),
        ]
