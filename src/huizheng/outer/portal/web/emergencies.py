"""The page of an emergency: what happened, where, what to do; then everything that is told about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext

from huizheng.outer.portal.web.asked import not_here, of_a_site
from huizheng.outer.portal.web.frame import Whole, framed, level_words
from huizheng.outer.portal.web.markup import breadcrumbs, day_words, e, english, local
from huizheng.outer.portal.web.parts import cards as card_parts
from huizheng.outer.sites import api as sites

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@of_a_site
def emergency(request: HttpRequest, site: sites.Site, number: str) -> HttpResponse:
    found = sites.emergency(number, slug=site.slug)
    if found is None:
        return not_here(request, site)
    title = found.english_title if english() and found.english_title else found.title
    opened = local(found.opened_at)
    when = day_words(opened.date()) if english() else f"{opened.year}年{opened.month}月{opened.day}日 {opened:%H:%M}"
    is_over = found.state == "closed"
    measures = "".join(f"<li>{e(each)}</li>" for each in found.measures) if not is_over else ""
    over = f'<p class="hz-banner hz-banner--success"><strong>{e(gettext("这次紧急信息已经解除，下面的内容供查阅。"))}</strong></p>'
    told = sites.column_page(site, found.column, at=timezone.now()).cards if found.column else ()
    facts = (
        (gettext("级别"), level_words(found.level)),
        (gettext("影响范围"), found.area),
        (gettext("发布时间"), when),
    )
    rows = "".join(f"<div><dt>{e(label)}</dt><dd>{e(words)}</dd></div>" for label, words in facts if words)
    body = (
        f'<div class="hz-wrap hz-emergency hz-alarm--{e(found.level)}">{breadcrumbs([(gettext("首页"), "/"), (gettext("紧急信息"), "")])}'
        f'<h1 class="hz-emergency__title">{e(title)}</h1>\n{over if is_over else ""}<p class="hz-lead">{e(found.summary)}</p><dl class="hz-facts hz-facts--boxed">{rows}</dl>'
        + (
            f'<section class="hz-measures"><h2>{e(gettext("现在请这样做"))}</h2>\n<ol>{measures}</ol></section>'
            if measures
            else ""
        )
        + f'<p class="hz-emergency__call">{e(gettext("遇险求助：110 报警 · 119 火警 · 120 急救 · 12345 政务热线"))}</p>'
        + (
            f"<section><h2>{e(gettext('最新消息'))}</h2>\n{card_parts.by_day(list(told), home=site.slug)}</section>"
            if told
            else ""
        )
        + "</div>"
    )
    return framed(request, site, Whole(title=title, main=body, kind="emergency-page"))
