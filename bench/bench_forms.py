"""How quickly the server judges and draws a large form: 300 fields of which 250 hang on conditions.

Baselines of the same run: the same form judged by re-evaluating every condition until nothing changes, with the tree
walked anew each time (the obvious way), and the clean answers held to the form's JSON Schema by jsonschema.
"""

# ruff: noqa: E402 - Django is set up before its rooms are imported

from __future__ import annotations

import datetime as dt
import json
import os
import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huizheng.config.settings.test_inner")
os.environ.setdefault("HUIZHENG_INNER_DATABASE_URL", "postgres://nobody@127.0.0.1:1/none")

import django

django.setup()

import jsonschema

from huizheng.commons.forms.api import Context, Form, answers_schema, load_form, render, validate
from huizheng.commons.forms.errors import Unfit
from huizheng.commons.forms.expressions.evaluation import compiled, is_empty
from huizheng.commons.forms.expressions.nodes import read
from huizheng.commons.forms.fields.registry import type_of

FIELDS, CONDITIONS, LIMIT_MS, ROUNDS = 300, 250, 50, 25
KINDS = ("yes_no", "text", "integer", "money", "date", "choice", "mobile", "citizen_number", "textarea", "email")
TYPED = {
    "yes_no": "true",
    "text": "合肥市瑶海区",
    "integer": "1,200",
    "money": "1,280.50",
    "date": "2024-02-29",
    "choice": "甲",
    "mobile": "13800000000",
    "citizen_number": "11010519491231002X",
    "textarea": "情况说明" * 20,
    "email": "a@example.cn",
}


def large_form() -> tuple[Form, dict[str, Any]]:
    """Return a form whose conditions chain over five levels, mix operators and read two to three fields each."""
    fields: list[dict[str, Any]] = []
    for number in range(FIELDS):
        kind = KINDS[number % len(KINDS)]
        field: dict[str, Any] = {
            "key": f"f{number}",
            "type": kind,
            "label": f"问题 {number}",
            "required": number % 3 == 0,
        }
        if kind == "choice":
            field["options"] = [{"value": word, "label": word} for word in "甲乙丙丁"]
        if kind == "integer":
            field["rules"] = [{"rule": "range", "min": 1, "max": 10_000}]
        if kind == "date":
            field["rules"] = [{"rule": "compare", "op": "le", "to": {"op": "today"}}]
        if number >= FIELDS - CONDITIONS:
            base = (number - 50) // 10 * 10
            field["visible_if"] = {
                "op": "and",
                "args": [
                    {"op": "eq", "args": [{"field": f"f{base}"}, True]},
                    {
                        "op": "or",
                        "args": [
                            {
                                "op": "gt",
                                "args": [
                                    {"op": "add", "args": [{"field": f"f{base + 2}"}, {"field": f"f{base + 3}"}]},
                                    100,
                                ],
                            },
                            {"op": "in", "args": [{"field": f"f{base + 5}"}, ["乙", "丙"]]},
                        ],
                    },
                ],
            }
        fields.append(field)
    sections = [
        {"key": f"s{start}", "title": f"第 {start} 节", "fields": fields[start : start + 30]}
        for start in range(0, FIELDS, 30)
    ]
    return load_form({"format": 1, "sections": sections}), {
        f"f{n}": TYPED[KINDS[n % len(KINDS)]] for n in range(FIELDS)
    }


class Naive:
    """Visibility the obvious way: all conditions over and over until a round changes nothing."""

    def __init__(self, form: Form, context: Context) -> None:
        self.form, self.today, self.now = form, context.today, context.now
        self.values: dict[str, Any] = {}

    def answer(self, key: str) -> Any:
        return self.values.get(key)

    def judge(self, raw: dict[str, Any]) -> set[str]:
        shown: set[str] = set()
        while True:
            self.values = {}
            for key in shown:
                field = self.form.fields[key]
                try:
                    value = type_of(field).parse(field, raw.get(key))
                except Unfit:
                    continue
                if not is_empty(value):
                    self.values[key] = type_of(field).typed(field, value)
            found = {
                key
                for key, field in self.form.fields.items()
                if field.visible_if is None or compiled(read(field.visible_if.source))(self, None) is True
            }
            if found == shown:
                return shown
            shown = found


def median_ms(act: Callable[[], Any]) -> float:
    act()
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        act()
        times.append((time.perf_counter() - begun) * 1000)
    return round(statistics.median(times), 2)


def figures() -> Iterator[dict[str, Any]]:
    form, raw = large_form()
    context = Context(at=dt.datetime(2026, 3, 2, 4, 0, tzinfo=dt.UTC))
    checked = validate(form, raw, context=context)
    assert checked.is_valid
    assert len([key for key in checked.visible if key[0] == "f"]) == FIELDS == len(Naive(form, context).judge(raw))
    ours = median_ms(lambda: validate(form, raw, context=context))
    naive = median_ms(lambda: Naive(form, context).judge(raw))
    validator = jsonschema.Draft202012Validator(answers_schema(form))
    assert not list(validator.iter_errors(checked.clean))
    schema = median_ms(lambda: list(validator.iter_errors(checked.clean)))
    empty = median_ms(lambda: validate(form, {}, context=context))
    name = f"judge {FIELDS} fields with {CONDITIONS} conditions, all answered"
    yield figure(
        name, ours, "the same visibility by re-evaluating until nothing changes", naive, wanted=f"< {LIMIT_MS} ms"
    )
    yield figure(
        name + " (beside jsonschema)",
        ours,
        "jsonschema on the clean answers, shapes only",
        schema,
        wanted=f"< {LIMIT_MS} ms",
    )
    yield figure(f"judge {FIELDS} fields, nothing answered", empty, "all answered", ours)
    drawn = median_ms(lambda: render(form, raw, context=context))
    yield figure(f"draw {FIELDS} fields as HTML", drawn, "judging them", ours)
    one = median_ms(lambda: render(form, raw, context=context, section="s0"))
    yield figure("draw one section of 30 fields", one, "drawing all", drawn)
    read_ms = median_ms(lambda: load_form(form.source))
    yield figure(f"read and check the form of {FIELDS} fields (once a release)", read_ms, "judging its answers", ours)


def figure(name: str, value: float, baseline: str, baseline_value: float, *, wanted: str = "") -> dict[str, Any]:
    ratio = round(value / baseline_value, 3) if baseline_value else None
    return {
        "name": name,
        "value": value,
        "unit": "ms",
        "wanted": wanted,
        "baseline": baseline,
        "baseline_value": baseline_value,
        "ratio": ratio,
    }


if __name__ == "__main__":
    for one in figures():
        print(json.dumps(one, ensure_ascii=False), flush=True)
