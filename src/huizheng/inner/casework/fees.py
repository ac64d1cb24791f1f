"""Nobody is asked for money that the release does not charge (行政许可法 arts 58, 59).

Casework has no act that takes a fee. What could ask for one is a text that an applicant reads: each notice passes here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from huizheng.inner.casework.rules import Unlawful

if TYPE_CHECKING:
    from huizheng.inner.casework.plan import Fee

# To pay, and within the same sentence a fee or a sum; a proof of having paid something elsewhere asks for no money.
_ASKS = re.compile(
    r"(?:缴纳|交纳|缴付|支付|收取|须缴|需缴|补缴|预交|交(?=[0-9]))[^，。；！？\n]{0,14}?"
    r"(?:费用?|保证金|押金|[0-9][0-9.,]*\s*万?元)(?:[^，。；！？\n0-9]{0,6}[0-9][0-9.,]*\s*万?元)?(?![^，。；\n]{0,6}(?:证明|凭证|记录|票据|发票|清单|收据))"
)
_SUM = re.compile(r"[0-9]+(?:\.[0-9]+)?(?=\s*万?元)")
# What a fee is called, by its last three characters: 工本费, 登记费.
_NAME = re.compile(r"[\u4e00-\u9fa5]{2}费(?!用)")
_LAW = "行政许可法第五十八条、第五十九条"


def check_asked(fees: Iterable[Fee], facts: dict[str, Any]) -> None:
    """Raise ``Unlawful`` when a text asks for money beyond the release's items and standards."""
    known = list(fees)
    for text in _texts(facts):
        for found in _ASKS.finditer(text):
            if not known:
                raise Unlawful(f"本事项不收费，不能要求申请人交费：“{found[0]}”。请删去后再办理。", _LAW)
            asked = found[0]
            named = [fee for fee in known if _is_of(asked, fee)]
            if not named:
                listed = "；".join(f"{fee.name}{fee.standard}" for fee in known)
                raise Unlawful(f"只能按公布的项目和标准收费（{listed}），不能要求“{asked}”。请改正后再办理。", _LAW)


def _is_of(asked: str, fee: Fee) -> bool:
    """Say whether what is asked is this fee by its name, if one is named, and by no other sum than its standard's."""
    names = _NAME.findall(asked)
    return set(_SUM.findall(asked)) <= set(_SUM.findall(fee.standard)) and all(name in fee.name for name in names)


def fee_words(fees: Iterable[Fee], *, licence: bool) -> str:
    """Return what the case costs, for its page."""
    listed = "；".join(f"{fee.name}：{fee.standard}（{fee.basis}）" for fee in fees)
    return listed or ("不收费（行政许可法第五十八条）" if licence else "不收费")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)
