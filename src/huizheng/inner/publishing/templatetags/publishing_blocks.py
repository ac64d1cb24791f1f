"""Blocks of an edition as the office previews them. What is HTML was cleaned when it became part of the edition."""

from __future__ import annotations

import re
from typing import Any

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from huizheng.inner.publishing.cleaning import clean

register = template.Library()
_FILE = re.compile(r'src="file:([0-9a-f]{64})"')


def _shown(html: str, number: int) -> SafeString:
    """Return HTML whose pictures are fetched through the office, for those who work with the manuscript."""
    pictured = _FILE.sub(
        lambda found: f'src="{reverse("publishing:named_file", args=[number, found[1]])}"', clean(html)
    )
    return mark_safe(pictured)  # noqa: S308 - cleaned in the line above


@register.inclusion_tag("publishing/_picture.html")
def picture(image: dict[str, Any], number: int) -> dict[str, Any]:
    return {"image": image, "url": reverse("publishing:named_file", args=[number, image["sm3"]])}


@register.inclusion_tag("publishing/_block.html")
def edition_block(block: dict[str, Any], number: int) -> dict[str, Any]:
    """Show one block of whatever type."""
    html = block.get("html") or block.get("transcript_html") or ""
    shown: dict[str, Any] = {"type": block["type"], "title": block.get("title", ""), "number": number, "block": block}
    match block["type"]:
        case "html" | "callout" | "video":
            shown["html"] = _shown(html, number)
        case "table":
            numeric = block.get("numeric") or [False] * len(block["columns"])
            shown["rows"] = [list(zip(row, numeric, strict=False)) for row in block["rows"]]
        case "figures":
            moments = list(dict.fromkeys(point["at"] for one in block["series"] for point in one["points"]))
            values = [{point["at"]: point["value"] for point in one["points"]} for one in block["series"]]
            shown["rows"] = [(at, [f"{one[at]:g}" if at in one else "" for one in values]) for at in moments]
        case "stages":
            shown["stages"] = [{**each, "html": _shown(each.get("html", ""), number)} for each in block["stages"]]
        case "questions":
            shown["items"] = [
                {"question": each["question"], "answer": _shown(each["answer_html"], number), "by": each.get("by", "")}
                for each in block["items"]
            ]
    return shown
