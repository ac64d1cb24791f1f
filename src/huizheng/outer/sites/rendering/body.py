"""The body of a page from its document."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext

from huizheng.outer.sites.rendering.addresses import Files
from huizheng.outer.sites.rendering.blocks import LIVE, present
from huizheng.outer.sites.rendering.cleaning import clean, with_anchors

# A long text with so many parts gets a list of them at its head.
PARTS_WORTH_A_LIST = 4

Block = Mapping[str, Any]


def parts_of(document: Mapping[str, Any], files: Files) -> list[dict[str, Any]]:
    """Return the pieces of a page in order, ``{"html": …}`` ready to show or ``{"live": block}``, then the attachments.

    ``files`` is what is known of the files that the document refers to, by digest.
    """
    with translation.override(document["language"]):
        numbers = count(1)
        pieces: list[dict[str, Any]] = []
        contents: list[tuple[str, str]] = []
        for place, block in enumerate(document["blocks"]):
            if block["type"] in LIVE:
                pieces.append({"live": dict(block)})
                continue
            made = _render(block, place, files)
            if block["type"] == "html":
                made, found = with_anchors(made, numbers)
                contents += found
            _append(pieces, made)
        if document["files"]:
            attached = {"type": "files", "title": gettext("附件"), "files": document["files"]}
            _append(pieces, _render(attached, len(document["blocks"]), files))
        if len(contents) >= PARTS_WORTH_A_LIST:
            pieces.insert(0, {"html": _template("contents", {"parts": contents})})
        return pieces


def _append(pieces: list[dict[str, Any]], made: str) -> None:
    if pieces and "html" in pieces[-1]:
        pieces[-1]["html"] += made
    elif made:
        pieces.append({"html": made})


def _render(block: Block, place: int, files: Files) -> str:
    if block["type"] == "html":
        text = clean(str(block["html"]), files=files, scroll_label=gettext("可左右滚动的表格"))
        return f'<div class="hz-text">{text}</div>' if text.strip() else ""
    return _template(str(block["type"]), present(block, place, files))


def _template(name: str, context: dict[str, Any]) -> str:
    return render_to_string(f"sites/blocks/{name}.html", context).strip()
