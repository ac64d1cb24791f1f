"""Ready words and links for the pages of the entrance."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from huizheng.commons.reference import api as reference
from huizheng.outer.portal import closure
from huizheng.outer.portal.web.theme_icons import icon_of

AUDIENCES = {"person": "person_theme", "corp": "corp_theme"}


def english() -> bool:
    return get_language() == "en"


def services_address(**wanted: str) -> str:
    """Return the address of the service hall's list, narrowed to what is wanted."""
    found = address("guides:home")
    return f"{found}?{urlencode(wanted)}" if wanted else found


def address(name: str) -> str:
    """Return the address of another room's page, or of the entrance when that room does not stand."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return "/"


def home(*, audience: str, place: str, today: dt.date) -> dict[str, Any]:
    """Return what the home page shows to a person or an enterprise in a place."""
    return {
        "audience": audience,
        "audiences": [
            {"key": "person", "label": gettext("个人办事"), "url": "?audience=person#themes"},
            {"key": "corp", "label": gettext("法人办事"), "url": "?audience=corp#themes"},
        ],
        "themes": themes(audience),
        "search_url": services_address(),
        "all_services_url": services_address(audience=audience),
        "suggestions": [
            {"label": label, "url": services_address(q=label)}
            for label in (gettext("个体工商户"), gettext("食品经营许可"), gettext("社会保障卡"), gettext("生育登记"))
        ],
        "steps": steps(),
        "track_url": address("applications:query"),
        "place": place,
        "notices": notices(today),
    }


def themes(audience: str) -> list[dict[str, Any]]:
    """Return the life events of a person or the stages of an enterprise, as links into the service hall."""
    return [
        {
            "label": code.label_en if english() else code.label,
            "url": services_address(audience=audience, theme=code.value),
            "icon": icon_of(audience, code.value),
        }
        for code in reference.code_list(AUDIENCES[audience])
    ]


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
    if coming := closure.next_closure(today):
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


def site_map(*, home: str) -> dict[str, Any]:
    """Return every public page by group."""
    services = [(gettext("全部事项"), services_address())] if apps.is_installed("huizheng.outer.guides") else []
    return {
        "groups": [
            {
                "title": gettext("办事"),
                "links": [(gettext("首页"), home), *services, (gettext("选择地区"), reverse("portal:place"))],
            },
            {
                "title": gettext("个人办事"),
                "links": [(theme["label"], theme["url"]) for theme in themes("person")],
            },
            {
                "title": gettext("法人办事"),
                "links": [(theme["label"], theme["url"]) for theme in themes("corp")],
            },
            {
                "title": gettext("关于本站"),
                "links": [
                    (gettext("关于本站"), reverse("portal:about")),
                    (gettext("隐私说明"), reverse("portal:privacy")),
                    (gettext("无障碍与长者版"), reverse("portal:accessibility")),
                    (gettext("联系我们"), reverse("portal:contact")),
                ],
            },
        ],
    }
