"""Changing a site: its facts, its functions, closing for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from huizheng.inner.sites.actions.changing import changing
from huizheng.inner.sites.actions.checking import check_hosts, checked_name
from huizheng.inner.sites.functions import FUNCTIONS
from huizheng.inner.sites.rules import LONGEST_CLOSURE, NotNow, NotStanding, Refused, TooLong, fitted_colour

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.inner.sites.models import Site
    from huizheng.lib.actors import Actor

_FACTS = ("name", "short_name", "english_name", "colour", "hosts", "footer", "site_code")
FOOTER = ("operator", "phone", "icp", "police", "address", "postcode", "email")


def change_site(slug: str, *, by: Actor, at: dt.datetime, seen: int | None = None, **facts: Any) -> Site:
    """This function will change facts of a site: ``name short_name english_name colour hosts footer site_code``.

    A colour on which white words could not be read is darkened until they can (WCAG 2.2, 1.4.3). Raises ``NotYours``,
    ``ChangedMeanwhile``, ``NameTaken`` for another site's host, and ``Refused`` with the field at fault.
    """
    if unknown := set(facts) - set(_FACTS):
        raise TypeError(f"a site has no {', '.join(sorted(unknown))}")
    with changing(slug, "change", by=by, at=at, seen=seen, facts={"changed": sorted(facts)}) as site:
        for key, value in facts.items():
            match key:
                case "name" | "short_name" | "english_name":
                    setattr(site, key, checked_name(value, field=key))
                case "colour":
                    site.colour = fitted_colour(value)
                case "hosts":
                    site.hosts = check_hosts(value, of=site.slug)
                case "footer":
                    site.footer = site.footer | {
                        name: str(value[name]).strip()[:120] for name in FOOTER if name in value
                    }
                case _:
                    setattr(site, key, value)
    return site


def switch_function(slug: str, *, function: str, on: bool, by: Actor, at: dt.datetime, seen: int | None = None) -> Site:
    """This function will switch a function of a site on or off; its columns appear or disappear with it.

    Raises ``NotStanding`` for one the product does not have, ``NotNow`` when it is so already, ``NotYours``.
    """
    if function not in FUNCTIONS:
        raise Refused("没有这项功能。", field="function")
    if on and not FUNCTIONS[function].stands:
        raise NotStanding(f"“{FUNCTIONS[function].label}”功能尚未建成，建成后才能启用。", field="function")
    with changing(slug, "switch", by=by, at=at, seen=seen, facts={"function": function, "on": on}) as site:
        if bool(site.functions.get(function, FUNCTIONS[function].stands)) == on:
            raise NotNow("这项功能已经是这样，不用再切换。", field="function")
        site.functions = {**site.functions, function: on}
    return site


def close_site(
    slug: str, *, until: dt.datetime, reason: str, by: Actor, at: dt.datetime, seen: int | None = None
) -> Site:
    """This function will close a site for a while, at most 30 days (政府网站发展指引, 国办发〔2017〕47号).

    Raises ``TooLong``, ``NotNow`` when it is closed, ``Refused`` without a reason or with a day that is past.
    """
    if not reason.strip():
        raise Refused("请写明关闭的原因，访问者会看到。", field="reason")
    if until <= at:
        raise Refused("请选择今天之后的恢复日期。", field="until")
    if until - at > LONGEST_CLOSURE:
        raise TooLong(f"临时关闭最长 {LONGEST_CLOSURE.days} 天，请选择更早的恢复日期。", field="until")
    with changing(slug, "close", by=by, at=at, seen=seen, facts={"until": until.isoformat()}) as site:
        if not site.is_open:
            raise NotNow("站点已经关闭。")
        site.closed_at, site.closed_until, site.closed_reason = at, until, reason.strip()[:200]
    return site


def reopen_site(slug: str, *, by: Actor, at: dt.datetime, seen: int | None = None) -> Site:
    """This function will open a closed site again. Raises ``NotNow`` when it is open, ``NotYours``."""
    with changing(slug, "reopen", by=by, at=at, seen=seen) as site:
        if site.is_open:
            raise NotNow("站点正在正常开放。")
        site.closed_at, site.closed_until, site.closed_reason = None, None, ""
    return site
