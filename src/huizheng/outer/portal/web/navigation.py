"""What the frame of every public page shows: navigation, and the facts of the site of the reader's place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from huizheng.commons.design.api import Site, chosen_place, register_nav, register_site
from huizheng.commons.reference import api as reference

if TYPE_CHECKING:
    from django.http import HttpRequest

PROVINCE = "340000"
A_MINUTE = 60


def register() -> None:
    register_nav("outer", "home", _("首页"), "portal:home", 0)
    register_nav("outer", "track", _("查办件"), "applications:query", 30)
    register_nav("outer-footer", "about", _("关于本站"), "portal:about", 10)
    register_nav("outer-footer", "privacy", _("隐私说明"), "portal:privacy", 20)
    register_nav("outer-footer", "accessibility", _("无障碍与长者版"), "portal:accessibility", 30)
    register_nav("outer-footer", "site-map", _("网站地图"), "portal:site_map", 40)
    register_nav("outer-footer", "contact", _("联系我们"), "portal:contact", 50)
    register_site("outer", site_of)


def place_code(request: HttpRequest) -> str:
    """Return the code of the place whose pages are shown: the chosen one, else the province."""
    return chosen_place(request) or PROVINCE


def site_of(request: HttpRequest) -> Site:
    """Return the facts of the site; they change only with the reference data, so a minute in memory is safe."""
    code, language = place_code(request), get_language() or ""
    found: Site | None = cache.get(key := f"portal:site:{code}:{language}")
    if found is None:
        found = _site(code, english=language == "en")
        cache.set(key, found, A_MINUTE)
    return found


def _site(code: str, *, english: bool) -> Site:
    here = reference.site_of_division(code) or reference.site_of_division(PROVINCE)
    demonstration = gettext("（示例）")
    known = Site(
        name=gettext("徽政"),
        place_url=reverse("portal:place"),
        find_error_url=f"{reverse('portal:contact')}#find-error",
        operator=gettext("数据资源管理机构") + demonstration,
        phone=f"0551-0000 0000{demonstration}",
        icp=f"皖ICP备00000000号{demonstration}",
        police=f"皖公网安备 00000000000000号{demonstration}",
    )
    if here is None:  # before the reference data is loaded there is still a page to show
        return known
    return replace(
        known,
        place=here.division.english_name if english and here.division.english_name else here.division.name,
        sponsor=here.organ.english_name if english else here.organ.name,
        site_code=here.site_code + ("" if here.site_code_status == "verified" else demonstration),
    )
