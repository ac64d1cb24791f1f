"""Steps: lawful order, enough people, and nothing that silently stops the clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from huizheng.inner.items.rules.finding import Document, rule

_LICENCE: Final = "01"
_FIVE: Final = ("受理", "审核", "审批", "办结", "送达")
_INSPECTORS: Final = 2


@rule("licence_steps", "行政许可有受理、审核、审批、办结、送达五步", law="行政许可法第四章；政务服务事项质量规则")
def licence_steps(document: Document) -> Iterable[tuple[str, str]]:
    if document["item_type"]["code"] != _LICENCE:
        return
    names = [step["name"] for step in document["steps"]]
    missing = [name for name in _FIVE if name not in names]
    if missing:
        yield "steps", f"缺少{'、'.join(missing)}环节，请补上"


@rule("step_order", "由工作人员受理开始，有决定，最后送达")
def step_order(document: Document) -> Iterable[tuple[str, str]]:
    kinds = [step["kind"] for step in document["steps"] if step["performer"] != "applicant"]
    if not kinds or kinds[0] != "accept":
        yield "steps", "第一个环节须是受理"
    if not {"approve", "conclude"} & set(kinds):
        yield "steps", "缺少作出决定的环节（审批或办结）"
    if kinds and kinds[-1] != "deliver":
        yield "steps", "最后一个环节须是送达"
    for key, times in Counter(step["key"] for step in document["steps"]).items():
        if times > 1:
            yield "steps", f"环节标识“{key}”重复"


@rule("inspectors", "现场核查由两名以上工作人员进行", law="行政许可法第三十四条")
def inspectors(document: Document) -> Iterable[tuple[str, str]]:
    for step in document["steps"]:
        if step["kind"] == "inspect" and step["min_officials"] < _INSPECTORS:
            yield f"steps.{step['key']}", f"“{step['name']}”须有两名以上工作人员"


@rule("excluded_time", "不计入时限的环节有法律依据", law="行政许可法第四十五条")
def excluded_time(document: Document) -> Iterable[tuple[str, str]]:
    for step in document["steps"]:
        if step["stops_clock"] and not step["stop_basis"]:
            yield f"steps.{step['key']}", f"“{step['name']}”不计入时限，请写明依据；没有依据的须计入"
