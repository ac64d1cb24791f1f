"""Text of authors, made safe once more on this side: the office has checked it, and the public network trusts nobody.

Headings get an anchor, tables a frame that scrolls on a phone, pictures their released address.
"""

from __future__ import annotations

import re
from itertools import count

import nh3

from huizheng.outer.sites.rendering.addresses import Files, file_address, name_of

TAGS = {
    "p", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "a", "blockquote", "table", "caption", "thead", "tbody",
    "tr", "th", "td", "figure", "figcaption", "img", "hr", "br", "sub", "sup",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "lang"},
    "img": {"src", "alt", "width", "height"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "ol": {"start"},
    "p": {"lang"},
    "blockquote": {"lang"},
}
_PICTURE = re.compile(r'src="file:([0-9a-f]{64})"')
_ELSEWHERE = re.compile(r"^(?!https?://|mailto:|tel:|/(?!/)|#)")
_HEADING = re.compile(r"<h([23])>(.*?)</h\1>", re.DOTALL)
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_BARE_HEAD = re.compile(r"<th(?![^>]*scope)")
_OUTSIDE = re.compile(r'<a href="(https?://[^"]+)"')
_IMG = re.compile(r"<img (?![^>]*loading)")


def clean(html: str, *, files: Files, scroll_label: str = "") -> str:
    """Return only what an edition may hold; a script, a style or a foreign address is gone."""
    html = _PICTURE.sub(lambda found: f'src="{file_address(found[1], name_of(files, found[1]))}"', html)
    safe = nh3.clean(
        html,
        tags=TAGS,
        clean_content_tags={"script", "style"},
        attributes=ATTRIBUTES,
        attribute_filter=_only_known_addresses,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
        strip_comments=True,
    )
    safe = _IMG.sub('<img loading="lazy" decoding="async" ', safe)
    safe = _OUTSIDE.sub(r'<a rel="external noopener" href="\1"', safe)
    return _TABLE.sub(lambda found: _scrolling(found[0], scroll_label), safe)


def _only_known_addresses(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "href" and _ELSEWHERE.match(value):
        return None
    if tag == "img" and attribute == "src" and not value.startswith("/released/"):
        return None
    return value


def _scrolling(table: str, label: str) -> str:
    """A table wider than a phone scrolls in its own frame, which a keyboard reaches too."""
    table = _BARE_HEAD.sub('<th scope="col"', table)
    return f'<div class="hz-scroll" role="region" tabindex="0" aria-label="{label}">{table}</div>'


def with_anchors(html: str, numbers: count[int]) -> tuple[str, list[tuple[str, str]]]:
    """Return the text with an anchor on each second-level heading, and those anchors with their words."""
    found: list[tuple[str, str]] = []

    def mark(heading: re.Match[str]) -> str:
        if heading[1] != "2":
            return heading[0]
        anchor = f"part-{next(numbers)}"
        found.append((anchor, nh3.clean(heading[2], tags=set())))
        return f'<h2 id="{anchor}">{heading[2]}</h2>'

    return _HEADING.sub(mark, html), found
