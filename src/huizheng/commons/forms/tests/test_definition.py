from __future__ import annotations

import copy
from typing import Any

import jsonschema
import pytest

from huizheng.commons.forms.api import FormInvalid, answers_schema, form_schema, load_form, validate
from huizheng.commons.forms.testing import FAMILY, at_noon, family_answers, family_form, small_form

EQ = {"op": "eq", "args": [{"field": "way"}, "邮寄"]}
WAY: dict[str, Any] = {"key": "way", "type": "choice", "options": [{"value": "邮寄", "label": "邮寄"}]}


def problems_of(*fields: dict[str, Any]) -> str:
    with pytest.raises(FormInvalid) as caught:
        small_form(*fields)
    return str(caught.value)


class TestLoad:
    def test_keeps_the_source_word_for_word(self) -> None:
        assert load_form(FAMILY).source == FAMILY

    def test_the_published_schema_is_a_schema(self) -> None:
        jsonschema.Draft202012Validator.check_schema(form_schema())

    def test_every_field_type_is_in_the_published_schema(self) -> None:
        from huizheng.commons.forms.fields.registry import all_types

        assert set(form_schema()["$defs"]["field"]["properties"]["type"]["enum"]) == set(all_types())
        columns = {name for name, kind in all_types().items() if kind.column}
        assert set(form_schema()["$defs"]["column"]["properties"]["type"]["enum"]) == columns

    def test_every_rule_pattern_and_operator_is_in_the_published_schema(self) -> None:
        from huizheng.commons.forms.expressions.kinds import OPERATORS
        from huizheng.commons.forms.rules import PATTERNS, RULES

        definitions = form_schema()["$defs"]
        told = definitions["rule"]["properties"]["rule"]["enum"]
        assert set(told) == RULES
        assert set(definitions["expression"]["anyOf"][-1]["properties"]["op"]["enum"]) == OPERATORS
        patterns = next(
            part["then"]
            for part in definitions["rule"]["allOf"]
            if part["if"]["properties"]["rule"]["const"] == "pattern"
        )
        assert set(patterns["properties"]["name"]["enum"]) == set(PATTERNS)

    @pytest.mark.parametrize(
        "wrong", [[], {}, {"format": 2, "sections": []}, {"format": 1, "sections": [{"key": "A"}]}]
    )
    def test_refuses_what_is_no_form(self, wrong: Any) -> None:
        with pytest.raises(FormInvalid):
            load_form(wrong)

    def test_names_every_problem_at_once(self) -> None:
        source = copy.deepcopy(FAMILY)
        source["sections"][0]["fields"][0]["colour"] = "red"
        source["sections"][1]["fields"][0].pop("label")
        with pytest.raises(FormInvalid) as caught:
            load_form(source)
        assert len(caught.value.problems) == 2

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ([WAY, WAY], "字段的键重复"),
            ([{"key": "a", "type": "text", "visible_if": EQ}], "没有字段“way”"),
            (
                [
                    {"key": "a", "type": "integer"},
                    {"key": "b", "type": "text", "visible_if": {"op": "eq", "args": [{"field": "a"}, "三"]}},
                ],
                "类型不同：字段“a”",
            ),
            (
                [WAY, {"key": "b", "type": "text", "visible_if": {"op": "lt", "args": [{"field": "way"}, "邮寄"]}}],
                "字段“way”",
            ),
            ([WAY, {"key": "b", "type": "text", "visible_if": {"field": "way"}}], "visible_if"),
            ([{"key": "a", "type": "choice"}], "二选一"),
            ([{"key": "a", "type": "choice", "code_list": "moons"}], "没有登记代码表“moons”"),
            ([{"key": "a", "type": "text", "options": [{"value": "1", "label": "1"}]}], "不能有 options"),
            ([{"key": "a", "type": "text", "rules": [{"rule": "range", "min": 1}]}], "不能用规则 range"),
            ([{"key": "a", "type": "integer", "rules": [{"rule": "range", "min": 3, "max": 1}]}], "最小值大于最大值"),
            ([{"key": "a", "type": "date", "settings": {"unit": "元"}}], "没有设置 unit"),
            ([{"key": "a", "type": "repeat"}], "需要 columns"),
            ([{"key": "a", "type": "computed"}], "需要 compute"),
            ([{"key": "a", "type": "declaration"}], "必填"),
            ([{"key": "a", "type": "citizen_number", "settings": {"certificate_type": "kind"}}], "证件类型"),
            (
                [{"key": "a", "type": "date", "rules": [{"rule": "compare", "op": "gt", "to": "2026-02-30"}]}],
                "规则 compare",
            ),
            (
                [{"key": "a", "type": "computed", "compute": {"op": "concat", "args": [{"field": "a"}, "x"]}}],
                "互相依赖",
            ),
        ],
    )
    def test_says_which_field_is_wrong_and_why(self, fields: list[dict[str, Any]], words: str) -> None:
        assert words in problems_of(*fields)

    def test_a_circle_of_conditions_is_named(self) -> None:
        yes = [{"op": "eq", "args": [{"field": key}, True]} for key in ("b", "c", "a")]
        said = problems_of(
            *[{"key": key, "type": "yes_no", "visible_if": told} for key, told in zip("abc", yes, strict=True)]
        )
        assert "a → b → c → a" in said

    def test_a_circle_through_a_row_is_named(self) -> None:
        columns = [
            {"key": "a", "type": "yes_no", "label": "a", "visible_if": {"op": "eq", "args": [{"column": "b"}, True]}},
            {"key": "b", "type": "yes_no", "label": "b", "visible_if": {"op": "eq", "args": [{"column": "a"}, True]}},
        ]
        assert "列的条件或计算互相依赖" in problems_of({"key": "rows", "type": "repeat", "columns": columns})

    def test_a_long_chain_of_conditions_is_no_trouble(self) -> None:
        first: dict[str, Any] = {"key": "f0", "type": "yes_no"}
        rest = [
            {"key": f"f{n}", "type": "yes_no", "visible_if": {"op": "eq", "args": [{"field": f"f{n - 1}"}, True]}}
            for n in range(1, 390)
        ]
        form = small_form(*reversed(rest), first)
        checked = validate(form, {f"f{n}": "true" for n in range(390)}, context=at_noon())
        assert len(checked.clean) == 390
        assert validate(form, {f"f{n}": "true" for n in range(1, 390)}, context=at_noon()).clean == {}

    def test_a_computed_value_may_be_computed_from_another_that_comes_later(self) -> None:
        form = small_form(
            {"key": "twice", "type": "computed", "compute": {"op": "mul", "args": [{"field": "sum"}, 2]}},
            {"key": "sum", "type": "computed", "compute": {"op": "add", "args": [{"field": "n"}, 1]}},
            {"key": "n", "type": "integer"},
        )
        assert validate(form, {"n": "20"}, context=at_noon()).clean == {"n": 20, "sum": "21", "twice": "42"}


class TestAnswersSchema:
    def test_fits_the_clean_answers(self) -> None:
        form = family_form()
        clean = validate(form, family_answers(), context=at_noon()).clean
        jsonschema.validate(clean, answers_schema(form))

    def test_refuses_answers_that_are_not_clean(self) -> None:
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(family_answers(), answers_schema(family_form()))
