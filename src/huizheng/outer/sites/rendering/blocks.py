"""What the template of each kind of block is given: ready words, ready addresses, nothing to decide."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from huizheng.outer.sites.rendering.addresses import Files, file_address, name_of, page_address
from huizheng.outer.sites.rendering.cleaning import clean

Block = Mapping[str, Any]
LIVE = frozenset({"column", "services", "ask"})
KILO = 1024
# A line needs a few moments to be a line.
POINTS_OF_A_LINE = 3
FORMATS = {
    "application/pdf": "PDF",
    "application/ofd": "OFD",
    "application/msword": "Word",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
    "application/vnd.ms-excel": "Excel",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel",
    "application/zip": "ZIP",
    "text/plain": "TXT",
    "text/csv": "CSV",
}


def present(block: Block, place: int, files: Files) -> dict[str, Any]:
    """Return the context of a block's template."""
    made = _KINDS[block["type"]](block, files)
    return {"title": block.get("title", ""), "anchor": f"block-{place}", **made}


def _safe(html: str, files: Files) -> str:
    return mark_safe(clean(html, files=files, scroll_label=gettext("可左右滚动的表格")))  # noqa: S308 - cleaned to the allowed marks


def _facts(block: Block, files: Files) -> dict[str, Any]:  # noqa: ARG001 - all are called alike
    rows = [{**row, "href": _safe_address(row.get("href", ""))} for row in block["rows"] if row["value"]]
    return {"rows": rows}


def _safe_address(href: str) -> str:
    """Return an address that a browser may follow, else nothing: never ``javascript:``."""
    known = ("http://", "https://", "mailto:", "tel:", "#")
    return href if href.startswith(known) or (href.startswith("/") and not href.startswith("//")) else ""


def _table(block: Block, files: Files) -> dict[str, Any]:  # noqa: ARG001 - all are called alike
    numeric = [*block.get("numeric", []), *[False] * len(block["columns"])]
    heads = [{"name": name, "numeric": numeric[place]} for place, name in enumerate(block["columns"])]
    rows = [
        [{"text": cell, "numeric": numeric[place], "first": place == 0} for place, cell in enumerate(row)]
        for row in block["rows"]
    ]
    return {"heads": heads, "rows": rows, "note": block.get("note", "")}


def _figures(block: Block, files: Files) -> dict[str, Any]:  # noqa: ARG001 - all are called alike
    """A series with enough moments is a line, a single moment is a number, else bars."""
    series = block["series"]
    labels = list(dict.fromkeys(point["at"] for one in series for point in one["points"]))
    # Years and days are put in order; quarters in words stand as their author put them.
    if all(label[:1].isdigit() for label in labels):
        labels.sort()
    shared: dict[str, Any] = {"unit": block.get("unit", ""), "source": block.get("source", "")}
    if len(labels) >= POINTS_OF_A_LINE:
        by_moment = [{point["at"]: point["value"] for point in one["points"]} for one in series]
        lines = [
            {"label": one["label"], "values": [known.get(label) for label in labels]}
            for one, known in zip(series, by_moment, strict=True)
        ]
        return {**shared, "shape": "line", "labels": labels, "series": lines}
    if len(labels) == 1:
        numbers = [{"label": one["label"], "value": _number(one["points"][0]["value"])} for one in series]
        return {**shared, "shape": "number", "moment": labels[0], "numbers": numbers}
    bars = [
        {"label": f"{one['label']} {point['at']}".strip(), "value": point["value"]}
        for one in series
        for point in one["points"]
    ]
    return {**shared, "shape": "bar", "rows": bars}


def _number(value: float) -> str:
    return f"{int(value):,}" if float(value).is_integer() else f"{value:,}"


def _stages(block: Block, files: Files) -> dict[str, Any]:
    states = {"done": gettext("已完成"), "current": gettext("进行中"), "coming": gettext("尚未开始")}
    return {
        "stages": [
            {
                "name": stage["name"],
                "state": stage["state"],
                "state_words": states[stage["state"]],
                "on": stage.get("on", ""),
                "html": _safe(stage.get("html", ""), files),
                "address": page_address(stage["number"]) if stage.get("number") else "",
            }
            for stage in block["stages"]
        ],
    }


def _questions(block: Block, files: Files) -> dict[str, Any]:
    return {
        "items": [
            {"question": each["question"], "answer": _safe(each["answer_html"], files), "by": each.get("by", "")}
            for each in block["items"]
        ],
    }


def _picture(image: Block, files: Files) -> dict[str, Any]:
    return {**image, "address": file_address(image["sm3"], name_of(files, image["sm3"]))}


def _gallery(block: Block, files: Files) -> dict[str, Any]:
    return {"images": [_picture(image, files) for image in block["images"]]}


def _video(block: Block, files: Files) -> dict[str, Any]:
    poster = block.get("poster")
    poster_sm3 = poster.get("sm3", "") if isinstance(poster, Mapping) else poster or ""
    return {
        "address": file_address(block["sm3"], name_of(files, block["sm3"])),
        "media": block.get("media", "video/mp4"),
        "caption": block.get("caption", ""),
        "transcript": _safe(block.get("transcript_html", ""), files),
        "poster": file_address(poster_sm3, name_of(files, poster_sm3)) if poster_sm3 else "",
    }


def file_facts(each: Block) -> dict[str, str]:
    """Return one file as a reader needs it: what it is called, what opens it, how much it weighs."""
    ending = each["name"].rsplit(".", 1)[-1].upper() if "." in each["name"] else ""
    return {
        "label": each.get("label") or each["name"],
        "address": file_address(each["sm3"], each["name"]),
        "format": FORMATS.get(each.get("media", ""), ending),
        "size": size_in_words(int(each.get("size", 0))),
        "name": each["name"],
    }


def size_in_words(size: int) -> str:
    if size < KILO:
        return f"{size} B"
    if size < KILO * KILO:
        return f"{size / KILO:.0f} KB"
    return f"{size / KILO / KILO:.1f} MB"


def _files(block: Block, files: Files) -> dict[str, Any]:  # noqa: ARG001 - all are called alike
    return {"files": [file_facts(each) for each in block["files"]]}


def _links(block: Block, files: Files) -> dict[str, Any]:  # noqa: ARG001 - all are called alike
    links = [{**each, "href": _safe_address(each["href"])} for each in block["links"]]
    return {"links": [{**each, "outside": each["href"].startswith("http")} for each in links if each["href"]]}


def _callout(block: Block, files: Files) -> dict[str, Any]:
    tone = block.get("tone", "info")
    words = {
        "info": gettext("提示"),
        "warning": gettext("注意"),
        "danger": gettext("重要"),
        "success": gettext("好消息"),
    }
    return {"tone": tone, "word": words.get(tone, ""), "html": _safe(block["html"], files)}


_KINDS: dict[str, Callable[[Block, Files], dict[str, Any]]] = {
    "facts": _facts,
    "table": _table,
    "figures": _figures,
    "stages": _stages,
    "questions": _questions,
    "gallery": _gallery,
    "video": _video,
    "files": _files,
    "links": _links,
    "callout": _callout,
}
