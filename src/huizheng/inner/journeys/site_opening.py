"""A new site's first item: ``sites`` opens the site, ``publishing`` keeps the text as a draft of the site's writers.

Neither room knows the other. The draft belongs to the site's own writers, who read it, hand it in and see it through
three reviews like any other page.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from huizheng.inner.publishing import api as publishing
from huizheng.lib.actors import SYSTEM

if TYPE_CHECKING:
    import datetime as dt

_SUMMARY = 120


def begin_first_item(*, site: str, item: dict[str, Any], at: dt.datetime) -> publishing.Manuscript | None:
    """This function will draft what a new site is to say first, once; an empty item drafts nothing.

    Returns the draft, or the one that stands already.
    """
    if not item:
        return None
    standing = publishing.Manuscript.objects.filter(site=site, column=item["column"], title=item["title"]).first()
    if standing is not None:
        return standing
    paragraphs = [line.strip() for line in item["text"].splitlines() if line.strip()]
    body = "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in paragraphs)
    return publishing.start_page(
        site=site,
        column=item["column"],
        title=item["title"],
        values={"summary": paragraphs[0][:_SUMMARY], "body": [{"type": "text", "value": body}]},
        by=SYSTEM,
        at=at,
    )
