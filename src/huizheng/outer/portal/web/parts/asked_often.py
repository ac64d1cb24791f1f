"""常见问题: what people ask about services again and again, answered where the services themselves are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language, gettext

from huizheng.commons.reference import api as reference
from huizheng.outer.guides import api as guides
from huizheng.outer.portal.web.markup import e, english, link
from huizheng.outer.portal.web.parts import services

if TYPE_CHECKING:
    from collections.abc import Iterable

    from huizheng.outer.sites.api import Site


def column(site: Site) -> str:
    """Return the questions of a department's services, or of all by the organ that handles them; empty for none."""
    kind = services.organ_kind_of(site)
    key = ("asked-often", kind or site.division, get_language())
    return services.kept_a_minute(key, lambda: _column(site, kind))


def _column(site: Site, kind: str) -> str:
    found = [each for each in guides.questions(organ_kind=kind) if each.question_en or not english()]
    if kind:
        return _asked(found)
    names = {
        each.kind: (each.english_name if english() else "") or each.name
        for each in reference.organs(division_code=site.division)
    }
    groups: dict[str, list[guides.Question]] = {}
    for each in found:
        groups.setdefault(names.get(each.service.organ_kind) or gettext("其他单位"), []).append(each)
    ordered = sorted(groups.items(), key=lambda group: -len(group[1]))
    return "".join(
        f'<section class="hz-block"><h2>{e(name)}</h2>\n{_asked(asked)}</section>' for name, asked in ordered
    )


def _asked(found: Iterable[guides.Question]) -> str:
    return "".join(_one(each) for each in found)


def _one(each: guides.Question) -> str:
    question, answer = (each.question_en, each.answer_en) if english() else (each.question, each.answer)
    name = services.name_of(each.service)
    guide = link(services.address_of(each.service), gettext("办事指南：%(name)s") % {"name": name})
    return (
        f'<details class="hz-details"><summary class="hz-details__summary">{e(name)}{e(gettext("："))}{e(question)}</summary>'
        f'<div class="hz-details__body"><p>{e(answer)}</p>\n<p>{guide}</p></div></details>'
    )
