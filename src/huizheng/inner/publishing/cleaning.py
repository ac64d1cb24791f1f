"""What may stand in the text of an edition: a short list of tags, and links that lead somewhere safe."""

from __future__ import annotations

import re
from typing import Final

import nh3

TAGS: Final = frozenset(
    [
        "p",
        "h2",
        "h3",
        "h4",
        "ul",
        "ol",
        "li",
        "strong",
        "em",
        "a",
        "blockquote",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "figure",
        "figcaption",
        "img",
        "hr",
        "br",
        "sub",
        "sup",
    ]
)
_ATTRIBUTES: Final = {
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "ol": {"start"},
}
_WHOLE_GONE: Final = {"script", "style", "iframe", "object", "embed", "svg", "math", "template", "noscript", "title"}
# What Wagtail's editor can hold without losing a part of it.
EDITOR_TAGS: Final = frozenset(
    ["p", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "a", "blockquote", "hr", "br", "sub", "sup"]
)
_FILE: Final = re.compile(r"file:[0-9a-f]{64}")
_HREF: Final = re.compile(r"(?:https?://|mailto:|tel:|/(?!/)|#)", re.IGNORECASE)
_TAG: Final = re.compile(r"<\s*([a-zA-Z0-9]+)")
_RENAMED: Final = (
    (re.compile(r"<(/?)b(?=[\s>])"), r"<\1strong"),
    (re.compile(r"<(/?)i(?=[\s>])"), r"<\1em"),
    (re.compile(r"<(/?)h1(?=[\s>])"), r"<\1h2"),
    (re.compile(r"<(/?)h[56](?=[\s>])"), r"<\1h4"),
)
_EMPTY: Final = re.compile(r"<p>(?:\s|&nbsp;|<br\s*/?>)*</p>")


def clean(html: str) -> str:
    """Return HTML that holds nothing but what ``docs/editions.md`` allows; scripts and styles leave no trace."""
    for pattern, to in _RENAMED:
        html = pattern.sub(to, html)
    cleaned = nh3.clean(
        html,
        tags=set(TAGS),
        clean_content_tags=_WHOLE_GONE,
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        attribute_filter=_attribute,
        url_schemes={"http", "https", "mailto", "tel", "file"},
        link_rel=None,
    )
    return _EMPTY.sub("", cleaned).strip()


def _attribute(tag: str, name: str, value: str) -> str | None:
    if tag == "a" and name == "href":
        return value if _HREF.match(value.strip()) else None
    if tag == "img" and name == "src":
        return value if _FILE.fullmatch(value) else None
    return value


def fits_the_editor(html: str) -> bool:
    """Say whether Wagtail's editor shows all of it: tables and pictures inside a text it would drop."""
    return {tag.lower() for tag in _TAG.findall(html)} <= EDITOR_TAGS
