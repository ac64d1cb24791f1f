"""What a licence may cost: nothing, unless a law or an administrative regulation says so (行政许可法 arts 58, 59)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from huizheng.inner.items.rules.finding import Document, Severity, rule

_LICENCE: Final = "01"
# 法律 and 行政法规 by name and article. A province's own 条例 is neither, nor is a ministry's 办法; two are of old.
_OF_THE_STATE_COUNCIL: Final = (
    "中国公民因私事往来香港地区或者澳门地区的暂行管理办法",
    "中国公民往来台湾地区管理办法",
)
_NAMED: Final = re.compile(
    rf"(?P<law>[\u4e00-\u9fa5]*?(?:(?<!办)法|条例(?:实施细则)?|{'|'.join(_OF_THE_STATE_COUNCIL)}))》?第[一二三四五六七八九十百千零]+条"
)
_LOCAL: Final = re.compile(r"^(?!全国)[\u4e00-\u9fa5]{1,8}?(?:省|市|县|区|自治州)(?=[\u4e00-\u9fa5]{2,})")
_SUM: Final = re.compile(r"[0-9](?:\.[0-9]+)?\s*万?元")
_NO_LAW: Final = (
    "“{name}”的依据没有写到法律、行政法规的条款。实施行政许可不得收费，法律、行政法规另有规定的除外。"
    "请写明法律、行政法规的名称和第几条；没有这样的依据的，请改为不收费"
)
_NO_SUM: Final = "“{name}”没有写明公布的标准。请写明金额，例如“10元/证”；分档的，把各档写全"


@rule("fee_complete", "收费的有项目、标准和依据，不收费的不能开网上支付", law="行政许可法第五十八条、第五十九条")
def fee_complete(document: Document) -> Iterable[tuple[str, str]]:
    fee = document["fee"]
    if fee["charged"] and not fee["items"]:
        yield "fee.items", "收费的事项须列出收费项目"
    for number, item in enumerate(fee["items"], 1):
        if not item["basis"]:
            yield f"fee.{number}.basis", f"“{item['name']}”没有收费依据，不得收费"
    if not fee["charged"] and (fee["items"] or fee["online_payment"]):
        yield "fee", "不收费的事项不能有收费项目，也不能开网上支付"


@rule("fee_by_law", "行政许可收费依据是法律、行政法规的条款", law="行政许可法第五十八条")
def fee_by_law(document: Document) -> Iterable[tuple[str, str]]:
    for number, item in _of_licences(document):
        if not is_of_law(item["basis"]) and not _is_invented(document, item):
            yield f"fee.{number}.basis", _NO_LAW.format(name=item["name"])


@rule("fee_standard", "行政许可收费按公布的标准", law="行政许可法第五十九条")
def fee_standard(document: Document) -> Iterable[tuple[str, str]]:
    for number, item in _of_licences(document):
        if not _SUM.search(item["standard"]) and not _is_invented(document, item):
            yield f"fee.{number}.standard", _NO_SUM.format(name=item["name"])


@rule(
    "fee_unverified",
    "示范事项的收费依据和标准尚未核实，正式发布前须写明",
    law="行政许可法第五十八条、第五十九条",
    severity=Severity.WARNING,
)
def fee_unverified(document: Document) -> Iterable[tuple[str, str]]:
    for number, item in _of_licences(document):
        if _is_invented(document, item) and not is_of_law(item["basis"]):
            yield f"fee.{number}.basis", _NO_LAW.format(name=item["name"])
        if _is_invented(document, item) and not _SUM.search(item["standard"]):
            yield f"fee.{number}.standard", _NO_SUM.format(name=item["name"])


def is_of_law(basis: str) -> bool:
    """Say whether a basis names a law or an administrative regulation with its article."""
    return any(not _LOCAL.match(found["law"].lstrip("《")) for found in _NAMED.finditer(basis))


def _of_licences(document: Document) -> Iterable[tuple[int, Any]]:
    return enumerate(document["fee"]["items"], 1) if document["item_type"]["code"] == _LICENCE else ()


def _is_invented(document: Document, item: Any) -> bool:
    """Say whether the fee is one of the demonstration's, which every reader is told is not verified."""
    return bool(item["status"] == "unverified" and document["window"]["status"] == "demo")
