"""What a page says: status chips, banners, timelines, lists, figures."""

from __future__ import annotations

import re
from typing import Any

from django.contrib.messages import get_messages
from django.template import Context, Library
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huizheng.commons.design.components.reading import read, words

register = Library()

_DAY = re.compile(r"\d{4}(年\d{1,2}月\d{1,2}日|-\d\d-\d\d)( \d\d:\d\d)?")
TONES = ("neutral", "info", "success", "warning", "danger")
MESSAGE_TONES = {
    "debug": "info",
    "info": "info",
    "success": "success",
    "warning": "warning",
    "error": "danger",
}
BANNER_ICONS = {
    "info": "info",
    "success": "check",
    "warning": "warning",
    "danger": "warning",
    "neutral": "info",
}
STEP_STATES = {
    "done": _("已完成"),
    "current": _("进行中"),
    "todo": _("未开始"),
    "failed": _("未通过"),
    "paused": _("已暂停"),
}


def tone_of(tone: str) -> str:
    return tone if tone in TONES else "neutral"


@register.simple_tag
def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """Draw one icon of our sprite; without a label it is decoration and hidden from screen readers."""
    classes = f"hz-icon hz-icon--{size}" if size else "hz-icon"
    address = f"{static('design/icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="{}" role="img" aria-label="{}"><use href="{}"></use></svg>', classes, label, address
        )
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}"></use></svg>', classes, address
    )


@register.simple_tag
def tag(text: str, tone: str = "neutral") -> SafeString:
    """A status chip: the words carry the meaning, the tone only helps."""
    return format_html('<span class="hz-tag hz-tag--{}">{}</span>', tone_of(tone), text)


@register.simple_tag
def seal(text: str = "徽政", size: str = "") -> SafeString:
    """The square seal mark, in relief, read from right to left as on paper; decoration only."""
    classes = f"hz-seal hz-seal--{size}" if size else "hz-seal"
    return format_html(
        '<span class="{}" aria-hidden="true"><span class="hz-seal__text" lang="zh-hans">{}</span></span>', classes, text
    )


@register.inclusion_tag("design/components/banner.html")
def banner(text: str, tone: str = "info", title: str = "", href: str = "", link: str = "") -> dict[str, Any]:
    """One message of one tone, with an optional title and link."""
    tone = tone_of(tone)
    return {
        "text": text,
        "tone": tone,
        "title": title,
        "href": href,
        "link": link,
        "icon": BANNER_ICONS[tone],
        "role": "alert" if tone == "danger" else "status",
    }


@register.simple_block_tag(end_name="endnotice")
def notice(content: str, tone: str = "info", title: str = "") -> SafeString:
    """A banner around any content."""
    tone = tone_of(tone)
    head = format_html('<p class="hz-banner__title">{}</p>', title) if title else ""
    return format_html(
        '<div class="hz-banner hz-banner--{}">{}<div class="hz-banner__body">{}{}</div></div>',
        tone,
        icon(BANNER_ICONS[tone]),
        head,
        content,
    )


@register.inclusion_tag("design/components/messages.html", takes_context=True)
def page_messages(context: Context) -> dict[str, Any]:
    """Django's messages as banners."""
    request = context.get("request")
    found = get_messages(request) if request is not None else ()
    return {
        "messages": [
            {"text": message.message, "tone": MESSAGE_TONES.get(message.level_tag, "info")} for message in found
        ],
    }


@register.inclusion_tag("design/components/notification.html")
def notification_banner(
    title: str, text: str = "", href: str = "", link: str = "", tone: str = "info"
) -> dict[str, Any]:
    """The one important thing above the content: a deadline that is near, a correction that is asked for."""
    return {"title": title, "text": text, "href": href, "link": link, "tone": tone_of(tone)}


@register.inclusion_tag("design/components/timeline.html")
def timeline(entries: Any, label: str = "") -> dict[str, Any]:
    """Steps with ``title, state (done/current/todo/failed/paused), date, note, by, links=[{label, url}]``."""
    shown = []
    for entry in entries or ():
        step = words(entry, "title", "date", "note", "by")
        step["state"] = read(entry, "state", "todo")
        step["state_label"] = STEP_STATES.get(step["state"], "")
        step["links"] = [words(link, "label", "url", "note") for link in read(entry, "links", ())]
        shown.append(step)
    return {"entries": shown, "label": label or gettext("办理进度")}


@register.inclusion_tag("design/components/summary_list.html")
def summary_list(rows: Any, title: str = "", heading_level: int = 2) -> dict[str, Any]:
    """Rows of ``label, value`` (text or list); optionally ``href`` and ``link`` to change it, ``note``, ``tone``."""
    shown = []
    for given in rows or ():
        row = {"label": given[0], "value": given[1]} if isinstance(given, (tuple, list)) else given
        entry = words(row, "label", "value", "href", "link", "note", "tone", "url")
        entry["many"] = isinstance(entry["value"], (list, tuple))
        shown.append(entry)
    return {"rows": shown, "title": title, "heading_level": heading_level}


@register.inclusion_tag("design/components/empty_state.html")
def empty_state(title: str, text: str = "", href: str = "", link: str = "", icon_name: str = "inbox") -> dict[str, Any]:
    """Nothing to show: says why, and what to do next."""
    return {"title": title, "text": text, "href": href, "link": link, "icon": icon_name}


@register.inclusion_tag("design/components/key_figure.html")
def key_figure(
    value: Any,
    label: str,
    unit: str = "",
    note: str = "",
    href: str = "",
    tone: str = "neutral",
) -> dict[str, Any]:
    """A number that matters, its unit and its meaning."""
    return {"value": value, "label": label, "unit": unit, "note": note, "href": href, "tone": tone_of(tone)}


@register.inclusion_tag("design/components/progress_bar.html")
def progress_bar(value: float, maximum: float = 100, label: str = "", note: str = "") -> dict[str, Any]:
    """How far something is; the number is written beside it."""
    share = 0 if not maximum else max(0, min(100, round(100 * float(value) / float(maximum))))
    return {"value": value, "maximum": maximum, "label": label, "note": note, "percent": share}


@register.inclusion_tag("design/components/steps.html")
def steps(items: Any, current: int = 1, label: str = "") -> dict[str, Any]:
    """The indicator of a multi-page task: ``items`` are texts or ``{label, url}``, ``current`` counts from 1."""
    shown = []
    for number, item in enumerate(items or (), start=1):
        entry = {"label": item, "url": ""} if isinstance(item, str) else words(item, "label", "url")
        entry["number"] = str(number)
        entry["state"] = "done" if number < current else "current" if number == current else "todo"
        shown.append(entry)
    return {"steps": shown, "current": current, "total": len(shown), "label": label or gettext("步骤")}


@register.inclusion_tag("design/components/result_panel.html")
def result_panel(
    title: str,
    number: str = "",
    number_label: str = "",
    code: str = "",
    code_label: str = "",
    text: str = "",
) -> dict[str, Any]:
    """The page after an act succeeded: what happened, and the number to keep."""
    return {
        "title": title,
        "number": number,
        "number_label": number_label or gettext("办件编号"),
        "code": code,
        "code_label": code_label or gettext("查询码"),
        "text": text,
    }


@register.simple_block_tag(end_name="endinset")
def inset(content: str) -> SafeString:
    """Text set apart: a quotation of the law, a remark."""
    return format_html('<div class="hz-inset">{}</div>', content)


@register.simple_block_tag(end_name="enddetails")
def details(content: str, summary: str, opened: bool = False) -> SafeString:
    """More to read for whoever wants it."""
    return format_html(
        '<details class="hz-details"{}><summary class="hz-details__summary">{}</summary>'
        '<div class="hz-details__body">{}</div></details>',
        mark_safe(" open") if opened else "",
        summary,
        content,
    )


@register.simple_block_tag(end_name="endpanel")
def panel(content: str, title: str = "", tone: str = "neutral", level: int = 2) -> SafeString:
    """A card with a title around any content."""
    head = format_html('<h{0} class="hz-panel__title">{1}</h{0}>', int(level), title) if title else ""
    return format_html('<section class="hz-panel hz-panel--{}">{}{}</section>', tone_of(tone), head, content)


@register.inclusion_tag("design/components/data_table.html")
def data_table(
    columns: Any,
    rows: Any,
    caption: str = "",
    empty: str = "",
    show_caption: bool = False,
) -> dict[str, Any]:
    """A table that becomes cards on a phone.

    ``columns``: ``{key, label, numeric, strong}`` or pairs ``(key, label)``. ``rows``: dicts or dataclasses. A cell is
    a text or ``{text, href, tone, note}``; the first column, or the one marked ``strong``, heads the card.
    """
    heads = []
    for position, given in enumerate(columns):
        column = {"key": given[0], "label": given[1]} if isinstance(given, (tuple, list)) else given
        head = words(column, "key", "label", "numeric")
        head["strong"] = read(column, "strong", default=position == 0)
        heads.append(head)
    lines = [
        {
            "cells": [_cell(read(row, head["key"]), head) for head in heads],
            "tone": read(row, "row_tone"),
        }
        for row in rows or ()
    ]
    return {
        "columns": heads,
        "rows": lines,
        "caption": caption,
        "empty": empty or gettext("没有符合条件的记录"),
        "show_caption": show_caption,
    }


def _cell(value: Any, head: dict[str, Any]) -> dict[str, Any]:
    cell = {"label": head["label"], "numeric": head["numeric"], "strong": head["strong"]}
    if isinstance(value, dict):
        told = words(value, "text", "href", "tone", "note")
        return {**cell, **told, "whole": _is_day(told["text"]), "whole_note": _is_day(told["note"])}
    text = conditional_escape(value)
    return {**cell, "text": text, "href": "", "tone": "", "note": "", "whole": _is_day(text), "whole_note": False}


def _is_day(text: object) -> bool:
    """Say whether a text is a day or a moment, which a narrow column must not break in two."""
    return _DAY.fullmatch(str(text)) is not None
