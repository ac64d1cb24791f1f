"""Parts made of rows, and parts that are filled when somebody reads."""

from __future__ import annotations

import datetime as dt
from typing import Any

from wagtail import blocks

from huizheng.inner.publishing.blocks.base import Block, given
from huizheng.inner.publishing.blocks.texts import PLAIN_FEATURES
from huizheng.inner.publishing.cleaning import clean

STAGE_STATES = [("done", "已完成"), ("current", "进行中"), ("coming", "未开始")]


class Row(blocks.StructBlock):
    label = blocks.CharBlock(label="名称", max_length=60)
    value = blocks.CharBlock(label="内容", max_length=500)
    href = blocks.CharBlock(label="链接", required=False, max_length=400)


class Facts(blocks.StructBlock):
    title = blocks.CharBlock(label="标题", required=False, max_length=100)
    rows = blocks.ListBlock(Row(), label="各行")

    def to_blocks(self, value: Any) -> list[Block]:
        rows = [{"label": row["label"], "value": row["value"], **given(href=row["href"])} for row in value["rows"]]
        return [{"type": "facts", "rows": rows, **given(title=value["title"])}]

    def from_block(self, block: Block, site: str) -> Any | None:  # noqa: ARG002 - the protocol
        if block["type"] != "facts":
            return None
        rows = [{"label": row["label"], "value": row["value"], "href": row.get("href", "")} for row in block["rows"]]
        return {"title": block.get("title", ""), "rows": rows}

    class Meta:
        icon = "list-ul"
        label = "要点"


class Stage(blocks.StructBlock):
    name = blocks.CharBlock(label="阶段", max_length=60)
    state = blocks.ChoiceBlock(label="进度", choices=STAGE_STATES, default="coming")
    on = blocks.DateBlock(label="日期", required=False)
    html = blocks.RichTextBlock(label="说明", required=False, features=PLAIN_FEATURES)
    number = blocks.IntegerBlock(label="相关页面编号", required=False, min_value=1)


class Stages(blocks.StructBlock):
    stages = blocks.ListBlock(Stage(), label="各阶段")

    def to_blocks(self, value: Any) -> list[Block]:
        stages = [
            {
                "name": each["name"],
                "state": each["state"],
                **given(
                    on=each["on"].isoformat() if each["on"] else "",
                    html=clean(each["html"].source) if each["html"] else "",
                    number=each["number"],
                ),
            }
            for each in value["stages"]
        ]
        return [{"type": "stages", "stages": stages}]

    def from_block(self, block: Block, site: str) -> Any | None:  # noqa: ARG002 - the protocol
        if block["type"] != "stages":
            return None
        return {
            "stages": [
                {
                    "name": each["name"],
                    "state": each["state"],
                    "on": _day(each.get("on", "")),
                    "html": each.get("html", ""),
                    "number": each.get("number"),
                }
                for each in block["stages"]
            ]
        }

    class Meta:
        icon = "tasks"
        label = "进展"


def _day(text: str) -> str | None:
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        return None


class Question(blocks.StructBlock):
    question = blocks.CharBlock(label="问", max_length=300)
    answer_html = blocks.RichTextBlock(label="答", features=PLAIN_FEATURES)
    by = blocks.CharBlock(label="回答人", required=False, max_length=60)


class Questions(blocks.StructBlock):
    title = blocks.CharBlock(label="标题", required=False, max_length=100)
    items = blocks.ListBlock(Question(), label="问答")

    def to_blocks(self, value: Any) -> list[Block]:
        items = [
            {"question": one["question"], "answer_html": clean(one["answer_html"].source), **given(by=one["by"])}
            for one in value["items"]
        ]
        return [{"type": "questions", "items": items, **given(title=value["title"])}]

    def from_block(self, block: Block, site: str) -> Any | None:  # noqa: ARG002 - the protocol
        if block["type"] != "questions":
            return None
        items = [
            {"question": one["question"], "answer_html": one["answer_html"], "by": one.get("by", "")}
            for one in block["items"]
        ]
        return {"title": block.get("title", ""), "items": items}

    class Meta:
        icon = "help"
        label = "问答"


class Link(blocks.StructBlock):
    label = blocks.CharBlock(label="名称", max_length=100)
    href = blocks.CharBlock(label="地址", max_length=400, help_text="本集群的地址以“/”开头，外部地址写全。")
    note = blocks.CharBlock(label="说明", required=False, max_length=200)


class Links(blocks.StructBlock):
    title = blocks.CharBlock(label="标题", required=False, max_length=100)
    links = blocks.ListBlock(Link(), label="链接")

    def to_blocks(self, value: Any) -> list[Block]:
        links = [{"label": one["label"], "href": one["href"], **given(note=one["note"])} for one in value["links"]]
        return [{"type": "links", "links": links, **given(title=value["title"])}]

    def from_block(self, block: Block, site: str) -> Any | None:  # noqa: ARG002 - the protocol
        if block["type"] != "links":
            return None
        links = [{"label": one["label"], "href": one["href"], "note": one.get("note", "")} for one in block["links"]]
        return {"title": block.get("title", ""), "links": links}

    class Meta:
        icon = "link"
        label = "链接"


class ColumnList(blocks.StructBlock):
    title = blocks.CharBlock(label="标题", required=False, max_length=100)
    site = blocks.CharBlock(label="网站标识", max_length=40)
    column = blocks.RegexBlock(
        r"^[a-z0-9-]+(/[a-z0-9-]+)*$", label="栏目路径", error_messages={"invalid": "栏目路径形如 news/government。"}
    )
    limit = blocks.IntegerBlock(label="条数", default=6, min_value=1, max_value=50)

    def to_blocks(self, value: Any) -> list[Block]:
        block = {"type": "column", "site": value["site"], "column": value["column"], "limit": value["limit"] or 6}
        return [{**block, **given(title=value["title"])}]

    def from_block(self, block: Block, site: str) -> Any | None:  # noqa: ARG002 - the protocol
        if block["type"] != "column":
            return None
        return {
            "title": block.get("title", ""),
            "site": block["site"],
            "column": block["column"],
            "limit": block.get("limit", 6),
        }

    class Meta:
        icon = "list-ul"
        label = "栏目最新信息"


class Services(blocks.StructBlock):
    title = blocks.CharBlock(label="标题", required=False, max_length=100)
    slugs = blocks.CharBlock(label="事项标识", required=False, max_length=600, help_text="多个事项用空格隔开。")
    theme = blocks.CharBlock(label="或者：办事主题", required=False, max_length=60)

    def to_blocks(self, value: Any) -> list[Block]:
        return [{"type": "services", **given(title=value["title"], slugs=value["slugs"].split(), theme=value["theme"])}]

    def from_block(self, block: Block, site: str) -> Any | None:  # noqa: ARG002 - the protocol
        if block["type"] != "services":
            return None
        slugs = " ".join(block.get("slugs", []))
        return {"title": block.get("title", ""), "slugs": slugs, "theme": block.get("theme", "")}

    class Meta:
        icon = "cogs"
        label = "办事服务"


class Ask(blocks.StructBlock):
    title = blocks.CharBlock(label="标题", required=False, max_length=100)
    placeholder = blocks.CharBlock(label="输入框提示", required=False, max_length=100)

    def to_blocks(self, value: Any) -> list[Block]:
        return [{"type": "ask", **given(title=value["title"], placeholder=value["placeholder"])}]

    def from_block(self, block: Block, site: str) -> Any | None:  # noqa: ARG002 - the protocol
        if block["type"] != "ask":
            return None
        return {"title": block.get("title", ""), "placeholder": block.get("placeholder", "")}

    class Meta:
        icon = "search"
        label = "搜索提问"
