"""Warnings about cases near or past their limits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from huizheng.commons.design.api import day, moment
from huizheng.commons.reference.api import organs
from huizheng.inner.assessment.cards import card_page
from huizheng.inner.assessment.states import CardLevel
from huizheng.inner.assessment.web.staffing import for_officials
from huizheng.inner.assessment.wording import CARD_MEANINGS, CARD_TONES, CARDS
from huizheng.inner.casework.api import Sight, cases_for

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from huizheng.inner.assessment.models import SupervisionCard

COLUMNS = [
    ("number", gettext_lazy("办件编号")),
    ("level", gettext_lazy("类型")),
    ("item", gettext_lazy("事项")),
    ("organ", gettext_lazy("责任机关")),
    ("due_on", gettext_lazy("到期日期")),
    ("raised_at", gettext_lazy("产生时间")),
]


@require_safe
@for_officials
def cards(request: HttpRequest, sight: Sight) -> HttpResponse:
    level = request.GET.get("level", "")
    page = card_page(sight.staff, level=level, before=request.GET.get("before", ""))
    names = dict(organs().filter(key__in={card.organ_key for card in page.rows}).values_list("key", "name"))
    numbers = [card.case_number for card in page.rows]
    seen = frozenset(cases_for(sight.staff).filter(number__in=numbers).values_list("number", flat=True))
    kept = {"level": level} if level else {}
    context = {
        "columns": COLUMNS,
        "rows": [_row(card, names=names, seen=seen) for card in page.rows],
        "levels": [("", _("全部")), *((each.value, label) for each, label in CARDS.items())],
        "level": level,
        "following": "?" + urlencode({**kept, "before": page.next}) if page.next else "",
        "first": "?" + urlencode(kept) if request.GET.get("before") else "",
    }
    return render(request, "assessment/cards.html", context)


def _row(card: SupervisionCard, *, names: dict[str, str], seen: frozenset[str]) -> dict[str, Any]:
    """Return one line; the number is a link only for whoever may open the case."""
    level = CardLevel(card.level)
    where = reverse("casework:case", args=[card.case_number]) if card.case_number in seen else ""
    return {
        "number": {"text": card.case_number, "href": where},
        "level": {"text": CARDS[level], "tone": CARD_TONES[level], "note": CARD_MEANINGS[level]},
        "item": card.item_name,
        "organ": names.get(card.organ_key, card.organ_key),
        "due_on": day(card.due_on),
        "raised_at": moment(card.raised_at),
    }
