# ruff: noqa: RUF001 - people type full-width digits
from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import translation

from huizheng.commons.forms.api import AnswersRefused, ask, form_expression, validate
from huizheng.commons.forms.testing import at_noon, family_answers, family_form, small_form
from huizheng.commons.reference.testing import given_places


def check(field: dict[str, Any], raw: Any, **others: Any) -> tuple[Any, str]:
    """Return the clean answer to one field, and what was said about it."""
    form = small_form({"key": "x", **field}, *others.pop("fields", []))
    checked = validate(form, {"x": raw, **others}, context=at_noon())
    return checked.clean.get("x"), checked.errors.get("x", "")


class TestValues:
    @pytest.mark.parametrize(
        ("kind", "typed", "clean"),
        [
            ("text", "  张\u3000三 ", "张 三"),
            ("textarea", "一\r\n二\r", "一\n二"),
            ("integer", "１，２００", 1200),
            ("integer", "-0", 0),
            ("decimal", "012.50", "12.5"),
            ("money", "￥１，２８０.5", "1280.50"),
            ("money", "0.1", "0.10"),
            ("date", "2024年2月29日", "2024-02-29"),
            ("date", "20240229", "2024-02-29"),
            ("date", "2026/3/1", "2026-03-01"),
            ("month", "2026年3月", "2026-03"),
            ("year", "２０２６年", 2026),
            ("datetime", "2026-03-01 9:05", "2026-03-01T09:05"),
            ("citizen_number", "11010519491231002x", "11010519491231002X"),
            ("citizen_number", "１１０１０５ １９４９１２３１ ００２Ｘ", "11010519491231002X"),
            ("uscc", "1134160073302996xp", "1134160073302996XP"),
            ("mobile", "+86 138-0000-0000", "13800000000"),
            ("phone", "(0551) 62600000", "0551-62600000"),
            ("email", "Name@Example.cn", "Name@Example.cn"),
            ("url", "www.example.cn/店", None),
            ("url", "www.example.cn/a", "https://www.example.cn/a"),
            ("postcode", "２３０００１", "230001"),
            ("plate", "皖a·12345", "皖A12345"),
            ("plate", "皖AD12345", "皖AD12345"),
            ("bank_card", "6222 0210 0111 4567 897", None),
            ("nation", "01", "01"),
            ("country", "FRA", "FRA"),
            ("yes_no", "false", False),
            ("yes_no", True, True),
            ("address", "合肥市长江路1号", {"detail": "合肥市长江路1号"}),
            ("file", ["a" * 64, "a" * 64], ["a" * 64]),
        ],
    )
    def test_are_read_as_people_write_them(self, kind: str, typed: Any, clean: Any) -> None:
        found, said = check({"type": kind}, typed)
        assert found == clean
        assert bool(said) == (clean is None)

    @pytest.mark.parametrize(
        ("kind", "typed", "words"),
        [
            ("integer", "1.5", "请填写整数"),
            ("integer", "1e3", "请填写整数"),
            ("integer", "٣", "请填写整数"),
            ("money", "0.001", "请最多保留 2 位小数"),
            ("money", "NaN", "请填写金额"),
            ("money", "1,28", "请填写金额"),
            ("date", "2025-02-29", "没有 2025年2月29日"),
            ("date", "明天", "请填写日期"),
            ("date", "0001-01-01", "年份"),
            ("datetime", "2026-03-01 24:00", "请填写日期和时间"),
            ("citizen_number", "110105194912310021", "校验位"),
            ("citizen_number", "110105194902300021", "出生日期"),
            ("uscc", "91350100M000100Y4Z", "统一社会信用代码"),
            ("mobile", "12800000000", "11 位手机号码"),
            ("email", "a@b", "电子邮箱"),
            ("postcode", "23000", "6 位"),
            ("plate", "皖O", "号牌"),
            ("nation", "57", "选项"),
            ("yes_no", "或许", "是"),
            ("division", "3401", "行政区划"),
            ("address", {"street": "x"}, "格式不对"),
            ("file", ["../etc/passwd"], "重新上传"),
            ("text", "a\x00b", "控制字符"),
            ("text", "字" * 501, "不要超过 500 个字"),
            ("text", ["a"], "格式不对"),
            ("text", {"a": "b"}, "格式不对"),
            ("repeat", "x", "格式不对"),
        ],
    )
    def test_say_what_to_do_when_they_do_not_fit(self, kind: str, typed: Any, words: str) -> None:
        extra = {"columns": [{"key": "a", "type": "text", "label": "a"}]} if kind == "repeat" else {}
        found, said = check({"type": kind, **extra}, typed)
        assert found is None
        assert words in said

    @pytest.mark.django_db
    def test_places_are_those_in_use_and_the_other_provinces(self) -> None:
        given_places()
        assert check({"type": "division"}, "340102") == ("340102", "")
        assert check({"type": "division"}, {"division": "340102", "detail": ""}) == ("340102", "")
        assert check({"type": "division"}, "110000") == ("110000", "")
        assert check({"type": "division"}, "341400")[1] == "请从列表中选择行政区划"
        typed = {"division": "340102", "detail": " 长江路 1 号"}
        assert check({"type": "address"}, typed) == ({"division": "340102", "detail": "长江路 1 号"}, "")
        assert "详细地址" in check({"type": "address"}, {"division": "340102"})[1]
        village = {"type": "division", "settings": {"digits": 12}}
        assert check(village, {"division": "340102", "detail": "某镇某村"})[0] == {
            "division": "340102",
            "detail": "某镇某村",
        }
        assert check(village, "340102")[0] == {"division": "340102"}

    def test_money_is_exact_to_the_fen_however_large(self) -> None:
        form = small_form(
            {"key": "a", "type": "money"},
            {"key": "b", "type": "money"},
            {
                "key": "sum",
                "type": "computed",
                "compute": {"op": "add", "args": [{"field": "a"}, {"field": "b"}]},
                "settings": {"show_as": "money"},
            },
        )
        checked = validate(form, {"a": "99999999999999999.99", "b": "0.02"}, context=at_noon())
        assert checked.clean["sum"] == "100000000000000000.01"

    def test_a_certificate_number_is_judged_by_its_kind(self) -> None:
        kind = {"key": "kind", "type": "choice", "options": [{"value": v, "label": v} for v in ("居民身份证", "护照")]}
        field = {"type": "citizen_number", "settings": {"certificate_type": "kind"}}
        assert check(field, "e12345678", kind="护照", fields=[kind]) == ("E12345678", "")
        assert "18位" in check(field, "e12345678", kind="居民身份证", fields=[kind])[1]
        assert "证件类型" in check(field, "护照一号", kind="护照", fields=[kind])[1]


class TestRules:
    @pytest.mark.parametrize(
        ("field", "typed", "words"),
        [
            ({"type": "text", "rules": [{"rule": "length", "min": 2, "max": 4}]}, "一", "至少填写 2 个字"),
            ({"type": "text", "rules": [{"rule": "length", "min": 28, "max": 28}]}, "一", "请填写 28 个字"),
            ({"type": "text", "rules": [{"rule": "length", "max": 4}]}, "𠮷𠮷𠮷𠮷", ""),
            ({"type": "integer", "rules": [{"rule": "range", "min": 1, "max": 9}]}, "10", "不大于 9"),
            ({"type": "money", "rules": [{"rule": "range", "over": 0}]}, "0", "大于 0"),
            ({"type": "decimal", "rules": [{"rule": "range", "under": "0.3"}]}, "0.3", "小于 0.3"),
            ({"type": "text", "rules": [{"rule": "pattern", "name": "pinyin"}]}, "张三", "拉丁字母"),
            ({"type": "text", "rules": [{"rule": "pattern", "name": "vin"}]}, "LSVAU033X12345678", ""),
            (
                {"type": "date", "rules": [{"rule": "compare", "op": "le", "to": {"op": "today"}}]},
                "2026-03-03",
                "不能晚于“今天”",
            ),
            ({"type": "date", "rules": [{"rule": "compare", "op": "le", "to": {"op": "today"}}]}, "2026-03-02", ""),
            (
                {"type": "date", "rules": [{"rule": "compare", "op": "ge", "to": "2026-04-01"}]},
                "2026-03-02",
                "不能早于“2026-04-01”",
            ),
            ({"type": "citizen_number", "rules": [{"rule": "age", "min": 22}]}, "340100201001010011", "年满 22 周岁"),
            ({"type": "citizen_number", "rules": [{"rule": "sex", "is": "male"}]}, "11010519491231002X", "男性"),
            ({"type": "citizen_number", "rules": [{"rule": "sex", "is": "female"}]}, "11010519491231002X", ""),
            (
                {
                    "type": "integer",
                    "rules": [
                        {"rule": "check", "that": {"op": "ne", "args": [{"field": "x"}, 4]}, "message": "不要四"}
                    ],
                },
                "4",
                "不要四",
            ),
        ],
    )
    def test_say_what_to_do(self, field: dict[str, Any], typed: str, words: str) -> None:
        _found, said = check(field, typed)
        assert words in said
        assert bool(words) == bool(said)

    def test_an_end_must_follow_its_start(self) -> None:
        form = small_form(
            {"key": "from", "type": "date", "label": "开始日期"},
            {
                "key": "to",
                "type": "date",
                "label": "结束日期",
                "rules": [{"rule": "compare", "op": "gt", "to": {"field": "from"}}],
            },
        )
        checked = validate(form, {"from": "2026-03-02", "to": "2026-03-02"}, context=at_noon())
        assert checked.errors == {"to": "这个日期应晚于“开始日期”"}
        assert validate(form, {"to": "2026-03-02"}, context=at_noon()).is_valid

    def test_own_words_come_first_and_in_the_reader_s_language(self) -> None:
        field = {
            "type": "integer",
            "rules": [{"rule": "range", "min": 5, "message": "至少五", "message_en": "At least five"}],
        }
        assert check(field, "1")[1] == "至少五"
        with translation.override("en"):
            assert check(field, "1")[1] == "At least five"

    def test_today_is_a_day_in_the_country_s_own_zone(self) -> None:
        late = at_noon(dt.datetime(2026, 3, 1, 17, 30, tzinfo=dt.UTC))
        assert (late.today, late.now) == ("2026-03-02", "2026-03-02T01:30")


class TestForm:
    def test_clean_answers_are_accepted_again_unchanged(self) -> None:
        form = family_form()
        once = validate(form, family_answers(), context=at_noon())
        again = validate(form, once.clean, context=at_noon())
        assert once.errors == again.errors == {}
        assert again.clean == once.clean

    def test_a_hidden_answer_is_dropped_from_the_clean_ones_and_kept_in_the_draft(self) -> None:
        answers = family_answers(**{"delivery.address": {"detail": "合肥市长江路1号"}})
        checked = validate(family_form(), answers, context=at_noon())
        assert "delivery.address" not in checked.clean
        assert "delivery.address" not in checked.visible
        assert checked.kept["delivery.address"] == {"detail": "合肥市长江路1号"}

    def test_a_hidden_field_s_hidden_answer_shows_nothing_else(self) -> None:
        answers = family_answers(**{"fam.car": "false", "fam.plate": "皖A12345"})
        assert "fam.plate" not in validate(family_form(), answers, context=at_noon()).clean

    def test_a_hidden_section_hides_its_fields(self) -> None:
        source = family_form().source
        sections = [dict(section) for section in source["sections"]]
        sections[1]["visible_if"] = {"op": "eq", "args": [{"field": "person.cert_type"}, "护照"]}
        from huizheng.commons.forms.api import load_form

        checked = validate(load_form({**source, "sections": sections}), family_answers(), context=at_noon())
        assert checked.is_valid
        assert not any(key.startswith("fam.") for key in checked.clean)
        assert "#family" not in checked.visible

    def test_everything_required_is_asked_for_when_nothing_is_filled_in(self) -> None:
        checked = validate(family_form(), {}, context=at_noon())
        assert checked.errors["person.name"] == "请填写“姓名”"
        assert checked.errors["decl.true"].startswith("请先阅读并确认")
        assert "delivery.address" not in checked.errors

    def test_a_draft_asks_for_nothing_and_keeps_what_is_wrong(self) -> None:
        checked = validate(
            family_form(), {"person.cert_no": "12", "person.mobile": ""}, context=at_noon(), mode="draft"
        )
        assert list(checked.errors) == ["person.cert_no"]
        assert checked.kept == {"person.cert_no": "12", "person.mobile": ""}

    def test_one_section_may_be_judged_alone(self) -> None:
        checked = validate(family_form(), {}, context=at_noon(), section="delivery")
        assert set(checked.errors) == {"delivery.way", "decl.true"}

    def test_a_condition_on_whether_a_field_is_required(self) -> None:
        form = small_form(
            {"key": "n", "type": "integer"},
            {"key": "why", "type": "text", "required": {"op": "gt", "args": [{"field": "n"}, 5]}},
        )
        assert validate(form, {"n": "5"}, context=at_noon()).is_valid
        assert "why" in validate(form, {"n": "6"}, context=at_noon()).errors


class TestRows:
    def test_errors_name_the_row_as_it_was_typed(self) -> None:
        rows = [{}, {"name": "李四", "number": "1", "works": "true"}]
        checked = validate(family_form(), family_answers(**{"fam.members": rows}), context=at_noon())
        assert set(checked.errors) == {"fam.members.1.number", "fam.members.1.income"}

    def test_empty_rows_are_no_rows(self) -> None:
        rows = [{"name": " "}, {"name": "李四", "works": "false"}, {}]
        checked = validate(family_form(), family_answers(**{"fam.members": rows}), context=at_noon())
        assert checked.is_valid
        assert checked.clean["fam.members"] == [{"name": "李四", "works": False}]

    def test_a_person_named_twice_is_noticed(self) -> None:
        row = {"name": "李四", "number": "11010519491231002X", "works": "false"}
        checked = validate(family_form(), family_answers(**{"fam.members": [row, row]}), context=at_noon())
        assert "第 1 行和第 2 行重复" in checked.errors["fam.members"]

    def test_a_hidden_cell_counts_for_nothing(self) -> None:
        rows = [{"name": "李四", "works": "false", "income": "9999"}]
        checked = validate(family_form(), family_answers(**{"fam.members": rows}), context=at_noon())
        assert checked.clean["fam.income"] == "0.00"

    def test_more_rows_than_allowed_are_said_and_more_than_anybody_types_are_refused(self) -> None:
        row = {"name": "李四", "works": "false"}
        checked = validate(family_form(), family_answers(**{"fam.members": [row] * 16}), context=at_noon())
        assert "最多填写 15 行，现在是 16 行" in checked.errors["fam.members"]
        with pytest.raises(AnswersRefused):
            validate(family_form(), family_answers(**{"fam.members": [row] * 10_000}), context=at_noon())


class TestMaliciousPosts:
    @pytest.mark.parametrize(
        "raw",
        [
            [],
            "x",
            None,
            {1: "a"},
            {"a": object()},
            {"a": "x" * 2_000_001},
            {"a": [[[[["deep"]]]]]},
            {"a": [{"b": "x"}] * 2001},
            {f"k{n}": "" for n in range(60_001)},
            {"a": b"bytes"},
        ],
    )
    def test_shapes_that_no_person_makes_are_refused(self, raw: Any) -> None:
        with pytest.raises(AnswersRefused):
            validate(family_form(), raw, context=at_noon())

    def test_unknown_keys_are_left_out(self) -> None:
        checked = validate(family_form(), family_answers(admin="true"), context=at_noon())
        assert "admin" not in checked.clean
        assert "admin" not in checked.kept

    def test_a_computed_value_cannot_be_sent(self) -> None:
        checked = validate(family_form(), family_answers(**{"fam.income": "0.01"}), context=at_noon())
        assert checked.clean["fam.income"] == "1280.50"


class TestAsk:
    def test_answers_for_conditions_outside_the_form(self) -> None:
        form = family_form()
        checked = validate(form, family_answers(), context=at_noon())
        condition = form_expression(
            form,
            {"op": "any", "args": [{"field": "fam.members"}, {"op": "gt", "args": [{"column": "income"}, 1000]}]},
        )
        assert ask(condition, checked.values, context=at_noon()) is True
        total = form_expression(form, {"op": "max", "args": [{"field": "fam.members.income"}]}, kind="number")
        assert str(ask(total, checked.values, context=at_noon())) == "1280.50"

    def test_refuses_an_expression_that_names_no_field(self) -> None:
        from huizheng.commons.forms.api import FormInvalid

        with pytest.raises(FormInvalid, match="没有字段"):
            form_expression(family_form(), {"op": "empty", "args": [{"field": "moon"}]})
