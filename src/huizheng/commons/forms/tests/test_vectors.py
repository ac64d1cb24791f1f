"""One set of vectors, asked of the server in Python and of the browser's scripts in node."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from huizheng.commons.forms.amounts import amount_in_words
from huizheng.commons.forms.api import load_form, validate
from huizheng.commons.forms.errors import Unfit
from huizheng.commons.forms.expressions.expression import expression
from huizheng.commons.forms.expressions.kinds import LIST_OF, OPERATORS, Kind, Scope
from huizheng.commons.forms.fields.registry import all_types, type_named
from huizheng.commons.forms.parts import Field, Option
from huizheng.commons.forms.rules import RULES, read_rule
from huizheng.commons.forms.testing import at_noon
from huizheng.commons.forms.tests.scripts import ask_scripts
from huizheng.commons.forms.wording import sentences

ROOM = Path(__file__).parents[1]
VECTORS: dict[str, Any] = json.loads((ROOM / "vectors.json").read_text())
COLUMNS = {group: {key: Kind(kind) for key, kind in columns.items()} for group, columns in VECTORS["columns"].items()}
KINDS = {key: Kind(one["kind"]) for key, one in VECTORS["answers"].items()}
LISTS = {f"{group}.{key}": LIST_OF[kind] for group, columns in COLUMNS.items() for key, kind in columns.items()}
SCOPE = Scope(KINDS | LISTS, {}, COLUMNS)


def told(value: Any) -> Any:
    """Return a vector's JSON as the room works with it."""
    if isinstance(value, dict) and set(value) == {"number"}:
        return Decimal(value["number"])
    if isinstance(value, dict):
        return {key: inner for key, item in value.items() if (inner := told(item)) is not None}
    return [told(item) for item in value] if isinstance(value, list) else value


class Answers:
    today, now = VECTORS["at"][:10], VECTORS["at"]

    def answer(self, key: str) -> Any:
        if key in VECTORS["answers"]:
            return told(VECTORS["answers"][key]["is"])
        group, _, column = key.partition(".")
        return [row.get(column) for row in told(VECTORS["answers"][group]["is"]) or ()]


class TestInPython:
    @pytest.mark.parametrize(
        "vector", VECTORS["expressions"], ids=lambda v: json.dumps(v["expression"], ensure_ascii=False)[:80]
    )
    def test_an_expression_yields_what_the_vector_says(self, vector: dict[str, Any]) -> None:
        found = expression(vector["expression"], SCOPE).ask(Answers())
        wanted = told(vector["yields"])
        assert found == wanted
        assert type(found) is type(wanted)

    @pytest.mark.parametrize("vector", VECTORS["values"], ids=lambda v: f"{v['field']['type']}-{v['typed']!s:.30}")
    def test_a_value_is_read_as_the_vector_says(self, vector: dict[str, Any]) -> None:
        kind = type_named(vector["field"]["type"])
        rules = [read_rule(rule, SCOPE, kind=Kind.TEXT, labels={}) for rule in vector["field"].get("rules", ())]
        options = {"code_list": "", "options": ()} | (
            {"options": OPTIONS} if vector["field"]["type"] == "multi_choice" else {}
        )
        field = Field("x", kind.name, "x", rules=tuple(rules), settings=vector["field"].get("settings", {}), **options)
        if "says" in vector:
            with pytest.raises(Unfit) as caught:
                kind.parse(field, vector["typed"], vector.get("companion"))
            wanted = sentences()[vector["says"]]
            assert str(caught.value) == (wanted % vector["facts"] if "facts" in vector else wanted)
        else:
            found = kind.parse(field, vector["typed"], vector.get("companion"))
            assert (str(found) if type(found) is int else found) == vector["clean"]

    @pytest.mark.parametrize("vector", VECTORS["forms"], ids=lambda v: v["name"])
    def test_a_form_is_judged_as_the_vector_says(self, vector: dict[str, Any]) -> None:
        mode = "draft" if vector.get("draft") else "submit"
        checked = validate(load_form(vector["form"]), vector["answers"], context=at_noon(), mode=mode)
        assert checked.errors == vector["errors"]
        assert checked.clean == vector.get("clean", checked.clean)
        assert checked.visible == set(vector.get("visible", checked.visible))

    @pytest.mark.parametrize(("amount", "words"), VECTORS["amounts"])
    def test_an_amount_is_written_in_capital_numerals(self, amount: str, words: str) -> None:
        assert amount_in_words(Decimal(amount)) == words


class TestTheVectors:
    def test_ask_for_every_operator(self) -> None:
        text = json.dumps(VECTORS["expressions"])
        assert {op for op in OPERATORS if f'"op": "{op}"' not in text} == set()

    def test_read_every_typed_kind_of_field(self) -> None:
        read = {vector["field"]["type"] for vector in VECTORS["values"]}
        # A choice is the browser's own control; only the server knows a shared list.
        chosen = {"choice", "nation", "country"}
        assert {name for name, kind in all_types().items() if kind.answered} - read == {"repeat"} | chosen

    def test_break_every_rule(self) -> None:
        text = json.dumps([vector["form"] for vector in VECTORS["forms"] if vector["errors"]])
        assert {rule for rule in RULES if f'"rule": "{rule}"' not in text} == set()


OPTIONS = tuple(Option(value, value) for value in ("甲", "乙"))


def test_the_browser_s_scripts_say_the_same() -> None:
    answer = ask_scripts(VECTORS)
    assert answer["slips"] == []
    assert answer["asked"] == sum(len(VECTORS[part]) for part in ("expressions", "values", "forms", "amounts"))
