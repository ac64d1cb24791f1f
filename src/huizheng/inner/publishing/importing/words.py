"""What the facts at the top of a file are called, in English or Chinese, and which field of its kind each is."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any, Final

from django.db import models

from huizheng.inner.publishing.kinds import ContentPage
from huizheng.inner.publishing.models import Material

if TYPE_CHECKING:
    from collections.abc import Iterable

    from huizheng.inner.publishing.importing.front_matter import Facts, Given

# The same for every kind: what it is called here -> what people may write.
COMMON: Final[dict[str, tuple[str, ...]]] = {
    "id": ("id", "标识", "编号"),
    "title": ("title", "标题"),
    "number": ("number", "文号", "发文字号", "document_number"),
    "organ": ("organ", "机关", "发文机关", "发布机构", "发布单位"),
    "date": ("date", "日期"),
    "kind": ("kind", "稿件类型", "体裁"),
    "class": ("class", "column", "栏目", "栏目分类"),
    "site": ("site", "网站", "站点"),
    "published": ("published", "dated_at", "发布日期", "标注的发布日期"),
    "image": ("image", "题图"),
    "attachments": ("attachments", "附件"),
    "related": ("related", "相关页面"),
}
_SHORT_KIND: Final = "类型"  # the kind, unless the kind has a field of that name
_OWN: Final = ("short_title", "subtitle", "summary", "keywords", "source", "writer", "image_alt", "appears_at")
_OWN_TOO: Final = ("expires_at", "pinned", "openness", "ground", "ground_note")
_NEVER: Final = {"index_number", "body", "attachments", "related", "image", "column", "dated_at"}
_INHERITED: Final = {field.name for field in ContentPage._meta.get_fields()}  # noqa: SLF001 - Django's own door


def fields_of(page_type: type[ContentPage]) -> dict[str, models.Field[Any, Any]]:
    """Return the fields that a file may fill in, by name."""
    fields: dict[str, models.Field[Any, Any]] = {}
    for field in page_type._meta.fields:  # noqa: SLF001 - Django's own door
        own = field.name not in _INHERITED and field.name not in _NEVER
        if own or field.name in (*_OWN, *_OWN_TOO):
            fields[field.name] = field
    return fields


def files_fields_of(page_type: type[ContentPage]) -> set[str]:
    """Return the names of fields that hold a file of the site's library."""
    return {name for name, field in fields_of(page_type).items() if field.related_model is Material}


def kind_word(facts: Facts) -> Given | None:
    """Return the fact that names the kind."""
    return common(facts, "kind") or facts.get(_SHORT_KIND)


def common(facts: Facts, name: str) -> Given | None:
    """Return a fact that every kind has, whatever it is called."""
    return next((facts[word] for word in COMMON[name] if word in facts and facts[word].value != ""), None)


def named(facts: Facts, page_type: type[ContentPage]) -> tuple[dict[str, Given], list[tuple[str, Given]]]:
    """Return the facts by field of the kind, and those that are none of its own."""
    fields = fields_of(page_type)
    words = {str(field.verbose_name): name for name, field in fields.items()} | {name: name for name in fields}
    everywhere = {word for known in COMMON.values() for word in known}
    found: dict[str, Given] = {}
    strange = []
    for word, given in facts.items():
        if word in words and word not in everywhere:
            found[words[word]] = given
        elif word not in everywhere and word != _SHORT_KIND:
            strange.append((word, given))
    return found, strange


def near(word: str, known: Iterable[str]) -> str:
    """Return a hint at what was probably meant."""
    close = difflib.get_close_matches(word, list(known), n=3, cutoff=0.5)
    return f"您要写的是不是：{'、'.join(close)}？" if close else ""
