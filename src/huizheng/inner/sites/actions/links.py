"""Keeping what the patrol of links found outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from huizheng.inner.sites.models import LONGEST_PATH, BrokenLink, LinkRound, Site
from huizheng.inner.sites.queries import OwnerBook, columns_of
from huizheng.inner.sites.states import LinkFault

if TYPE_CHECKING:
    from huizheng.gate.contracts.publishing import LinksChecked


@transaction.atomic
def keep_links(message: LinksChecked) -> int:
    """This function will keep which links of a site lead nowhere: new ones since this round, mended ones go.

    Links to other hosts stay as they were found until a round asks those hosts again.
    It returns how many stand: none for an unknown site or a round older than the last one. Who owns a link's column
    owes its mending (国办秘函〔2019〕19号: links that do not open are counted against a site).
    """
    found = Site.objects.select_for_update().filter(slug=message.site).first()
    last = LinkRound.objects.filter(site=message.site).first()
    if found is None or (last is not None and last.checked_at >= message.checked_at):
        return 0
    book = OwnerBook([found])
    owners = {each.path: book.owner(found, each.owner_kind) for each in columns_of(found)}
    since = {(each.page, each.link): each.since for each in BrokenLink.objects.filter(site=found)}
    rows: dict[tuple[int, str], BrokenLink] = {}
    for each in message.broken:
        key = (int(each["page"]), str(each["link"])[:300])
        why = each["why"] if each["why"] in LinkFault.values else LinkFault.NO_ADDRESS
        rows[key] = BrokenLink(
            site=found,
            page=key[0],
            title=str(each["title"])[:300],
            path=str(each["column"])[:LONGEST_PATH],
            owner_id=owners.get(each["column"], found.organ_id),
            link=key[1],
            why=why,
            since=since.get(key, message.checked_at),
        )
    gone = BrokenLink.objects.filter(site=found)
    if not message.outside:
        gone = gone.exclude(why=LinkFault.NO_ANSWER)
    gone.delete()
    BrokenLink.objects.bulk_create(rows.values(), batch_size=500)
    LinkRound.objects.update_or_create(
        site=found,
        defaults={
            "checked_at": message.checked_at,
            "pages": message.pages,
            "links": message.links,
            "more": message.more,
        },
    )
    return BrokenLink.objects.filter(site=found).count()
