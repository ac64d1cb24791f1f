"""The body of a page from its document."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import count
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext

from huizheng.outer.sites.rendering.blocks import LIVE, present
from huizheng.outer.sites.rendering.cleaning import clean, with_anchors

# A long text with so many parts gets a list of them at its head.
PARTS_WORTH_A_LIST = 4
LIVE_PLACE = re.compile(r"<!--live:(\d+)-->")

Block = Mapping[str, Any]


def render_body(document: Mapping[str, Any]) -> str:
    """Return the HTML of all blocks in order, then the attachments; live blocks are left as ``<!--live:N-->``."""
    with translation.override(document["language"]):
        numbers = count(1)
        pieces: list[str] = []
        parts: list[tuple[str, str]] = []
        for place, block in enumerate(document["blocks"]):
            if block["type"] in LIVE:
                pieces.append(f"<!--live:{place}-->")
                continue
            piece = _render(block, place)
            if block["type"] == "html":
                piece, found = with_anchors(piece, numbers)
                parts += found
            pieces.append(piece)
        if document["files"]:
            attached = {"type": "files", "title": gettext("附件"), "files": document["files"]}
            pieces.append(_render(attached, len(document["blocks"])))
        if len(parts) >= PARTS_WORTH_A_LIST:
            pieces.insert(0, _template("contents", {"parts": parts}))
        return "".join(pieces)


def live_blocks(document: Mapping[str, Any]) -> dict[int, dict[str, Any]]:
    """Return the blocks that are made when the page is read, by their place."""
    return {place: dict(block) for place, block in enumerate(document["blocks"]) if block["type"] in LIVE}


def fill(body: str, with_what: Callable[[int], str]) -> str:
    """Return the body with every live place filled; ``with_what`` gets the place and returns safe HTML."""
    return LIVE_PLACE.sub(lambda found: with_what(int(found[1])), body)


def _render(block: Block, place: int) -> str:
    if block["type"] == "html":
        text = clean(str(block["html"]), scroll_label=gettext("可左右滚动的表格"))
        return f'<div class="hz-text">{text}</div>' if text.strip() else ""
    return _template(str(block["type"]), present(block, place))


def _template(name: str, context: dict[str, Any]) -> str:
    return render_to_string(f"sites/blocks/{name}.html", context).strip()
