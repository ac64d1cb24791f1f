"""Runs with the settings of the public network: prints what Wagtail is to serve, one JSON document.

The columns of a site with the sections of its home page, its articles, and articles of other sites until there are
as many as asked for: ``gathering.py SITE PAGES``.
"""

from __future__ import annotations

import json
import sys

import django

django.setup()

from django.db import connection  # noqa: E402 - the settings first

from huizheng.outer.portal.web.parts.plans import plan_of  # noqa: E402
from huizheng.outer.portal.web.parts.sections import wants_of  # noqa: E402
from huizheng.outer.sites import api as sites  # noqa: E402

slug, count = sys.argv[1], int(sys.argv[2])
site = sites.site(slug)
assert site is not None, f"there is no site {slug}"
with connection.cursor() as cursor:
    cursor.execute(
        'SELECT number, site, "column", title, summary, source, published_at, parts::text FROM sites_page'
        " WHERE state = 'shown' AND language = %s ORDER BY site <> %s, site, number LIMIT %s",
        [site.language, slug, count],
    )
    rows = cursor.fetchall()
found = {
    "site": slug,
    "name": site.name,
    "columns": [{"path": each.path, "name": each.name} for each in site.columns.values()],
    "sections": [[want.column, want.limit] for want in wants_of(site, plan_of(site))],
    "articles": [
        {
            "number": number, "site": whose, "column": column, "title": title, "summary": summary, "source": source,
            "published_at": published_at.isoformat(),
            "html": "".join(str(part.get("html", "")) for part in json.loads(parts)),
        }
        for number, whose, column, title, summary, source, published_at, parts in rows
    ],
}  # fmt: skip
sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
