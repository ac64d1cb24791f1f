"""What the browser needs to judge a form by the same rules: shapes and sentences, said once here."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language, gettext

from huizheng.commons.forms.context import Context
from huizheng.commons.forms.fields.identity import ANY_CERTIFICATE, CERTIFICATES, RESIDENT
from huizheng.commons.forms.fields.registry import all_types
from huizheng.commons.forms.fields.texts import Shaped
from huizheng.commons.forms.parts import Form
from huizheng.commons.forms.rules import PATTERNS
from huizheng.commons.forms.wording import sentences


def shapes() -> dict[str, Any]:
    """Return the regular expressions that values are held to; each is written so that both sides read it alike."""
    return {
        "types": {
            name: [kind.shape.pattern, kind.maxlength] for name, kind in all_types().items() if isinstance(kind, Shaped)
        },
        "patterns": dict(PATTERNS),
        "certificates": dict(CERTIFICATES),
        "residents": sorted(RESIDENT),
        "any_certificate": ANY_CERTIFICATE.pattern,
    }


def for_browser(form: Form, context: Context) -> dict[str, Any]:
    """Return everything the scripts of a page need beside the page itself."""
    return {
        "form": form.source,
        "sentences": sentences(),
        "shapes": shapes(),
        "today": context.today,
        "now": context.now,
        "units": {unit: gettext(unit) for unit in _units(form)},
        "english": (get_language() or "").startswith("en"),
    }


def _units(form: Form) -> set[str]:
    return {str(one.settings["unit"]) for _path, one in form.every_field() if one.settings.get("unit")}
