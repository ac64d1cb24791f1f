"""Parts made of files from the site's library."""

from __future__ import annotations

from html import escape
from typing import Any

from wagtail import blocks

from huizheng.inner.publishing.blocks.base import Block, given
from huizheng.inner.publishing.choosing import MaterialBlock
from huizheng.inner.publishing.cleaning import clean
from huizheng.inner.publishing.models.materials import Material


def picture_of(material: Material, *, alt: str = "", caption: str = "") -> Block:
    """Return a picture as an edition names it."""
    return {
        "sm3": material.file.sm3,
        "media": material.file.media,
        "name": material.file.name,
        "alt": alt or material.alt,
        **given(caption=caption, width=material.width, height=material.height),
    }


def file_of(material: Material, *, label: str = "") -> Block:
    """Return a file as an edition names it."""
    file = material.file
    return {
        "sm3": file.sm3,
        "name": file.name,
        "media": file.media,
        "size": file.size,
        "label": label or material.title,
    }


def material_key(site: str, sm3: str) -> str | None:
    """Return the library's key of a file that an edition names."""
    found = Material.objects.filter(site=site, file__sm3=sm3).values_list("key", flat=True).first()
    return str(found) if found else None


class Picture(blocks.StructBlock):
    material = MaterialBlock(label="图片")
    alt = blocks.CharBlock(
        label="替代文字", required=False, max_length=300, help_text="看不见图片的人听到的话；不填则用素材库里的。"
    )
    caption = blocks.CharBlock(label="图注", required=False, max_length=300)

    def to_blocks(self, value: Any) -> list[Block]:
        if value["material"] is None:
            return []
        image = picture_of(value["material"], alt=value["alt"], caption=value["caption"])
        size = "".join(f' {side}="{image[side]}"' for side in ("width", "height") if side in image)
        caption = f"<figcaption>{escape(image['caption'])}</figcaption>" if image.get("caption") else ""
        html = f'<figure><img src="file:{image["sm3"]}" alt="{escape(image["alt"])}"{size}>{caption}</figure>'
        return [{"type": "html", "html": clean(html)}]

    def from_block(self, block: Block, site: str) -> Any | None:  # noqa: ARG002 - pictures in a text stay in their text
        return None

    class Meta:
        icon = "image"
        label = "图片"


class GalleryPicture(blocks.StructBlock):
    material = MaterialBlock(label="图片")
    alt = blocks.CharBlock(label="替代文字", required=False, max_length=300)
    caption = blocks.CharBlock(label="图注", required=False, max_length=300)


class Gallery(blocks.StructBlock):
    title = blocks.CharBlock(label="标题", required=False, max_length=100)
    images = blocks.ListBlock(GalleryPicture(), label="图片")

    def to_blocks(self, value: Any) -> list[Block]:
        images = [
            picture_of(one["material"], alt=one["alt"], caption=one["caption"])
            for one in value["images"]
            if one["material"] is not None
        ]
        return [{"type": "gallery", "images": images, **given(title=value["title"])}] if images else []

    def from_block(self, block: Block, site: str) -> Any | None:
        if block["type"] != "gallery":
            return None
        images = [
            {"material": material_key(site, one["sm3"]), "alt": one["alt"], "caption": one.get("caption", "")}
            for one in block["images"]
        ]
        return {"title": block.get("title", ""), "images": images}

    class Meta:
        icon = "image"
        label = "图集"


class Video(blocks.StructBlock):
    material = MaterialBlock(label="视频（MP4）")
    caption = blocks.CharBlock(label="视频说明", max_length=200)
    transcript_html = blocks.RichTextBlock(label="文字稿", required=False, features=["bold", "italic", "ul", "ol"])
    poster = MaterialBlock(label="封面图片", required=False)

    def to_blocks(self, value: Any) -> list[Block]:
        if value["material"] is None:
            return []
        block = {
            "type": "video",
            "sm3": value["material"].file.sm3,
            "media": value["material"].file.media,
            "caption": value["caption"],
        }
        transcript = clean(value["transcript_html"].source) if value["transcript_html"] else ""
        poster = value["poster"].file.sm3 if value["poster"] else ""
        return [{**block, **given(transcript_html=transcript, poster=poster)}]

    def from_block(self, block: Block, site: str) -> Any | None:
        if block["type"] != "video":
            return None
        return {
            "material": material_key(site, block["sm3"]),
            "caption": block["caption"],
            "transcript_html": block.get("transcript_html", ""),
            "poster": material_key(site, block["poster"]) if block.get("poster") else None,
        }

    class Meta:
        icon = "media"
        label = "视频"


class LabelledFile(blocks.StructBlock):
    material = MaterialBlock(label="文件")
    label = blocks.CharBlock(label="显示名称", required=False, max_length=200)


class Files(blocks.StructBlock):
    title = blocks.CharBlock(label="标题", required=False, max_length=100)
    files = blocks.ListBlock(LabelledFile(), label="文件")

    def to_blocks(self, value: Any) -> list[Block]:
        files = [file_of(one["material"], label=one["label"]) for one in value["files"] if one["material"] is not None]
        return [{"type": "files", "files": files, **given(title=value["title"])}] if files else []

    def from_block(self, block: Block, site: str) -> Any | None:
        if block["type"] != "files":
            return None
        files = [{"material": material_key(site, one["sm3"]), "label": one.get("label", "")} for one in block["files"]]
        return {"title": block.get("title", ""), "files": files}

    class Meta:
        icon = "doc-full"
        label = "文件下载"
