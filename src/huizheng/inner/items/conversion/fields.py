"""One field of the starting data becomes one field of a form: type, rules, options, prefill, words."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from huizheng.inner.items.conversion.columns import columns_of
from huizheng.inner.items.conversion.facts import code_lists
from huizheng.inner.items.conversion.words import ENGLISH, HELP, OPTIONS_ENGLISH

Fact = dict[str, Any]
Field = dict[str, Any]
Keys = dict[str, Fact]

_TODAY: Final = {"op": "today"}
_NOW: Final = {"op": "now"}
_UNIT: Final = re.compile(r"（([^（）]{1,12})）$")
_PERSONAL: Final = ("姓名", "户名", "经办人", "法定代表人", "联系人")
_LOCKED: Final = frozenset({"person.name", "person.cert_type", "person.cert_no", "corp.name", "corp.uscc"})
# Lists that the reference room keeps; the starting data names others that hang on a place, which no list of ours holds.
_SHARED_LISTS: Final = frozenset(
    {"banks", "industry", "jobs", "subject", "medical_dept", "province", "food_category", "hightech_field"}
)
# Fields that stand only under a condition and are needed then.
_NEEDED_WHEN_SHOWN: Final = (
    "delivery.",
    "guardian.",
    "agent.",
    "cc.new",
    "ic.lost",
    "ai.loss",
    "dc.notice",
    "bus.school",
    "mi.",
)
_MAX_ROWS: Final = 2000
_MAX_PICKS: Final = 30
_MONTHS_A_YEAR: Final = 12


def field(fact: Fact, keys: Keys) -> Field:
    """Return the form field of a fact; ``keys`` are all fields of the item by key."""
    made: Field = {"key": fact["key"], "type": "text", "label": fact["label"], "required": _required(fact)}
    _TYPES[fact["type"]](made, fact, keys)
    english = ENGLISH.get(made["label"], "")
    if english:
        made["label_en"] = english
    if not made["required"]:
        del made["required"]
    for word in _words(fact):
        if word in HELP:
            made["help"], made["help_en"] = HELP[word]
    source = fact.get("prefill_source", "")
    if source:
        made["prefill"] = {"from": source, "locked": True} if fact["key"] in _LOCKED else source
    return made


def _required(fact: Fact) -> bool:
    return bool(fact.get("required")) or (bool(fact.get("depends_on")) and fact["key"].startswith(_NEEDED_WHEN_SHOWN))


def _words(fact: Fact) -> list[str]:
    """Split a validation at its commas, except inside ``types:`` and ``rows:``."""
    text = fact.get("validation", "")
    return [text] if text.startswith("types:") else [word for word in text.split(",") if word]


def _rule(made: Field, **rule: Any) -> None:
    made.setdefault("rules", []).append(rule)


def _span(text: str) -> dict[str, int]:
    least, _, most = text.partition("-")
    return {"min": int(least), "max": int(most or least)}


def _set(made: Field, **settings: Any) -> None:
    made.setdefault("settings", {}).update(settings)


# --- words ---


def _text(made: Field, fact: Fact, _keys: Keys) -> None:
    if any(word in fact["label"] for word in _PERSONAL):
        _set(made, personal=True)
    for word in _words(fact):
        if word.startswith("len:"):
            _rule(made, rule="length", **_span(word.removeprefix("len:")))
        elif word == "pinyin":
            _rule(made, rule="length", min=2, max=80)
            _rule(made, rule="pattern", name="pinyin")
        elif word in {"ip", "vin"}:
            _rule(made, rule="pattern", name=word)
        elif word == "url":
            made["type"] = "url"
        elif word == "cert":
            made["type"] = "citizen_number"
            made["settings"] = {"any_certificate": True}


def _textarea(made: Field, fact: Fact, keys: Keys) -> None:
    _text(made, fact, keys)
    made["type"] = "textarea"
    made.pop("settings", None)
    if "rules" not in made:
        _rule(made, rule="length", min=2, max=2000)


def _address(made: Field, fact: Fact, _keys: Keys) -> None:
    made["type"] = "address"
    for word in _words(fact):
        _rule(made, rule="length", **_span(word.removeprefix("len:")))


def _citizen_number(made: Field, fact: Fact, keys: Keys) -> None:
    made["type"] = "citizen_number"
    words = _words(fact)
    if "cert" in words:
        prefix = fact["key"].rpartition(".")[0]
        companion = f"{prefix}.cert_type"
        _set(made, **({"certificate_type": companion} if companion in keys else {"any_certificate": True}))
    for word in words:
        if word in {"male", "female"}:
            _rule(made, **{"rule": "sex", "is": word})
        elif word.startswith("age>="):
            _rule(made, rule="age", min=int(word.removeprefix("age>=")))


# --- numbers ---


def _number(kind: str) -> Callable[[Field, Fact, Keys], None]:
    def convert(made: Field, fact: Fact, _keys: Keys) -> None:
        made["type"] = kind
        unit = _UNIT.search(fact["label"])
        if unit:
            made["label"] = fact["label"][: unit.start()]
            _set(made, unit=unit[1])
        for word in _words(fact):
            if word.startswith(">="):
                _rule(made, rule="range", min=int(word.removeprefix(">=")))
            elif word.startswith(">"):
                _rule(made, rule="range", over=int(word.removeprefix(">")))
            else:
                _rule(made, rule="range", **_span(word))

    return convert


# --- dates ---


def _dated(kind: str) -> Callable[[Field, Fact, Keys], None]:
    moment = _NOW if kind == "datetime" else _TODAY

    def convert(made: Field, fact: Fact, keys: Keys) -> None:
        made["type"] = kind
        for word in _words(fact):
            comparison = _comparison(word, fact, keys, kind, moment)
            if comparison:
                _rule(made, rule="compare", op=comparison[0], to=comparison[1])

    return convert


def _comparison(word: str, fact: Fact, keys: Keys, kind: str, moment: dict[str, Any]) -> tuple[str, Any] | None:
    """Return the operator and the other side of a comparison of dates, or nothing for a word that is none."""
    if word == "future":
        return "gt", moment
    if found := re.fullmatch(r"(?:date|datetime|month)(<=|>=|>|<)(.+)", word):
        operator = {"<=": "le", ">=": "ge", ">": "gt", "<": "lt"}[found[1]]
        other = found[2]
        if other == "today":
            return operator, moment
        if days := re.fullmatch(r"today-(\d+)", other):
            return operator, {"op": "add_days", "args": [_TODAY, -int(days[1])]}
        if years := re.fullmatch(r"(\d+)y", other):
            return operator, {"op": "add_months", "args": [_TODAY, _MONTHS_A_YEAR * int(years[1])]}
        key = f"{fact['key'].rpartition('.')[0]}.{other}"
        if key not in keys:
            raise ValueError(f"{fact['key']} is compared with {key}, which the form does not have")
        # A period may begin and end in the same month.
        return ("ge" if kind == "month" else operator), {"field": key}
    return None


# --- choices ---


def _options(values: list[str]) -> list[dict[str, str]]:
    return [
        {"value": value, "label": value} | ({"label_en": OPTIONS_ENGLISH[value]} if value in OPTIONS_ENGLISH else {})
        for value in values
    ]


def _select(made: Field, fact: Fact, _keys: Keys) -> None:
    made["type"] = "choice"
    if fact.get("options"):
        made["options"] = _options(fact["options"])
        return
    name = next(word.removeprefix("in:") for word in _words(fact) if word.startswith("in:"))
    if name == "nation":
        made["type"] = "nation"
    elif name == "country" or name in _SHARED_LISTS:
        made["code_list"] = name
    elif name in code_lists():
        made["options"] = _options(code_lists()[name])
    else:
        # A place's own list (schools, hospitals, police stations …): its full name is asked for in words.
        made["type"] = "text"
        made["help"], made["help_en"] = "请填写全称。", "Please give the full name."
        _rule(made, rule="length", min=2, max=100)


def _multiselect(made: Field, fact: Fact, keys: Keys) -> None:
    _select(made, fact, keys)
    if made["type"] == "choice":
        made["type"] = "multi_choice"
        _rule(made, rule="count", max=_MAX_PICKS)


def _bool(made: Field, fact: Fact, _keys: Keys) -> None:
    if "must_true" in _words(fact):
        made["type"], made["required"] = "declaration", True
    else:
        made["type"] = "yes_no"


# --- the rest ---


def _division(made: Field, fact: Fact, _keys: Keys) -> None:
    made["type"] = "division"
    _set(made, digits=int(fact["validation"].removeprefix("region")))


def _table(made: Field, fact: Fact, _keys: Keys) -> None:
    made["type"] = "repeat"
    made["columns"] = columns_of(fact["key"])
    span = _span(fact["validation"].removeprefix("rows:"))
    _rule(made, rule="rows", min=span["min"], max=min(span["max"], _MAX_ROWS))


def _file(made: Field, fact: Fact, _keys: Keys) -> None:
    made["type"] = "file"
    _set(made, accept=fact["validation"].removeprefix("types:").split(","), max_mb=20)
    _rule(made, rule="count", max=10)


def _plain(kind: str) -> Callable[[Field, Fact, Keys], None]:
    def convert(made: Field, _fact: Fact, _keys: Keys) -> None:
        made["type"] = kind

    return convert


_TYPES: Final[dict[str, Callable[[Field, Fact, Keys], None]]] = {
    "text": _text,
    "textarea": _textarea,
    "address": _address,
    "idcard": _citizen_number,
    "int": _number("integer"),
    "decimal": _number("decimal"),
    "money": _number("money"),
    "date": _dated("date"),
    "datetime": _dated("datetime"),
    "month": _dated("month"),
    "year": _plain("year"),
    "select": _select,
    "multiselect": _multiselect,
    "bool": _bool,
    "region": _division,
    "table": _table,
    "file": _file,
    "mobile": _plain("mobile"),
    "uscc": _plain("uscc"),
    "bank": _plain("bank_card"),
    "plate": _plain("plate"),
}
