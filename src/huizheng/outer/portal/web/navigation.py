"""What the frame of the hall's pages shows: navigation, and the facts of the site that answers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from huizheng.commons.design.api import Site, chosen_place, register_nav, register_place, register_site
from huizheng.commons.reference import api as reference
from huizheng.outer.portal.web.frame import in_english, mark_of, name_in_two
from huizheng.outer.sites import api as sites

if TYPE_CHECKING:
    from django.http import HttpRequest

PROVINCE = "340000"
A_MINUTE = 60


def register() -> None:
    register_nav("outer", "home", _("首页"), "portal:home", 0)
    register_nav("outer", "entrance", _("政务服务"), "portal:entrance", 10)
    register_nav("outer", "track", _("查办件"), "applications:query", 30)
    register_nav("outer-footer", "about", _("关于本站"), "portal:about", 10)
    register_nav("outer-footer", "privacy", _("隐私说明"), "portal:privacy", 20)
    register_nav("outer-footer", "accessibility", _("无障碍与长者版"), "portal:accessibility", 30)
    register_nav("outer-footer", "site-map", _("网站地图"), "portal:site_map", 40)
    register_nav("outer-footer", "contact", _("联系我们"), "portal:contact", 50)
    register_site("outer", site_of)
    register_place(place_of_site)


def answering(request: HttpRequest) -> sites.Site | None:
    """Return the site that answers a request; looked up once for all that ask."""
    found: sites.Site | None = getattr(request, "_portal_site", None)
    if found is None:
        found = sites.site_by_host(request.get_host())
        request._portal_site = found  # type: ignore[attr-defined] # noqa: SLF001 - kept as long as the request
    return found


def place_of_site(request: HttpRequest) -> str:
    """Return the place of the site that answers; the province's own is no narrower than none."""
    site = answering(request)
    return site.division if site is not None and site.division != PROVINCE else ""


def place_code(request: HttpRequest) -> str:
    """Return the code of the place whose pages are shown: the chosen one, else the site's, else the province."""
    return chosen_place(request) or PROVINCE


def site_of(request: HttpRequest) -> Site:
    """Return the facts of the site; they change only with its release, so a minute in memory is safe."""
    site = answering(request)
    code, language = place_code(request), get_language() or ""
    key = f"portal:site:{site.slug if site else ''}:{site.version if site else 0}:{code}:{language}"
    found: Site | None = cache.get(key)
    if found is None:
        found = _site(site, code, english=language == "en")
        cache.set(key, found, A_MINUTE)
    return found


def _site(site: sites.Site | None, code: str, *, english: bool) -> Site:
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
    if here is not None:
        known = replace(
            known,
            place=here.division.english_name if english and here.division.english_name else here.division.name,
            sponsor=here.organ.english_name if english else here.organ.name,
            site_code=here.site_code + ("" if here.site_code_status == "verified" else demonstration),
        )
    if site is None:  # before the sites have come through the gate there is still a page to show
        return known
    said = in_english if english else str
    footer = {name: said(str(value)) for name, value in site.footer.items()}
    return replace(
        known,
        name=name_in_two(site.title("en" if english else site.language))[0],
        mark=mark_of(site),
        sponsor=known.sponsor if english else site.organ_name or known.sponsor,
        operator=str(footer.get("operator") or known.operator),
        phone=str(footer.get("phone") or known.phone),
        icp=str(footer.get("icp") or known.icp),
        police=str(footer.get("police") or known.police),
        site_code=site.site_code + ("" if site.site_code_status in {"verified", "seen"} else demonstration),
        demonstration=site.demonstration,
    )
