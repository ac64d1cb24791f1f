"""What holds for every form and every set of answers, however odd."""

from __future__ import annotations

import contextlib
import json
import re
from decimal import Decimal
from typing import Any

import jsonschema
import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from huizheng.commons.forms.amounts import amount_in_words
from huizheng.commons.forms.api import AnswersRefused, answers_schema, merge_correction, read_post, summary, validate
from huizheng.commons.forms.errors import Unfit
from huizheng.commons.forms.expressions.expression import expression
from huizheng.commons.forms.expressions.kinds import Kind, Scope
from huizheng.commons.forms.expressions.nodes import MAX_DEPTH
from huizheng.commons.forms.expressions.numbers import settle
from huizheng.commons.forms.testing import at_noon, family_form, small_form
from huizheng.commons.forms.tests.scripts import ask_scripts

FORM = family_form()
QUICK = settings(max_examples=60, deadline=None)

typed = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**25), 10**25),
    st.text(max_size=30),
    st.sampled_from(
        [
            "张三",
            "居民身份证",
            "护照",
            "11010519491231002X",
            "13800000000",
            "true",
            "false",
            "邮寄",
            "电子送达",
            "1,280.50",
            "皖A12345",
            "on",
        ],
    ),
)
row = st.dictionaries(st.sampled_from(["name", "number", "works", "income", "evil"]), typed, max_size=5)
answers = st.dictionaries(
    st.sampled_from([*FORM.fields, "evil"]),
    st.one_of(
        typed,
        st.lists(row, max_size=4),
        st.lists(typed, max_size=4),
        st.dictionaries(st.sampled_from(["division", "detail"]), st.text(max_size=20)),
    ),
    max_size=14,
)

# Trees that fit their types, built kind by kind, so that every one of them is accepted and asked.
KINDS = {
    "n": Kind.NUMBER,
    "m": Kind.NUMBER,
    "t": Kind.TEXT,
    "b": Kind.BOOL,
    "d": Kind.DATE,
    "l": Kind.TEXTS,
    "rows": Kind.ROWS,
    "rows.n": Kind.NUMBERS,
}
SCOPE = Scope(KINDS, {}, {"rows": {"n": Kind.NUMBER}})
Tree = st.SearchStrategy[Any]


def field(key: str) -> Tree:
    return st.just({"field": key})


def call(op: str, *args: Tree) -> Tree:
    return st.tuples(*args).map(lambda found: {"op": op, "args": list(found)})


def calls(ops: str, *args: Tree) -> Tree:
    return st.sampled_from(ops.split()).flatmap(lambda op: call(op, *args))


exact = st.decimals(allow_nan=False, allow_infinity=False, places=10, min_value=-(10**18), max_value=10**18)
constant = st.one_of(st.integers(-(10**9), 10**9), exact.map(lambda found: {"number": format(found, "f")}))
in_row = calls("eq lt ge", st.just({"column": "n"}), st.one_of(constant, field("n")))
today = st.just({"op": "today"})


def number_of(number: Tree, day: Tree, truth: Tree) -> Tree:
    return st.one_of(
        calls("add sub mul div min max sum round", number, number),
        calls("age_on days_between", day, day),
        call("if", truth, number, number),
        call("if", truth, number),
    )


def day_of(number: Tree) -> Tree:
    start = st.one_of(field("d"), today, call("birth_date", field("t")))
    return st.one_of(start, calls("add_days add_months", start, number), calls("min max", start, today))


def truth_of(number: Tree, day: Tree, words: Tree) -> Tree:
    return st.one_of(
        calls("eq ne lt le gt ge", number, number),
        calls("eq ne lt le gt ge", day, field("d")),
        calls("eq ne contains", words, words),
        call("contains", field("l"), words),
        call("empty", st.one_of(number, words, day, field("rows"), field("l"))),
        calls("any all", field("rows"), in_row),
        call("in", number, st.just([1, 2.5])),
    )


number0 = st.one_of(
    field("n"), field("m"), constant, calls("sum min max count", field("rows.n")), call("count", field("rows"), in_row)
)
words0 = st.one_of(field("t"), st.sampled_from(["", "甲"]), call("concat", field("t"), number0, day_of(number0)))
truth0 = st.one_of(field("b"), st.booleans(), truth_of(number0, day_of(number0), words0))
number1 = st.one_of(number0, number_of(number0, day_of(number0), truth0))
number2 = number_of(number1, day_of(number1), truth0)
words1 = st.one_of(words0, call("if", truth0, field("t"), words0))
truth1 = st.one_of(truth_of(number2, day_of(number1), words1), calls("and or", truth0, truth0), call("not", truth0))
tree = st.one_of(number2, day_of(number2), words1, truth1)
number = st.one_of(
    st.none(),
    st.decimals(
        allow_nan=False, allow_infinity=False, min_value=Decimal(-(10**29)), max_value=Decimal(10**29), places=10
    ),
)
values = st.fixed_dictionaries(
    {
        "n": number,
        "m": number,
        "t": st.one_of(st.none(), st.text(max_size=20), st.just("11010519491231002X")),
        "b": st.sampled_from([None, True, False]),
        "d": st.one_of(st.none(), st.dates().map(str)),
        "l": st.one_of(st.none(), st.lists(st.text(max_size=5), max_size=3)),
        "rows": st.one_of(st.none(), st.lists(st.fixed_dictionaries({"n": number}), max_size=3)),
    },
)


class Answers:
    today, now = "2026-03-02", "2026-03-02T12:00"

    def __init__(self, values: dict[str, Any]) -> None:
        self.values = values

    def answer(self, key: str) -> Any:
        if key == "rows.n":
            return [one["n"] for one in self.values["rows"] or ()]
        return self.values[key]


words_of_the_format = st.sampled_from(["op", "args", "field", "column", "number", "x"])
anything = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.sampled_from(["add", "if", "n", "1e999"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words_of_the_format, inner, max_size=3),
    max_leaves=12,
)


def as_vector(value: Any) -> Any:
    """Return a value as the vectors write it."""
    match value:
        case Decimal():
            return {"number": format(value, "f")}
        case list():
            return [as_vector(item) for item in value]
        case dict():
            return {key: as_vector(item) for key, item in value.items()}
        case _:
            return value


class TestExpressions:
    @settings(max_examples=300, deadline=None)
    @given(tree, values)
    def test_a_tree_that_fits_never_raises_and_yields_its_kind(self, source: Any, found: dict[str, Any]) -> None:
        told = expression(source, SCOPE)
        result = told.ask(Answers(found))
        wanted = {Kind.NUMBER: Decimal, Kind.BOOL: bool}.get(told.kind, str)
        assert result is None or isinstance(result, wanted)
        if isinstance(result, Decimal):
            assert settle(result) == result

    @settings(max_examples=6, deadline=None)
    @given(values, st.lists(tree, min_size=40, max_size=40))
    def test_the_browser_yields_the_same_for_trees_nobody_thought_of(
        self, found: dict[str, Any], sources: list[Any]
    ) -> None:
        env = Answers(found)
        asked = [{"expression": source, "yields": as_vector(expression(source, SCOPE).ask(env))} for source in sources]
        told = {key: {"is": as_vector(value)} for key, value in found.items()}
        answer = ask_scripts(
            {"at": env.now, "answers": told, "expressions": asked, "values": [], "forms": [], "amounts": []}
        )
        assert answer == {"asked": 40, "slips": []}

    @given(anything)
    @QUICK
    def test_anything_else_is_refused_and_nothing_breaks(self, source: Any) -> None:
        with contextlib.suppress(Unfit):
            expression(source, SCOPE)

    def test_a_bottomless_tree_is_refused(self) -> None:
        source: Any = True
        for _ in range(MAX_DEPTH + 1):
            source = {"op": "not", "args": [source]}
        with pytest.raises(Unfit, match="过深"):
            expression(source, SCOPE)


class TestAnswers:
    @given(answers)
    @QUICK
    def test_no_answer_breaks_the_judgement_and_clean_ones_hold_only_what_is_shown(self, raw: dict[str, Any]) -> None:
        try:
            checked = validate(FORM, raw, context=at_noon())
        except AnswersRefused:
            return
        assert set(checked.clean) <= checked.visible
        assert {path.split(".")[0] for path in checked.errors} <= {key.split(".")[0] for key in FORM.fields}
        json.dumps(checked.clean)
        summary(FORM, checked.clean, masked=True)

    @given(answers)
    @QUICK
    def test_judging_clean_answers_again_changes_nothing(self, raw: dict[str, Any]) -> None:
        once = validate(FORM, raw, context=at_noon(), mode="draft")
        again = validate(FORM, once.clean, context=at_noon(), mode="draft")
        # A row of which nothing could be read still counts as a row in the draft.
        if once.is_valid:
            assert again.clean == once.clean
        assert again.is_valid or not once.is_valid

    @given(answers)
    @QUICK
    def test_what_is_accepted_fits_the_schema_of_answers(self, raw: dict[str, Any]) -> None:
        checked = validate(FORM, raw, context=at_noon())
        if checked.is_valid:
            jsonschema.validate(checked.clean, answers_schema(FORM))

    @given(answers)
    @QUICK
    def test_a_draft_keeps_everything_of_the_form_as_it_was_typed(self, raw: dict[str, Any]) -> None:
        checked = validate(FORM, raw, context=at_noon(), mode="draft")
        asked = {key for key, one in FORM.fields.items() if one.type != "computed"}
        assert checked.kept == {key: value for key, value in raw.items() if key in asked}
        assert not any(said.startswith("请填写“") for said in checked.errors.values())

    @given(answers, answers, st.sets(st.sampled_from(list(FORM.fields))))
    @QUICK
    def test_a_correction_changes_only_what_is_open(
        self, old: dict[str, Any], new: dict[str, Any], opened: set[str]
    ) -> None:
        merged = merge_correction(FORM, old, new, opened)
        assert {key for key in {*old, *new} if merged.get(key) != old.get(key)} <= opened

    @given(st.dictionaries(st.text(max_size=40), st.text(max_size=20), max_size=20))
    @QUICK
    def test_no_post_breaks_the_reading(self, sent: dict[str, str]) -> None:
        post = QueryDict(mutable=True)
        post.update(sent)
        posted = read_post(FORM, post)
        assert set(posted.answers) <= set(FORM.fields)
        validate(FORM, posted.answers, context=at_noon(), mode="draft")


class TestMoney:
    FORM = small_form(
        {
            "key": "rows",
            "type": "repeat",
            "rules": [{"rule": "rows", "max": 50}],
            "columns": [{"key": "sum", "type": "money", "label": "金额"}],
        },
        {
            "key": "total",
            "type": "computed",
            "compute": {"op": "sum", "args": [{"field": "rows.sum"}]},
            "settings": {"show_as": "money"},
        },
    )

    @given(st.lists(st.integers(0, 10**15), min_size=1, max_size=20))
    @QUICK
    def test_a_sum_of_amounts_is_exact_to_the_fen(self, fen: list[int]) -> None:
        rows = [{"sum": f"{one // 100}.{one % 100:02}"} for one in fen]
        total = validate(self.FORM, {"rows": rows}, context=at_noon()).clean["total"]
        assert total == f"{sum(fen) // 100}.{sum(fen) % 100:02}"

    @given(st.integers(0, 10**18 - 1))
    @QUICK
    def test_capital_numerals_read_back_to_the_same_amount(self, fen: int) -> None:
        assert read_back(amount_in_words(Decimal(fen) / 100)) == fen


def read_back(words: str) -> int:
    """Return the fen that capital numerals say."""
    yuan, there, rest = words.partition("元")
    if not there:
        yuan, rest = "", words
    digits = {word: value for value, word in enumerate("零壹贰叁肆伍陆柒捌玖")}
    small = {"角": 10, "分": 1}
    fen = sum(digits[digit] * small[unit] for digit, unit in re.findall("([零壹贰叁肆伍陆柒捌玖])([角分])", rest))
    return whole(yuan) * 100 + fen


def whole(words: str) -> int:
    for word, unit in (("亿", 10**8), ("万", 10**4), ("仟", 1000), ("佰", 100), ("拾", 10)):
        high, there, low = words.rpartition(word)
        if there:
            return whole(high) * unit + whole(low)
    return "零壹贰叁肆伍陆柒捌玖".index(words[-1]) if words else 0
