"""Words for codes, in the reader's language, and a document's own texts in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

TYPES: Final = {
    "01": _("行政许可"),
    "05": _("行政给付"),
    "07": _("行政确认"),
    "08": _("行政奖励"),
    "09": _("行政裁决"),
    "10": _("其他类别事项"),
    "20": _("公共服务事项"),
}
LEVELS: Final = {"province": _("省级"), "city": _("市级"), "county": _("县级"), "town": _("镇（乡、街道）")}
OBJECTS: Final = {
    "1": _("自然人"),
    "2": _("企业法人"),
    "3": _("事业法人"),
    "4": _("社会组织法人"),
    "5": _("行政机关"),
    "6": _("其他组织"),
}
NECESSITY: Final = {"required": _("必要"), "optional": _("非必要"), "later": _("容缺后补")}
SOURCES: Final = {"applicant": _("申请人自备"), "government": _("政府部门核发"), "other": _("其他单位出具")}
DELIVERY: Final = {"electronic": _("电子送达"), "window": _("窗口领取"), "post": _("邮寄")}
RESULTS: Final = {"证照": _("证照"), "批文": _("批文"), "其他": _("其他结果")}
CLOCKS: Final = {
    "correction": _("一次告知补正"),
    "promised": _("承诺办结时限"),
    "statutory": _("法定办结时限"),
    "extension": _("经机关负责人批准，可以延长"),
    "inspection": _("指派检验、检测、检疫人员"),
    "delivery": _("颁发、送达结果"),
}
GRADES: Final = {
    "Ⅰ": _("网上查看信息"),
    "Ⅱ": _("网上咨询和下载表格"),
    "Ⅲ": _("网上申请，部分环节到现场"),
    "Ⅳ": _("全程网办"),
}


def is_english() -> bool:
    return (get_language() or "").startswith("en")


def limit_words(n: int, unit: str) -> str:
    """Return e.g. ``20 个工作日``, ``30 日``, ``当场办结``."""
    if n == 0:
        return gettext("当场办结")
    if unit == "working":
        return gettext("%(n)s 个工作日") % {"n": n}
    return gettext("%(n)s 日") % {"n": n}


def visits_words(visits: int) -> str:
    if visits == 0:
        return gettext("不用到现场")
    return gettext("到现场 %(n)s 次") % {"n": visits}


@dataclass(frozen=True)
class Texts:
    """The texts of a document in the reader's language, as far as it has them."""

    english: bool

    def of(self, part: Mapping[str, Any], name: str) -> str:
        """Return a text; in English its English, or the Chinese when there is none."""
        return str((part.get(f"{name}_en") if self.english else "") or part.get(name) or "")

    def all(self, part: Mapping[str, Any], name: str) -> list[str]:
        found = (part.get(f"{name}_en") if self.english else None) or part.get(name) or []
        return [str(each) for each in found]
