"""How one gets about: breadcrumbs, tabs, pages, buttons, filters, headings."""

from __future__ import annotations

from typing import Any

from django.template import Context, Library
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from huizheng.commons.design.components.content import icon
from huizheng.commons.design.components.reading import read, words

register = Library()


@register.filter
def sheets(names: str) -> list[str]:
    """The addresses of our style sheets, given their names with spaces between."""
    return [static(f"design/{name}.css") for name in names.split()]


@register.simple_tag
def skip_link(target: str = "main", label: str = "") -> SafeString:
    """The first thing the keyboard meets."""
    return format_html('<a class="hz-skip-link" href="#{}">{}</a>', target, label or gettext("跳到主要内容"))


@register.simple_tag
def button(
    label: str,
    href: str = "",
    variant: str = "primary",
    icon_name: str = "",
    type: str = "submit",
    **attributes: Any,
) -> SafeString:
    """A button, or a link that looks like one when ``href`` is given.

    Variants: primary, secondary, quiet, danger. Further attributes (``name``, ``value``, ``form``, ``formaction``,
    ``data_hx_get`` …) are set as given, ``_`` written as ``-``; true sets a bare attribute, false and empty leave it
    out.
    """
    extra = format_html_join(
        "",
        '{}="{}"',
        (
            (f" {name.replace('_', '-')}", "" if value is True else value)
            for name, value in attributes.items()
            if value not in ("", None, False)
        ),
    )
    inside = format_html("{}{}", icon(icon_name) if icon_name else "", label)
    if href:
        return format_html('<a class="hz-button hz-button--{}" href="{}"{}>{}</a>', variant, href, extra, inside)
    return format_html('<button class="hz-button hz-button--{}" type="{}"{}>{}</button>', variant, type, extra, inside)


@register.inclusion_tag("design/components/breadcrumbs.html")
def breadcrumbs(items: Any) -> dict[str, Any]:
    """Where this page stands: links ``{label, url}`` or pairs; the last, without address, is this page."""
    return {"items": [_link(item) for item in items or ()]}


@register.inclusion_tag("design/components/tabs.html")
def tabs(items: Any, current: str | None = None, label: str = "") -> dict[str, Any]:
    """Links that look like tabs: ``{key, label, url, count}``; each is a page of its own, so no script is needed."""
    shown = []
    for item in items or ():
        entry = words(item, "key", "label", "url", "count")
        entry["current"] = bool(read(item, "current", default=False)) or (
            current is not None and entry["key"] == current
        )
        shown.append(entry)
    return {"items": shown, "label": label or gettext("分类")}


@register.inclusion_tag("design/components/pagination.html", takes_context=True)
def pagination(
    context: Context, older: str = "", newer: str = "", note: str = "", parameter: str = ""
) -> dict[str, Any]:
    """Keyset pages: addresses of the newer and the older page; with ``parameter``, cursors for this address."""
    request = context.get("request")
    if parameter and request is not None:
        older, newer = (_with(request, parameter, cursor) if cursor else "" for cursor in (older, newer))
    return {"older": older, "newer": newer, "note": note}


def _with(request: Any, parameter: str, cursor: str) -> str:
    query = request.GET.copy()
    query[parameter] = cursor
    return f"?{query.urlencode()}"


@register.inclusion_tag("design/components/page_header.html")
def page_header(
    title: str, lead: str = "", kicker: str = "", tag_text: str = "", tag_tone: str = "neutral"
) -> dict[str, Any]:
    """The heading of a page: what it is, one sentence, and its state as a chip."""
    return {"title": title, "lead": lead, "kicker": kicker, "tag_text": tag_text, "tag_tone": tag_tone}


@register.simple_block_tag(takes_context=True, end_name="endfilter_panel")
def filter_panel(
    context: Context,
    content: str,
    action: str = "",
    submit: str = "",
    reset: str = "",
    title: str = "",
    target: str = "",
) -> SafeString:
    """A GET form around any fields. With ``target`` (a CSS selector) htmx exchanges only that part of the page."""
    request = context.get("request")
    address = action or (request.path if request is not None else "")
    enhance = (
        format_html(
            ' data-hx-get="{0}" data-hx-target="{1}" data-hx-select="{1}" data-hx-swap="outerHTML"'
            ' data-hx-push-url="true"',
            address,
            target,
        )
        if target
        else ""
    )
    again = (
        format_html('<a class="hz-button hz-button--quiet" href="{}">{}</a>', reset, gettext("清除条件"))
        if reset
        else ""
    )
    return format_html(
        '<form class="hz-filter" method="get" action="{}" role="search" aria-label="{}"{}>'
        '<div class="hz-filter__fields">{}</div>'
        '<div class="hz-filter__actions">'
        '<button class="hz-button hz-button--secondary" type="submit">{}</button>{}</div></form>',
        address,
        title or gettext("筛选条件"),
        enhance,
        content,
        submit or gettext("筛选"),
        again,
    )


def _link(item: Any) -> dict[str, Any]:
    if isinstance(item, (tuple, list)):
        return {"label": item[0], "url": item[1] if len(item) > 1 else ""}
    return words(item, "label", "url")
