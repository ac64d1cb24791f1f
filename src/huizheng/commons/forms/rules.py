"""Rules: what a value must be, each one small, named and told in JSON.

A rule answers with a sentence that says what to do, or with nothing. The browser applies the same rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import get_language

from huizheng.commons.forms.errors import Unfit
from huizheng.commons.forms.expressions.evaluation import Environment, Row, age_on, birth_date
from huizheng.commons.forms.expressions.expression import Expression, expression
from huizheng.commons.forms.expressions.kinds import Kind, Scope
from huizheng.commons.forms.expressions.numbers import plain
from huizheng.commons.forms.wording import say

# Shapes that forms may ask for. Regular expressions are ours alone, so none can be made slow by a form.
PATTERNS: Final[Mapping[str, str]] = {
    "pinyin": r"[A-Za-z][A-Za-z ,.'-]*",
    "latin": r"[ -~]*",
    "digits": r"[0-9]*",
    "letters_digits": r"[A-Za-z0-9]*",
    "code": r"[A-Za-z0-9（）()\u3014\u3015/.-]*",
    "certificate": r"[A-Za-z0-9（）()-]{4,30}",
    "chinese_name": f"[\u3400-\u9fff{chr(0x20000)}-{chr(0x3134F)}·]{{2,50}}",
    "vin": r"[A-HJ-NPR-Z0-9]{17}",
    "ip": r"((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])\.){3}(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])",
}
_PATTERNS = {name: re.compile(pattern) for name, pattern in PATTERNS.items()}


@dataclass(frozen=True)
class Rule:
    """A rule as the form tells it: ``args`` are its own words, ``to`` the expression of a comparison or a check."""

    name: str
    args: Mapping[str, Any] = field(default_factory=dict)
    to: Expression | None = None
    message: str = ""
    message_en: str = ""
    subject: str = ""
    """The label of the field that ``to`` names, for the sentence, and its English."""
    subject_en: str = ""

    def complaint(self, value: Any, env: Environment, row: Row | None) -> str:
        """Return what to do about ``value``, or an empty text when it is as it should be."""
        said: str = _RULES[self.name](self, value, env, row)
        return self.own_words() or said if said else ""

    def own_words(self) -> str:
        return self.message_en if self.message_en and (get_language() or "").startswith("en") else self.message


def _bounds(rule: Rule) -> tuple[int, int | None]:
    return rule.args.get("min", 0), rule.args.get("max")


def _length(rule: Rule, value: Any, _env: Environment, _row: Row | None) -> str:
    least, most = _bounds(rule)
    size = len(value)
    if least == most and size != least:
        return say("length.exact", count=least, size=size)
    if size < least:
        return say("length.min", count=least, size=size)
    if most is not None and size > most:
        return say("length.max", count=most, size=size)
    return ""


def _range(rule: Rule, value: Any, _env: Environment, _row: Row | None) -> str:
    for name, told in rule.args.items():
        limit = Decimal(str(told))
        holds = {"min": value >= limit, "over": value > limit, "max": value <= limit, "under": value < limit}[name]
        if not holds:
            return say(f"range.{name}", limit=plain(limit))
    return ""


def _pattern(rule: Rule, value: Any, _env: Environment, _row: Row | None) -> str:
    return "" if _PATTERNS[rule.args["name"]].fullmatch(value) else say(f"pattern.{rule.args['name']}")


def _compare(rule: Rule, value: Any, env: Environment, row: Row | None) -> str:
    assert rule.to is not None
    other = rule.to.ask(env, row)
    if other is None:
        return ""
    op = rule.args["op"]
    if {"lt": value < other, "le": value <= other, "gt": value > other, "ge": value >= other}[op]:
        return ""
    shown = _other_side(rule, other)
    scale = "number" if rule.to.kind is Kind.NUMBER else "date"
    return say(f"compare.{scale}.{op}", other=shown)


def _other_side(rule: Rule, other: Any) -> str:
    """Return how the sentence calls what the value was compared with."""
    if rule.subject:
        return rule.subject_en if rule.subject_en and (get_language() or "").startswith("en") else rule.subject
    if rule.to is not None and rule.to.source == {"op": "today"}:
        return say("today")
    return plain(other) if isinstance(other, Decimal) else str(other).replace("T", " ")


def _check(rule: Rule, _value: Any, env: Environment, row: Row | None) -> str:
    assert rule.to is not None
    return "" if rule.to.holds(env, row) else rule.message


def _age(rule: Rule, value: Any, env: Environment, _row: Row | None) -> str:
    born = birth_date(value) or value
    age = age_on(born, env.today)
    least, most = _bounds(rule)
    if age is None:
        # A passport number tells no age; the official looks at the certificate.
        return ""
    if age < least:
        return say("age.min", age=least)
    if most is not None and age > most:
        return say("age.max", age=most)
    return ""


_SEX_PLACE = 16


def _sex(rule: Rule, value: Any, _env: Environment, _row: Row | None) -> str:
    if birth_date(value) is None:
        return ""
    found = "male" if int(value[_SEX_PLACE]) % 2 else "female"
    if found == rule.args["is"]:
        return ""
    return say(f"sex.{rule.args['is']}")


def _count(rule: Rule, value: Any, _env: Environment, _row: Row | None) -> str:
    least, most = _bounds(rule)
    if len(value) < least:
        return say("count.min", count=least)
    if most is not None and len(value) > most:
        return say("count.max", count=most)
    return ""


def _rows(rule: Rule, value: Any, _env: Environment, _row: Row | None) -> str:
    least, most = _bounds(rule)
    if len(value) < least:
        return say("rows.min", count=least)
    if most is not None and len(value) > most:
        return say("rows.max", count=most, size=len(value))
    return ""


def _unique(rule: Rule, value: Any, _env: Environment, _row: Row | None) -> str:
    seen: dict[Any, int] = {}
    for place, row in enumerate(value, start=1):
        found = row.get(rule.args["column"])
        if found is None:
            continue
        if found in seen:
            return say("unique", one=seen[found], other=place)
        seen[found] = place
    return ""


_RULES: Final[Mapping[str, Callable[[Rule, Any, Environment, Row | None], str]]] = {
    "length": _length,
    "range": _range,
    "pattern": _pattern,
    "compare": _compare,
    "check": _check,
    "age": _age,
    "sex": _sex,
    "count": _count,
    "rows": _rows,
    "unique": _unique,
}
RULES: Final = frozenset(_RULES)


def read_rule(data: Mapping[str, Any], scope: Scope, *, kind: Kind, labels: Mapping[str, tuple[str, str]]) -> Rule:
    """Return the rule that JSON tells about a field of ``kind``; raises ``Unfit`` when it does not fit."""
    args = {key: value for key, value in data.items() if key not in {"rule", "message", "message_en", "to", "that"}}
    least, most = args.get("min"), args.get("max")
    if least is not None and most is not None and Decimal(str(least)) > Decimal(str(most)):
        raise Unfit("最小值大于最大值")
    to: Expression | None = None
    subject = ("", "")
    if data["rule"] == "compare":
        to = _comparison(data["to"], scope, kind)
        if isinstance(data["to"], dict):
            subject = labels.get(str(data["to"].get("field", data["to"].get("column", ""))), subject)
    elif data["rule"] == "check":
        to = expression(data["that"], scope, kind=Kind.BOOL)
    return Rule(
        name=data["rule"],
        args=args,
        to=to,
        message=data.get("message", ""),
        message_en=data.get("message_en", ""),
        subject=subject[0],
        subject_en=subject[1],
    )


def _comparison(source: Any, scope: Scope, kind: Kind) -> Expression:
    if isinstance(source, str):
        # A written date: checked by comparing it with one of the field's kind.
        probe = Scope({"probe": kind}, {}, {})
        expression({"op": "lt", "args": [{"field": "probe"}, source]}, probe)
        return expression(source, scope)
    return expression(source, scope, kind=kind)
