"""The classes of the openness catalogue, with their English: the same as the office's, which a house test holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# The fifteen kinds of 党政机关公文处理工作条例 art 8, and others.
KINDS: Final[dict[str, _StrPromise]] = {
    "01": _("决议"),
    "02": _("决定"),
    "03": _("命令（令）"),
    "04": _("公报"),
    "05": _("公告"),
    "06": _("通告"),
    "07": _("意见"),
    "08": _("通知"),
    "09": _("通报"),
    "0A": _("报告"),
    "0B": _("请示"),
    "0C": _("批复"),
    "0D": _("议案"),
    "0E": _("函"),
    "0F": _("纪要"),
    "0Z": _("其他"),
}
# The 22 themes of the State Council's catalogue, in its order.
THEMES: Final[dict[str, _StrPromise]] = {
    "国务院组织机构": _("国务院组织机构"),
    "综合政务": _("综合政务"),
    "国民经济管理、国有资产监管": _("国民经济管理、国有资产监管"),
    "财政、金融、审计": _("财政、金融、审计"),
    "国土资源、能源": _("国土资源、能源"),
    "农业、林业、水利": _("农业、林业、水利"),
    "工业、交通": _("工业、交通"),
    "商贸、海关、旅游": _("商贸、海关、旅游"),
    "市场监管、安全生产监管": _("市场监管、安全生产监管"),
    "城乡建设、环境保护": _("城乡建设、环境保护"),
    "科技、教育": _("科技、教育"),
    "文化、广电、新闻出版": _("文化、广电、新闻出版"),
    "卫生、体育": _("卫生、体育"),
    "人口与计划生育、妇女儿童工作": _("人口与计划生育、妇女儿童工作"),
    "劳动、人事、监察": _("劳动、人事、监察"),
    "公安、安全、司法": _("公安、安全、司法"),
    "民政、扶贫、救灾": _("民政、扶贫、救灾"),
    "民族、宗教": _("民族、宗教"),
    "对外事务": _("对外事务"),
    "港澳台侨工作": _("港澳台侨工作"),
    "国防": _("国防"),
    "其他": _("其他"),
}
VALIDITIES: Final[dict[str, _StrPromise]] = {
    "有效": _("有效"),
    "尚未施行": _("尚未施行"),
    "失效": _("失效"),
    "废止": _("废止"),
    "未知": _("效力未标注"),
}
VALIDITY_TONES: Final = {
    "有效": "success",
    "失效": "danger",
    "废止": "danger",
    "尚未施行": "warning",
    "未知": "neutral",
}
