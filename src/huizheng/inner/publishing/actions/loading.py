"""Editions that come as documents: the demonstration's content, and whatever another system has already reviewed."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection, transaction

from huizheng.commons.audit.api import record
from huizheng.gate.contracts.editions import check_edition, digest_of
from huizheng.inner.publishing.carrying import entry, portions, send_editions
from huizheng.inner.publishing.errors import NoSuchColumn
from huizheng.inner.publishing.models import Bundle, Edition, Manuscript
from huizheng.inner.publishing.models.manuscripts import NUMBERS
from huizheng.inner.publishing.states import CHAIN_ALERT, CHAIN_THREE, State
from huizheng.inner.sites.api import OwnerBook, Site, all_sites, columns_of, note_releases
from huizheng.lib.actors import SYSTEM, Actor

Document = dict[str, Any]
_LOCK = 20_261_124  # one loader at a time


def load_editions(
    documents: Iterable[Document],
    *,
    at: dt.datetime,
    by: Actor = SYSTEM,
    progress: Callable[[int], None] = lambda _: None,
) -> int:
    """This function will enter reviewed documents as released pages, thousands in seconds, and send them outside.

    Idempotent by page: one that is known is left as it is. ``progress`` hears how many are done. Working copies are
    made when a page is first revised. A document without ``number`` draws one. Each bundle of a site is one
    transaction. Raises ``NotAnEdition`` and ``NoSuchColumn`` before anything of that bundle is written. Only the
    system loads: what people write goes through review.
    """
    if by != SYSTEM:
        raise PermissionError("only the system enters what was reviewed elsewhere")
    by_site: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        by_site[document["site"]].append(document)
    sites = {each.slug: each for each in all_sites().filter(slug__in=by_site)}
    owners = OwnerBook(list(sites.values()))
    done = 0
    for slug in sorted(by_site):
        found = sites[slug]
        columns = {each.path: (owners.owner(found, each.owner_kind), each.review_chain) for each in columns_of(found)}
        for portion in portions(by_site[slug]):
            done += _load(found, columns, portion, at=at, by=by)
            progress(done)
    return done


@transaction.atomic
def _load(
    site: Site, columns: dict[str, tuple[str, str]], documents: list[Document], *, at: dt.datetime, by: Actor
) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    keys = [uuid.UUID(document["page"]) for document in documents]
    known = set(Manuscript.objects.filter(key__in=keys).values_list("key", flat=True))
    fresh = [document for key, document in zip(keys, documents, strict=True) if key not in known]
    if not fresh:
        return 0
    numbered = _numbered(fresh)
    bundle = Bundle.objects.create(
        key=uuid.uuid4(), site=site.slug, size=len(numbered), released_at=at, released_by=str(by)
    )
    manuscripts, editions = [], []
    for document in numbered:
        check_edition(document)
        if document["column"] not in columns:
            raise NoSuchColumn(f"网站“{site.slug}”没有栏目“{document['column']}”。")
        owner, chain = columns[document["column"]]
        manuscript = Manuscript(
            number=document["number"],
            key=uuid.UUID(document["page"]),
            site=site.slug,
            column=document["column"],
            kind=document["kind"],
            title=document["title"],
            organ_id=site.organ_id,
            owner_id=owner,
            chain=CHAIN_ALERT if chain == "alert" else CHAIN_THREE,
            state=State.DRAFT,
            version=document["version"],
            author=str(by),
            moved_by=str(by),
            moved_at=min(dt.datetime.fromisoformat(document["published_at"]), at),
            created_at=at,
            expires_at=dt.datetime.fromisoformat(document["expires_at"]) if document["expires_at"] else None,
            is_demonstration=document["demonstration"],
        )
        manuscripts.append(manuscript)
        editions.append(
            Edition(
                manuscript=manuscript,
                version=document["version"],
                document=document,
                sm3=digest_of(document),
                bundle=bundle,
                released_at=at,
                released_by=str(by),
            )
        )
    Manuscript.objects.bulk_create(manuscripts, batch_size=500)
    Edition.objects.bulk_create(editions, batch_size=200)
    with connection.cursor() as cursor:
        cursor.execute(_MADE_CURRENT, [State.RELEASED, bundle.key])
    newest: dict[str, dt.datetime] = {}
    for each in manuscripts:
        newest[each.column] = max(each.moved_at, newest.get(each.column, each.moved_at))
    note_releases((site.slug, column, moved_at) for column, moved_at in newest.items())
    send_editions(
        site=site.slug, bundle=bundle.key, entries=[entry(each.document, each.sm3) for each in editions], at=at
    )
    record(
        actor=by,
        action="publishing:bundle:load",
        target=("bundle", str(bundle.key)),
        facts={"site": site.slug, "size": len(editions)},
        at=at,
    )
    return len(editions)


_BROUGHT = "SELECT setval(%s, greatest(%s, (SELECT last_value FROM publishing_page_number)))"
_MADE_CURRENT = """
UPDATE publishing_manuscript m SET current_id = e.id, state = %s
FROM publishing_edition e WHERE e.manuscript_id = m.number AND e.bundle_id = %s
"""


def _numbered(documents: list[Document]) -> list[Document]:
    """Give a number to those without one, or whose number is another page's; numbers brought are never drawn again."""
    brought = {document["number"] for document in documents if document.get("number")}
    free = brought - set(Manuscript.objects.filter(pk__in=brought).values_list("pk", flat=True))
    with connection.cursor() as cursor:
        if free:
            cursor.execute(_BROUGHT, [NUMBERS, max(free)])
        wanted = sum(document.get("number") not in free for document in documents)
        cursor.execute("SELECT nextval(%s) FROM generate_series(1, %s)", [NUMBERS, wanted])
        drawn = iter([row[0] for row in cursor.fetchall()])
    return [
        document if document.get("number") in free else {**document, "number": next(drawn)} for document in documents
    ]
