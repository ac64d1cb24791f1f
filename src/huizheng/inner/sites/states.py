"""The fixed vocabulary of sites. No queries."""

from __future__ import annotations

from django.db import models


class SiteKind(models.TextChoices):
    PROVINCE_PORTAL = "province-portal", "省级门户"
    CITY_PORTAL = "city-portal", "市级门户"
    COUNTY_PORTAL = "county-portal", "县级门户"
    DEPARTMENT = "department", "部门网站"
    THEME = "theme-site", "特色网站"
    LANGUAGE = "language-site", "外文网站"


PORTALS = frozenset({SiteKind.PROVINCE_PORTAL, SiteKind.CITY_PORTAL, SiteKind.COUNTY_PORTAL})


class Language(models.TextChoices):
    CHINESE = "zh-hans", "简体中文"
    ENGLISH = "en", "英文"


class DifferenceKind(models.TextChoices):
    """In what way a site's column differs from the standard tree."""

    RENAME = "rename", "改名"
    HIDE = "hide", "显示或隐藏"
    ORDER = "order", "调整次序"
    ADD = "add", "增设"
    SUBSCRIBE = "subscribe", "订阅"


class Requirement(models.TextChoices):
    """Whether a site must keep a column."""

    REQUIRED = "required", "必设"
    RECOMMENDED = "recommended", "建议"
    OPTIONAL = "optional", "可选"
    NOT_HERE = "not_here", "不适用"


class Hidden(models.TextChoices):
    """Why a column is not shown on a site."""

    NO = "", "显示"
    SITE = "site", "本站隐藏"
    FUNCTION = "function", "功能未启用"
    CONDITION = "condition", "不适用于本站"
    ABOVE = "above", "上级栏目未显示"


class Standing(models.TextChoices):
    """How a column stands against its period of update."""

    FRESH = "fresh", "按期更新"
    SOON = "soon", "即将到期"
    OVERDUE = "overdue", "超期未更新"
    EMPTY = "empty", "空栏目"
    FREE = "free", "不按周期检查"


class NoticeKind(models.TextChoices):
    SOON = "soon", "到期提醒"
    OVERDUE = "overdue", "超期催办"


class EmergencyState(models.TextChoices):
    OPEN = "open", "应对中"
    CLOSED = "closed", "已解除"


NEXT: dict[EmergencyState, frozenset[EmergencyState]] = {
    EmergencyState.OPEN: frozenset({EmergencyState.CLOSED}),
    EmergencyState.CLOSED: frozenset(),
}


class EmergencyLevel(models.TextChoices):
    """突发事件应对法 art 63: the first level is red, the lowest blue; ``notice`` carries no colour."""

    RED = "red", "红色（一级）"
    ORANGE = "orange", "橙色（二级）"
    YELLOW = "yellow", "黄色（三级）"
    BLUE = "blue", "蓝色（四级）"
    NOTICE = "notice", "提示"


class EmergencyKind(models.TextChoices):
    """突发事件应对法 art 2: the four kinds of emergencies."""

    NATURAL = "natural", "自然灾害"
    ACCIDENT = "accident", "事故灾难"
    HEALTH = "health", "公共卫生事件"
    SECURITY = "security", "社会安全事件"


def site_kinds() -> list[tuple[str, str]]:
    return list(SiteKind.choices)


def languages() -> list[tuple[str, str]]:
    return list(Language.choices)


def difference_kinds() -> list[tuple[str, str]]:
    return list(DifferenceKind.choices)


def notice_kinds() -> list[tuple[str, str]]:
    return list(NoticeKind.choices)


def emergency_states() -> list[tuple[str, str]]:
    return list(EmergencyState.choices)


def emergency_levels() -> list[tuple[str, str]]:
    return list(EmergencyLevel.choices)


def emergency_kinds() -> list[tuple[str, str]]:
    return list(EmergencyKind.choices)


class LinkFault(models.TextChoices):
    """Why a reference leads nowhere (the words of the message ``LinksChecked``)."""

    NO_PAGE = "no-page", "没有这个页面"
    WITHDRAWN = "withdrawn", "页面已经撤下"
    SITE_CLOSED = "not-on-this-site", "页面所在的站点已经关闭"
    NO_COLUMN = "no-column", "没有这个栏目"
    NO_FILE = "no-file", "文件没有公开"
    NO_SERVICE = "no-service", "没有这个办事事项"
    NO_EMERGENCY = "no-emergency", "没有这个突发事件专栏"
    NO_ADDRESS = "no-address", "地址写错了"
    NO_ANSWER = "no-answer", "对方网站打不开"


def link_faults() -> list[tuple[str, str]]:
    return list(LinkFault.choices)
