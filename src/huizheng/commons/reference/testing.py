"""For other rooms' tests: the real places and organs."""

from __future__ import annotations

from functools import cache

from huizheng.commons.reference import fixtures
from huizheng.commons.reference.actions import load_reference
from huizheng.commons.reference.models import Division, Organ, Site

YAOHAI = "340102"
HEFEI = "340100"
ANHUI = "340000"
MARKET_REGULATION = "340102-market-regulation"


@cache
def _formed() -> tuple[list[Division], list[Organ]]:
    """Form names and codes once a test run, not once a test."""
    known = fixtures.divisions()
    return known, fixtures.organs(known)


def given_places(*codes: str) -> None:
    """Load a few divisions with those above them, their towns and all their organs.

    Without codes: the province, Hefei, its Yaohai district (with its town) and Changfeng county.
    """
    known, all_organs = _formed()
    by_code = {division.code: division for division in known}
    wanted: set[str] = set()
    for code in codes or (YAOHAI, "340121"):
        each = by_code.get(code)
        wanted |= {town.code for town in known if town.parent_id == code and len(town.code) > len(code)}
        while each is not None:
            wanted.add(each.code)
            each = by_code.get(each.parent_id or "")
    Division.objects.bulk_create([by_code[code] for code in by_code if code in wanted], ignore_conflicts=True)
    organs = [organ for organ in all_organs if organ.division_id in wanted]
    Organ.objects.bulk_create(organs, ignore_conflicts=True)


def given_reference() -> None:
    """Load every division, organ and site, as a fresh installation has them; takes about a second."""
    load_reference()


def given_portals(*slugs: str) -> None:
    """Load the sites of these slugs with those above them, and the places and organs they need."""
    known = {each.slug: each for each in fixtures.sites()}
    wanted: dict[str, Site] = {}
    for slug in slugs:
        each: Site | None = known[slug]
        while each is not None:
            wanted[each.slug] = each
            each = known.get(each.parent_id or "")
    given_places(*sorted({each.division_id for each in wanted.values()}))
    Site.objects.bulk_create([known[slug] for slug in known if slug in wanted], ignore_conflicts=True)
