"""The facts at the top of a file: YAML between two lines of three dashes, read as text with the line of each fact."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

import yaml

from huizheng.inner.publishing.importing.problems import Note, Unfit

MOST_LETTERS: Final = 64 * 1024
_DEEPEST: Final = 8
_FENCE: Final = re.compile(r"\A\s*(?:<!--\s*)?---[ \t]*\n(.*?)\n---[ \t]*(?:\n?\s*-->)?[ \t]*(?:\n|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Given:
    """A fact as it was written: text, a list or a table of such; ``line`` is where."""

    value: Any
    line: int | None = None


Facts = dict[str, Given]


def split(text: str) -> tuple[Facts, str, int]:
    """Return the facts, the rest, and the line on which the rest begins; a text without facts is all rest."""
    found = _FENCE.match(text)
    if found is None:
        return {}, text, 1
    before = text.count("\n", 0, found.start(1))
    return read_facts(found[1], first_line=before + 1), text[found.end() :], text.count("\n", 0, found.end()) + 1


def read_facts(text: str, *, first_line: int = 1) -> Facts:
    """Return the facts of a piece of YAML; raises ``Unfit``."""
    if len(text) > MOST_LETTERS:
        raise Unfit(Note(f"文件开头的说明超过{MOST_LETTERS // 1024} KB。请把正文放在“---”以下。", line=first_line))
    try:
        loader = yaml.BaseLoader(text)
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.BaseLoader)):
            raise Unfit(Note("说明里不能用“*”引用别处的内容，请直接写出来。", line=first_line))
        root = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        raise Unfit(Note(_advice(text, line - first_line), line=line)) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise Unfit(Note("文件开头的说明读不懂。请按“名称: 内容”一行一项书写。", line=first_line)) from error
    if root is None:
        return {}
    if not isinstance(root, yaml.MappingNode):
        raise Unfit(Note(_advice(text, 0), line=first_line))
    facts: Facts = {}
    for key, value in root.value:
        line = first_line + key.start_mark.line
        name = str(key.value).strip()
        if name in facts:
            raise Unfit(Note("写了两次。请保留一处。", field=name, line=line))
        facts[name] = Given(_plain(value, first_line, depth=1), line)
    return facts


def _plain(node: Any, first_line: int, *, depth: int) -> Any:
    if depth > _DEEPEST:
        raise Unfit(Note("说明里的层次太深。", line=first_line + node.start_mark.line))
    if isinstance(node, yaml.MappingNode):
        return {str(key.value).strip(): _plain(value, first_line, depth=depth + 1) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(each, first_line, depth=depth + 1) for each in node.value]
    text = str(node.value).strip()
    return "" if node.style is None and text in {"~", "null"} else text


def _advice(text: str, line: int) -> str:
    lines = text.split("\n")
    near = " ".join(lines[max(0, line - 1) : line + 1])
    if "：" in near and ": " not in near:
        return "“名称”后面用了全角冒号“：”。请改为半角冒号加一个空格，如“标题: 关于……的通知”。"
    if "\t" in near:
        return "行首用了制表符。请改为空格。"
    return "读不懂这一行。请按“名称: 内容”书写；内容里有冒号、井号或者引号的，用英文引号括起来。"
