"""Ready words and links for the pages of the entrance."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal
from urllib.parse import urlencode

from django.core.cache import cache
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from huizheng.commons.reference import api as reference
from huizheng.outer.guides import api as guides
from huizheng.outer.portal import closure
from huizheng.outer.portal.web.theme_icons import icon_of

Audience = Literal["person", "corp"]
AUDIENCES: tuple[Audience, ...] = ("person", "corp")
MOST_SHOWN = 8
TEN_MINUTES = 600


def english() -> bool:
    return get_language() == "en"


def services_address(**wanted: str) -> str:
    """Return the address of the service hall's list, narrowed to what is wanted."""
    return f"{reverse('guides:home')}?{urlencode(wanted)}" if wanted else reverse("guides:home")


def entrance(*, audience: Audience, today: dt.date) -> dict[str, Any]:
    """Return what the entrance shows to a person or an enterprise."""
    often = guides.often_used(audience)
    return {
        "audience": audience,
        "audiences": [
            {"key": "person", "label": gettext("个人办事"), "url": "?audience=person#themes"},
            {"key": "corp", "label": gettext("法人办事"), "url": "?audience=corp#themes"},
        ],
        "themes": themes(audience),
        "services": [service(each) for each in often[:MOST_SHOWN]],
        "all_services_url": services_address(audience=audience),
        "steps": steps(),
        "notices": notices(today),
    }


def themes(audience: Audience) -> list[dict[str, Any]]:
    """Return the life events of a person or the stages of an enterprise that hold a service, in the order of a life."""
    return [
        {
            "label": (theme.name_en if english() else "") or theme.name,
            "count": theme.count,
            "url": reverse("guides:theme", args=[audience, theme.code]),
            "icon": icon_of(audience, theme.code),
        }
        for theme in guides.themes(audience)
        if theme.count
    ]


def service(each: guides.Service) -> dict[str, str]:
    """Return one much-used service: its name, and what people ask first: must I come, and how long."""
    name = (each.name_en if english() else "") or each.name
    come = gettext("不用到现场") if not each.visits else gettext("到现场 %(n)s 次") % {"n": each.visits}
    if not each.promised_n:
        wait = gettext("当场办结")
    elif each.promised_unit == "working":
        wait = gettext("%(n)s 个工作日办结") % {"n": each.promised_n}
    else:
        wait = gettext("%(n)s 日办结") % {"n": each.promised_n}
    return {"name": name, "url": reverse("guides:guide", args=[each.slug]), "come": come, "wait": wait}


def steps() -> list[dict[str, str]]:
    """Return, in people's words, what happens between the two networks."""
    return [
        {
            "number": gettext("壹"),
            "title": gettext("您在网上提交"),
            "text": gettext("按指南填表、传材料，提交后马上得到办件编号和回执。内容加密后送出，公众网上没有人能打开。"),
        },
        {
            "number": gettext("贰"),
            "title": gettext("机关在内网办理"),
            "text": gettext("材料不全，五个工作日内一次说清要补什么。每一步什么时候到期、为什么暂停，都写明依据。"),
        },
        {
            "number": gettext("叁"),
            "title": gettext("结果回到您手里"),
            "text": gettext("进度、文书和结果都回到这里，短信或邮件提醒您。办完之后，请您评价。"),
        },
    ]


def notices(today: dt.date) -> list[dict[str, str]]:
    """Return what everybody should know: the next days off and what they do to time limits, and that this is a show."""
    found = []
    if coming := _next_closure(today):
        text = gettext(
            "%(first)s至%(last)s放假，窗口不对外办公。网上可以照常提交；办理期限只算工作日，相应顺延。",
        )
        days = {name: date_format(getattr(coming, name), "MONTH_DAY_FORMAT") for name in ("first", "last")}
        title = gettext("%(holiday)s放假安排") % {"holiday": gettext(coming.holiday)}
        found.append({"title": title, "text": text % days})
    text = gettext(
        "页面上的机关名称、电话、备案号和事项数据用于演示。办理真实业务请到当地政务服务中心或官方网站。",
    )
    return [*found, {"title": gettext("这是演示站点"), "text": text}]


def _next_closure(today: dt.date) -> closure.Closure | None:
    """Return the next holiday; it changes once a year, so a few minutes in memory are safe."""
    key = f"portal:closure:{today}"
    kept: list[closure.Closure | None] | None = cache.get(key)
    if kept is None:
        kept = [closure.next_closure(today)]
        cache.set(key, kept, TEN_MINUTES)
    return kept[0]


def places(*, chosen: str, province: str) -> dict[str, Any]:
    """Return the cities and their counties, the chosen one marked."""
    below: dict[str, list[dict[str, Any]]] = {}
    for county in reference.divisions(tier=reference.Tier.COUNTY):
        below.setdefault(county.parent_id or "", []).append(_place(county, chosen))
    cities = [
        {**_place(city, chosen), "counties": below.get(city.code, [])}
        for city in reference.divisions(tier=reference.Tier.CITY)
    ]
    whole = [
        _place(each, chosen) for each in reference.divisions(tier=reference.Tier.PROVINCE) if each.code == province
    ]
    return {"cities": cities, "provinces": whole}


def _place(division: reference.Division, chosen: str) -> dict[str, Any]:
    name = division.english_name if english() and division.english_name else division.name
    return {"code": division.code, "name": name, "current": division.code == chosen}
