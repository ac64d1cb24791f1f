"""Texts of messages: ``templates/notices/<template>.v<version>.<language>.txt`` of any room.

Three parts divided by a line of ``---``: the title, the body, and what an SMS says (left out: no SMS is sent). The
facts' names tell their kind: ``…_on`` is a day, ``…_at`` a moment. A template never changes once it has been used.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.template import Context, Engine, TemplateDoesNotExist
from django.template.base import Template, VariableNode
from django.utils import translation

from huizheng.commons.notices.errors import FactsMissing, UnknownTemplate

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_DIVIDER = re.compile(r"^---\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Text:
    """What a message says, ready to be read."""

    title: str
    body: str
    sms: str


def text_of(template: str, version: int, facts: dict[str, Any], *, language: str) -> Text:
    """Return the text in ``language``, else in Chinese; raises ``UnknownTemplate``, ``FactsMissing``."""
    compiled = _compiled(template, version, language)
    known = {name: _typed(name, value) for name, value in facts.items()}
    if missing := sorted(_needed(compiled) - set(known)):
        raise FactsMissing(f"{template} v{version}: {', '.join(missing)}")
    with translation.override("en" if language.startswith("en") else "zh-hans"):
        rendered = compiled.render(Context(known, autoescape=False))
    parts = [part.strip() for part in _DIVIDER.split(rendered)]
    title, body, sms = (*parts, "", "")[:3]
    return Text(title=" ".join(title.split()), body=re.sub(r"\n{3,}", "\n\n", body), sms=" ".join(sms.split()))


@cache
def newest_version(template: str) -> int:
    """Return the newest version there is of a template; raises ``UnknownTemplate``."""
    version = 0
    while _exists(template, version + 1):
        version += 1
    if version == 0:
        raise UnknownTemplate(template)
    return version


def _exists(template: str, version: int) -> bool:
    try:
        _compiled(template, version, "zh")
    except UnknownTemplate:
        return False
    return True


@cache
def _engine() -> Engine:
    return Engine(app_dirs=True, autoescape=False, debug=settings.DEBUG, string_if_invalid="")


@cache
def _compiled(template: str, version: int, language: str) -> Template:
    if not _NAME.fullmatch(template):
        raise UnknownTemplate(template)
    for spoken in dict.fromkeys((language[:2], "zh")):
        try:
            return _engine().get_template(f"notices/{template}.v{version}.{spoken}.txt")
        except TemplateDoesNotExist:
            continue
    raise UnknownTemplate(f"{template} v{version}")


def _needed(template: Template) -> set[str]:
    """Return the facts that a template prints whatever the case: those outside of any condition."""
    nodes = [node for node in template.nodelist if isinstance(node, VariableNode)]
    return {
        node.filter_expression.var.lookups[0] for node in nodes if getattr(node.filter_expression.var, "lookups", None)
    }


def _typed(name: str, value: Any) -> Any:
    if isinstance(value, str) and value:
        if name.endswith("_on"):
            return dt.date.fromisoformat(value)
        if name.endswith("_at"):
            return dt.datetime.fromisoformat(value)
    return value
