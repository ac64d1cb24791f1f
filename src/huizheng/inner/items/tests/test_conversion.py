"""All items of the starting data become sound releases."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from huizheng.commons.forms.api import form_expression, load_form
from huizheng.inner.items.conversion.columns import is_described
from huizheng.inner.items.conversion.conditions import condition
from huizheng.inner.items.conversion.document import document
from huizheng.inner.items.conversion.facts import facts
from huizheng.inner.items.conversion.materials import _CONDITIONS
from huizheng.inner.items.conversion.steps import performer_of, unknown_actors
from huizheng.inner.items.documents import check_shape, digest_of
from huizheng.inner.items.rules import World, blocking, examine

FACTS = {fact["slug"]: fact for fact in facts()}
DOCUMENTS = {slug: document(fact) for slug, fact in FACTS.items()}
WORLD = World(frozenset(FACTS))
FOLLOWED = (
    "individual-registration",
    "food-business-licence",
    "birth-service-registration",
    "subsistence-allowance",
    "foreigner-work-permit",
)


def test_there_are_169_items() -> None:
    assert len(FACTS) == 169


@pytest.mark.parametrize("slug", FACTS)
class TestEveryItem:
    def test_fits_the_format(self, slug: str) -> None:
        check_shape(DOCUMENTS[slug])

    def test_has_a_sound_form_whose_conditions_fit(self, slug: str) -> None:
        form = load_form(DOCUMENTS[slug]["form"])
        for material in DOCUMENTS[slug]["materials"]:
            if material["condition"] is not None:
                form_expression(form, material["condition"])

    def test_breaks_no_rule_that_blocks_its_release(self, slug: str) -> None:
        assert list(blocking(examine(DOCUMENTS[slug], WORLD))) == []

    def test_marks_what_is_not_verified(self, slug: str) -> None:
        marked = {mark["part"] for mark in DOCUMENTS[slug]["unverified"]}
        assert "window" in marked
        if not all(basis["verified"] for basis in DOCUMENTS[slug]["legal_basis"]):
            assert "legal_basis" in marked

    def test_loses_no_question_of_the_facts(self, slug: str) -> None:
        if slug in FOLLOWED:
            return
        asked = {field["key"] for section in DOCUMENTS[slug]["form"]["sections"] for field in section["fields"]}
        assert asked == {field["key"] for field in FACTS[slug]["form_fields"]}


class TestConversion:
    def test_knows_every_actor_and_every_table(self) -> None:
        assert list(unknown_actors(facts())) == []
        tables = [field["key"] for fact in facts() for field in fact["form_fields"] if field["type"] == "table"]
        assert [key for key in tables if not is_described(key)] == []

    def test_guesses_an_actor_by_its_words_and_says_so(self) -> None:
        assert (performer_of("某乡镇综合窗口").organ_kind, performer_of("某乡镇综合窗口").known) == (
            "town-government",
            False,
        )
        assert performer_of("从没见过的科室").organ_kind == ""

    def test_uses_every_condition_it_was_taught(self) -> None:
        met = {(fact["slug"], material.get("condition", "")) for fact in facts() for material in fact["materials"]}
        assert set(_CONDITIONS) <= met

    def test_is_the_same_every_time(self) -> None:
        assert digest_of(document(FACTS["passport"])) == digest_of(DOCUMENTS["passport"])

    def test_an_inspection_has_two_officials_and_stops_the_clock_of_a_licence_only(self) -> None:
        for one in DOCUMENTS.values():
            for step in one["steps"]:
                if step["name"] == "现场核查":
                    assert step["min_officials"] == 2
                    assert step["stops_clock"] == (one["item_type"]["code"] == "01")
        machinery = next(step for step in DOCUMENTS["machinery-subsidy"]["steps"] if step["name"] == "核机公示")
        assert (machinery["min_officials"], machinery["stops_clock"]) == (2, False)

    def test_the_cooling_off_period_of_a_divorce_is_not_counted(self) -> None:
        step = next(step for step in DOCUMENTS["divorce-registration"]["steps"] if step["name"] == "冷静期")
        assert step["stop_basis"]["article"] == "第一千零七十七条"

    def test_what_the_state_can_share_is_not_simply_asked_for(self) -> None:
        for one in DOCUMENTS.values():
            for material in one["materials"]:
                if material["reuse_from"]:
                    assert material["asked"] in {"if_not_shared", "never"}

    def test_a_town_item_is_handled_by_the_town(self) -> None:
        town = DOCUMENTS["birth-service-registration"]
        assert (town["organ_kind"], town["guiding_kind"], town["handling"]) == (
            "town-government",
            "health",
            "on_the_spot",
        )
        assert {step["organ_kind"] for step in town["steps"]} == {"town-government"}

    def test_counts_what_the_rules_found(self) -> None:
        found = Counter(finding.code for one in DOCUMENTS.values() for finding in examine(one, WORLD))
        assert found["government_material"] == 15
        assert found["fee_by_law"] == found["fee_standard"] == 0
        assert found["fee_unverified"] == 9


class TestConditions:
    KEYS = {
        "delivery.way": {"type": "select"},
        "agent.flag": {"type": "bool"},
        "cc.items": {"type": "multiselect"},
        "person.cert_no": {"type": "idcard"},
        "children": {"type": "int"},
    }

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("delivery.way=邮寄", {"op": "eq", "args": [{"field": "delivery.way"}, "邮寄"]}),
            ("agent.flag=true", {"op": "eq", "args": [{"field": "agent.flag"}, True]}),
            ("cc.items=住所", {"op": "contains", "args": [{"field": "cc.items"}, "住所"]}),
            ("children>0", {"op": "gt", "args": [{"field": "children"}, 0]}),
            ("children", {"op": "not", "args": [{"op": "empty", "args": [{"field": "children"}]}]}),
            (
                "age<16",
                {
                    "op": "lt",
                    "args": [
                        {
                            "op": "age_on",
                            "args": [{"op": "birth_date", "args": [{"field": "person.cert_no"}]}, {"op": "today"}],
                        },
                        16,
                    ],
                },
            ),
        ],
    )
    def test_become_typed_expressions(self, text: str, expected: dict) -> None:
        assert condition(text, self.KEYS) == expected

    def test_that_name_no_field_are_refused(self) -> None:
        with pytest.raises(ValueError, match="ghost"):
            condition("ghost=1", self.KEYS)


class TestTheFiveFollowedItems:
    def test_the_household_form_has_repeat_groups_and_sums(self) -> None:
        form = load_form(DOCUMENTS["subsistence-allowance"]["form"])
        assert {key for key, one in form.fields.items() if one.type == "repeat"} == {
            "fam.members",
            "fam.incomes",
            "fam.houses",
            "fam.vehicles",
            "fam.supporters",
        }
        assert form.fields["fam.per_head"].type == "computed"

    def test_the_allowance_goes_from_the_town_to_the_county(self) -> None:
        steps = {step["key"]: step["organ_kind"] for step in DOCUMENTS["subsistence-allowance"]["steps"]}
        assert steps["accept"] == steps["review"] == "town-government"
        assert steps["approve"] == "civil-affairs"
        assert DOCUMENTS["subsistence-allowance"]["limits"]["statutory"]["n"] == 30

    def test_the_work_permit_is_whole_in_english(self) -> None:
        permit = DOCUMENTS["foreigner-work-permit"]
        assert permit["languages"] == ["zh", "en"]
        english = list(_english(permit))
        assert len(english) > 90
        assert [text for text in english if re.search(r"[\u4e00-\u9fff]", text)] == []
        broken = {**permit, "conditions": [{"text": "只有中文"}]}
        assert {finding.code for finding in blocking(examine(broken, WORLD))} == {"english_complete"}

    def test_a_condition_on_a_question_that_is_not_asked_blocks_the_release(self) -> None:
        one = DOCUMENTS["individual-registration"]
        lost = {**one["materials"][2], "condition": {"op": "eq", "args": [{"field": "ghost"}, "x"]}}
        found = list(blocking(examine({**one, "materials": [lost]}, WORLD)))
        assert [(each.code, each.part) for each in found] == [("form_sound", "materials.m03")]
        assert {each.code for each in blocking(examine({**one, "form": {"format": 1}}, WORLD))} == {
            "form_sound",
            "declaration",
        }

    def test_registration_on_the_spot_asks_for_no_place_of_a_web_shop(self) -> None:
        one = DOCUMENTS["individual-registration"]
        assert one["handling"] == "on_the_spot"
        assert next(m for m in one["materials"] if m["key"] == "m03")["condition"]["op"] == "ne"


def _english(value):
    if isinstance(value, dict):
        for key, one in value.items():
            if key.endswith("_en") and isinstance(one, str):
                yield one
            else:
                yield from _english(one)
    elif isinstance(value, list):
        for one in value:
            yield from _english(one)
