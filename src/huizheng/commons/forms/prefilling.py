"""Answers that are known already: nobody is asked twice for what the state holds.

国务院关于在线政务服务的若干规定 art 7: what can be had by sharing is not asked for again. The person sees where an
answer came from and may correct it, unless its source is the authority for it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from huizheng.commons.forms.code_lists import options_by_value
from huizheng.commons.forms.errors import Unfit
from huizheng.commons.forms.expressions.evaluation import is_empty
from huizheng.commons.forms.fields.choices import Chosen
from huizheng.commons.forms.fields.registry import type_of
from huizheng.commons.forms.parts import Field, Form, Option


@dataclass(frozen=True)
class Known:
    """What a source says: the value, the source's name for people, and when it was asked."""

    value: Any
    source: str
    fetched_at: dt.datetime
    source_en: str = ""


@dataclass(frozen=True)
class Provenance:
    """Where a prefilled answer came from; kept beside the draft as JSON."""

    key: str
    value: Any
    source: str
    fetched_at: dt.datetime
    locked: bool
    source_en: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "value": self.value,
            "source": self.source,
            "source_en": self.source_en,
            "fetched_at": self.fetched_at.isoformat(),
            "locked": self.locked,
        }

    @classmethod
    def from_json(cls, key: str, data: Mapping[str, Any]) -> Provenance:
        return cls(
            key=key,
            value=data["value"],
            source=data["source"],
            source_en=data.get("source_en", ""),
            fetched_at=dt.datetime.fromisoformat(data["fetched_at"]),
            locked=data["locked"],
        )


@dataclass(frozen=True)
class Prefilled:
    answers: dict[str, Any]
    provenance: dict[str, Provenance]

    @property
    def locked(self) -> frozenset[str]:
        return frozenset(key for key, known in self.provenance.items() if known.locked)


def prefill(form: Form, known: Mapping[str, Known], *, answers: Mapping[str, Any] | None = None) -> Prefilled:
    """This function will fill in what sources know, over empty answers only; locked fields always.

    ``known`` maps the form's own source names (``account.person.name``, ``resource:…``, ``licence:…``) to what they
    say. A value that does not fit its field is left out: the person then answers as if nothing were known.
    """
    filled = dict(answers or {})
    provenance: dict[str, Provenance] = {}
    fields = form.fields
    for key in form.order:
        one = fields[key]
        source = known.get(one.prefill.source) if one.prefill else None
        if one.prefill is None or source is None or is_empty(source.value):
            continue
        if not one.prefill.locked and not is_empty(filled.get(key)):
            continue
        try:
            value = _fit(one, source.value, filled)
        except Unfit:
            continue
        if is_empty(value):
            continue
        filled[key] = value
        provenance[key] = Provenance(key, value, source.source, source.fetched_at, one.prefill.locked, source.source_en)
    return Prefilled(filled, provenance)


def _fit(one: Field, value: Any, filled: Mapping[str, Any]) -> Any:
    kind = type_of(one)
    if isinstance(kind, Chosen) and isinstance(value, str):
        value = _by_label(kind.option_words(one), value)
    if one.columns:
        rows = kind.parse(one, value)
        return [
            {c.key: type_of(c).parse(c, row.get(c.key)) for c in one.columns if row.get(c.key) is not None}
            for row in rows
        ]
    return kind.parse(one, value, filled.get(kind.companion_of(one)))


def _by_label(options: Mapping[str, Option], value: str) -> str:
    """A source may know an option by its label or by its code in the shared list."""
    if value in options:
        return value
    labels = {option.label: key for key, option in options.items()}
    if value in labels:
        return labels[value]
    certificate = options_by_value("cert_type").get(value)
    return labels.get(certificate.label, value) if certificate else value


def sources_still_true(
    provenance: Mapping[str, Provenance],
    answers: Mapping[str, Any],
    *,
    english: bool = False,
) -> dict[str, str]:
    """Return field key to source for those prefilled answers that nobody has changed, for ``render``."""
    return {
        key: (known.source_en if english and known.source_en else known.source)
        for key, known in provenance.items()
        if answers.get(key) == known.value
    }
