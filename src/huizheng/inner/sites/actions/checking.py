"""What an entry about a site must be like. Each refusal names the field and says what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huizheng.inner.sites.models import Site
from huizheng.inner.sites.rules import HOST, LONGEST_NAME, SLUG, STEP, TAKEN_NAMES, NameTaken, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST_ENGLISH = 160
_MOST_HOSTS = 8


def checked_name(text: str, *, field: str) -> str:
    """Return the name without spaces around; raises ``Refused`` for an empty or too long one."""
    name = " ".join(str(text).split())
    longest = _LONGEST_ENGLISH if field == "english_name" else LONGEST_NAME
    if not name:
        raise Refused("请填写名称。", field=field)
    if len(name) > longest:
        raise Refused(f"名称最多 {longest} 个字，请写短一些。", field=field)
    return name


def checked_slug(text: str) -> str:
    """Return the address of a new site; raises ``Refused`` for its shape, ``NameTaken``."""
    slug = text.strip().lower()
    if not SLUG.fullmatch(slug) or "--" in slug:
        raise Refused("站点标识用小写字母开头，可含数字和连字符，3 至 40 个字符，例如 hefei。", field="slug")
    if slug in TAKEN_NAMES or Site.objects.filter(slug=slug).exists():
        raise NameTaken(f"“{slug}”已经有站点使用，请换一个。", field="slug")
    return slug


def check_hosts(texts: Iterable[str], *, of: str) -> list[str]:
    """Return the domain names of a site; raises ``Refused`` for what is none, ``NameTaken`` for another site's."""
    hosts = list(dict.fromkeys(text.strip().lower().rstrip(".") for text in texts if text.strip()))
    if len(hosts) > _MOST_HOSTS:
        raise Refused(f"一个站点最多 {_MOST_HOSTS} 个域名。", field="hosts")
    for host in hosts:
        if not HOST.fullmatch(host):
            raise Refused(f"“{host}”不是完整的域名，请写成 www.hefei.gov.cn 这样。", field="hosts")
    if hosts and (other := Site.objects.filter(hosts__overlap=hosts).exclude(slug=of).first()):
        raise NameTaken(f"这个域名已经由“{other.name}”使用。一个域名只能属于一个站点。", field="hosts")
    return hosts


def checked_step(text: str) -> str:
    """Return the last step of a new column's address; raises ``Refused``."""
    step = text.strip().lower()
    if not STEP.fullmatch(step):
        raise Refused("栏目地址用小写字母、数字和连字符，例如 work-plans。", field="path")
    return step
