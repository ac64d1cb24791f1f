"""Parts made of words."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks

from huizheng.inner.publishing.blocks.base import Block, given
from huizheng.inner.publishing.cleaning import clean, fits_the_editor

FEATURES = ["h2", "h3", "h4", "bold", "italic", "ol", "ul", "link", "hr", "blockquote", "superscript", "subscript"]
PLAIN_FEATURES = ["bold", "italic", "ol", "ul", "link"]
MINUS = "\N{MINUS SIGN}"
TONES = [("info", "提示"), ("warning", "注意"), ("danger", "警示"), ("success", "好消息")]


def cells(text: str) -> list[list[str]]:
    """Return pasted lines as rows: cells are parted by tabs, or by ``|`` where there is no tab."""
    lines = [line for line in text.replace("\r", "").split("\n") if line.strip()]
    rows = [[cell.strip() for cell in line.split("\t" if "\t" in line else "|")] for line in lines]
    width = max((len(row) for row in rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def is_number(text: str) -> bool:
    stripped = text.replace(",", "").replace("%", "").replace("，", "").strip().lstrip(f"+-{MINUS}")
    return bool(stripped) and stripped.replace(".", "", 1).isdecimal()


class Text(blocks.RichTextBlock):
    """Headings, paragraphs and lists."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"features": FEATURES, "label": "文字", **options})

    def to_blocks(self, value: Any) -> list[Block]:
        html = clean(value.source)
        return [{"type": "html", "html": html}] if html else []

    def from_block(self, block: Block, site: str) -> Any | None:  # noqa: ARG002 - the protocol
        return block["html"] if block["type"] == "html" and fits_the_editor(block["html"]) else None

    class Meta:
        icon = "pilcrow"


class Markup(blocks.TextBlock):
    """A text with tables or pictures inside, as an imported file brings it: kept as cleaned HTML."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            **{
                "label": "带排版的文字（HTML）",
                "help_text": "从其他文件带入的带表格或图片的文字。只保留允许的标记，脚本和样式会被去掉。",
                "rows": 12,
                **options,
            }
        )

    def to_blocks(self, value: Any) -> list[Block]:
        html = clean(str(value))
        return [{"type": "html", "html": html}] if html else []

    def from_block(self, block: Block, site: str) -> Any | None:  # noqa: ARG002 - the protocol
        return block["html"] if block["type"] == "html" else None

    class Meta:
        icon = "code"


class Callout(blocks.StructBlock):
    tone = blocks.ChoiceBlock(label="语气", choices=TONES, default="info")
    title = blocks.CharBlock(label="标题", required=False, max_length=100)
    html = blocks.RichTextBlock(label="内容", features=PLAIN_FEATURES)

    def to_blocks(self, value: Any) -> list[Block]:
        html = clean(value["html"].source)
        return [{"type": "callout", "tone": value["tone"], **given(title=value["title"]), "html": html}]

    def from_block(self, block: Block, site: str) -> Any | None:  # noqa: ARG002 - the protocol
        if block["type"] != "callout":
            return None
        return {"tone": block["tone"], "title": block.get("title", ""), "html": block["html"]}

    class Meta:
        icon = "warning"
        label = "提示框"


class Table(blocks.StructBlock):
    title = blocks.CharBlock(label="表名", required=False, max_length=200)
    rows = blocks.TextBlock(
        label="表格内容",
        rows=8,
        help_text="可从表格软件复制后粘贴。第一行是表头；各列之间用制表符或者“|”隔开。",
    )
    note = blocks.CharBlock(label="表注", required=False, max_length=300)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not cells(cleaned["rows"]):
            raise ValidationError("请填写表格内容。")
        return cleaned

    def to_blocks(self, value: Any) -> list[Block]:
        lines = cells(value["rows"])
        if not lines:
            return []
        head, rows = lines[0], lines[1:]
        numeric = [
            bool(rows) and all(is_number(row[index]) or not row[index] for row in rows) for index in range(len(head))
        ]
        block = {"type": "table", "columns": head, "numeric": numeric, "rows": rows}
        return [{**block, **given(title=value["title"], note=value["note"])}]

    def from_block(self, block: Block, site: str) -> Any | None:  # noqa: ARG002 - the protocol
        if block["type"] != "table":
            return None
        lines = ["\t".join(row) for row in (block["columns"], *block["rows"])]
        return {"title": block.get("title", ""), "rows": "\n".join(lines), "note": block.get("note", "")}

    class Meta:
        icon = "table"
        label = "表格"


class Figures(blocks.StructBlock):
    title = blocks.CharBlock(label="图名", max_length=200)
    unit = blocks.CharBlock(label="单位", max_length=30)
    series = blocks.TextBlock(
        label="数据",
        rows=8,
        help_text="第一行：时间和各指标名称；以后每行：时间和各指标的数值。各列之间用制表符或者“|”隔开。",
    )
    source = blocks.CharBlock(label="数据来源", required=False, max_length=200)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        rows = cells(cleaned["series"])
        if len(rows) < 2 or len(rows[0]) < 2:  # noqa: PLR2004 - a head, a row; a time, a value
            raise ValidationError("请填写表头和至少一行数据。")
        for row in rows[1:]:
            for cell in row[1:]:
                if cell and not is_number(cell):
                    raise ValidationError(f"“{cell}”不是数字。")
        return cleaned

    def to_blocks(self, value: Any) -> list[Block]:
        rows = cells(value["series"])
        series = []
        for index, label in enumerate(rows[0][1:] if rows else (), start=1):
            points = [{"at": row[0], "value": _number(row[index])} for row in rows[1:] if is_number(row[index])]
            if points:
                series.append({"label": label, "points": points})
        if not series:
            return []
        block = {"type": "figures", "unit": value["unit"], "series": series}
        return [{**block, **given(title=value["title"], source=value["source"])}]

    def from_block(self, block: Block, site: str) -> Any | None:  # noqa: ARG002 - the protocol
        if block["type"] != "figures":
            return None
        moments = list(dict.fromkeys(point["at"] for one in block["series"] for point in one["points"]))
        values = [{point["at"]: point["value"] for point in one["points"]} for one in block["series"]]
        lines = ["\t".join(["时间", *(one["label"] for one in block["series"])])]
        lines += ["\t".join([at, *(f"{one[at]:.15g}" if at in one else "" for one in values)]) for at in moments]
        return {
            "title": block.get("title", ""),
            "unit": block["unit"],
            "series": "\n".join(lines),
            "source": block.get("source", ""),
        }

    class Meta:
        icon = "history"
        label = "数据图"


def _number(text: str) -> float:
    return float(text.replace(",", "").replace("，", "").replace(MINUS, "-").replace("%", "").strip())
