"""For other rooms' tests: the sites of the cluster, and who keeps them."""

from __future__ import annotations

from huizheng.commons.reference.testing import given_portals, given_reference
from huizheng.inner.organs.api import Duty, Official
from huizheng.inner.organs.testing import given_official
from huizheng.inner.sites.management.loading import load_sites
from huizheng.inner.sites.models import Site
from huizheng.inner.sites.queries import site

PROVINCE = "340000-general-office"
HEFEI = "340100-general-office"


def given_sites() -> None:
    """Load every place, organ and site, as a fresh installation has them; takes about two seconds."""
    given_reference()
    load_sites()


def given_site(slug: str = "hefei") -> Site:
    """Return a site of the cluster; it is opened, with those above it, when it is missing."""
    if not Site.objects.filter(slug=slug).exists():
        given_portals(slug)
        load_sites()
    return site(slug)


def given_site_admin(organ_key: str = PROVINCE) -> Official:
    """Return a new official who administers the sites of an organ, and those below its portal."""
    return given_official(organ_key, Duty.SITE_ADMIN)
