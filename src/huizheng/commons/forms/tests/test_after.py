"""What is done with answers once they are given: summaries, corrections, prefilling, progress, revisions."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from django.urls import reverse

from huizheng.commons.forms.api import (
    Form,
    Known,
    Provenance,
    carry_over,
    compare,
    correction_fields,
    diff,
    form_schema,
    load_form,
    merge_correction,
    neighbours,
    prefill,
    progress,
    render_summary,
    sources_still_true,
    summary,
    summary_facts,
    validate,
)
from huizheng.commons.forms.testing import CITIZEN, FAMILY, NOON, at_noon, family_answers, family_form, small_form


def clean(**changed: Any) -> dict[str, Any]:
    checked = validate(family_form(), family_answers(**changed), context=at_noon())
    assert checked.is_valid
    return checked.clean


def rows(sections: Any) -> dict[str, str]:
    return {row.key: row.value for section in sections for row in section.rows}


class TestSummary:
    def test_puts_answers_into_words(self) -> None:
        said = rows(summary(family_form(), clean()))
        assert said["fam.income"] == "1,280.50 元（壹仟贰佰捌拾元伍角整）"
        assert said["fam.car"] == "否"
        assert "fam.plate" not in said

    def test_says_amounts_in_their_unit(self) -> None:
        units = ("元", "万元", "元/亩")
        form = small_form(
            *({"key": f"m{n}", "type": "money", "settings": {"unit": unit}} for n, unit in enumerate(units))
        )
        said = rows(summary(form, {"m0": "1.50", "m1": "1.50", "m2": "1.50"}))
        assert list(said.values()) == ["1.50 元（壹元伍角整）", "1.50 万元（壹万伍仟元整）", "1.50 元/亩"]

    def test_masks_what_names_a_person(self) -> None:
        sections = summary(family_form(), clean(), masked=True)
        said = rows(sections)
        assert said["person.name"] == "张*"
        assert said["person.cert_no"] == "1101**********002X"
        assert said["person.mobile"] == "138****0000"
        table = next(row.table for section in sections for row in section.rows if row.table)
        assert CITIZEN not in json.dumps(table.rows)

    def test_is_drawn_with_links_to_change_it(self) -> None:
        text = render_summary(summary(family_form(), clean()), change_urls={"family": "/draft/family/"})
        assert '<a href="/draft/family/#id_fam-car">' in text
        assert "张小三" in text

    def test_is_plain_json_for_paper(self) -> None:
        facts = summary_facts(summary(family_form(), clean()))
        assert json.loads(json.dumps(facts))[0]["rows"][0]["value"] == "张三"


class TestDiff:
    def test_names_the_row_and_column_that_changed(self) -> None:
        members = family_answers()["fam.members"]
        after = clean(**{"fam.members": [{**members[0], "income": "2000"}, members[1]], "person.mobile": "13900000000"})
        changes = {change.path: (change.before, change.after) for change in diff(family_form(), clean(), after)}
        assert changes["person.mobile"] == ("13800000000", "13900000000")
        assert changes["fam.members.0.income"][1].startswith("2,000.00 元")
        assert set(changes) == {"person.mobile", "fam.members.0.income", "fam.income", "fam.per_head"}

    def test_a_row_that_moved_is_not_a_change(self) -> None:
        two = [
            {"name": "张三", "number": CITIZEN, "works": "false"},
            {"name": "李四", "number": "340100199001010011", "works": "false"},
        ]
        assert diff(family_form(), clean(**{"fam.members": two}), clean(**{"fam.members": two[::-1]})) == []

    def test_a_row_that_is_gone_is_said_whole(self) -> None:
        members = family_answers()["fam.members"]
        found = diff(family_form(), clean(), clean(**{"fam.members": members[:1]}))
        (gone,) = [change for change in found if change.kind == "removed"]
        assert "张小三" in gone.before


class TestCorrection:
    def test_only_marked_fields_change(self) -> None:
        merged = merge_correction(
            family_form(),
            {"person.name": "张三", "person.mobile": "1"},
            {"person.name": "李四", "person.mobile": "2"},
            {"person.mobile"},
        )
        assert merged == {"person.name": "张三", "person.mobile": "2"}

    def test_a_marked_cell_opens_its_group(self) -> None:
        new = {"fam.members": [{"name": "x"}]}
        assert merge_correction(family_form(), {}, new, {"fam.members.0.income"}) == new

    def test_questions_that_a_corrected_answer_brings_up_may_be_answered(self) -> None:
        opened = correction_fields(family_form(), {"delivery.way"}, clean(), context=at_noon())
        assert opened == {"delivery.way", "delivery.address"}

    def test_questions_that_were_answered_stay_closed(self) -> None:
        answers = clean(**{"delivery.way": "邮寄", "delivery.address": {"detail": "合肥市长江路1号"}})
        assert correction_fields(family_form(), {"delivery.way"}, answers, context=at_noon()) == {"delivery.way"}


class TestPrefill:
    known = {
        "account.person.name": Known("张三", "实名认证", NOON, source_en="real-name check"),
        "account.person.cert_type": Known("111", "实名认证", NOON),
        "account.person.cert_no": Known(CITIZEN, "实名认证", NOON),
        "account.person.mobile": Known("no number", "账号资料", NOON),
    }

    def test_fills_in_what_is_known_and_says_from_where(self) -> None:
        filled = prefill(family_form(), self.known)
        assert filled.answers == {"person.name": "张三", "person.cert_type": "居民身份证", "person.cert_no": CITIZEN}
        assert filled.locked == {"person.name"}
        assert sources_still_true(filled.provenance, filled.answers)["person.name"] == "实名认证"
        assert sources_still_true(filled.provenance, filled.answers, english=True)["person.name"] == "real-name check"

    def test_writes_over_nothing_but_locked_answers(self) -> None:
        filled = prefill(family_form(), self.known, answers={"person.name": "李四", "person.cert_no": "x"})
        assert filled.answers["person.name"] == "张三"
        assert filled.answers["person.cert_no"] == "x"

    def test_a_corrected_answer_is_nobody_s_but_the_person_s(self) -> None:
        filled = prefill(family_form(), self.known)
        assert "person.cert_no" not in sources_still_true(filled.provenance, {**filled.answers, "person.cert_no": "y"})

    def test_provenance_is_kept_as_json(self) -> None:
        one = prefill(family_form(), self.known).provenance["person.name"]
        assert Provenance.from_json("person.name", json.loads(json.dumps(one.as_json()))) == one

    def test_rows_are_filled_too(self) -> None:
        form = small_form(
            {
                "key": "rows",
                "type": "repeat",
                "prefill": "resource:household",
                "columns": [{"key": "name", "type": "text", "label": "姓名"}],
            }
        )
        filled = prefill(form, {"resource:household": Known([{"name": "张三", "secret": "x"}], "人口库", NOON)})
        assert filled.answers == {"rows": [{"name": "张三"}]}


class TestProgress:
    def test_says_of_each_section_how_far_it_is(self) -> None:
        found = progress(
            family_form(), {"person.name": "张三", "delivery.way": "电子送达", "decl.true": "on"}, context=at_noon()
        )
        assert [(section.key, section.state, section.number) for section in found] == [
            ("applicant", "incomplete", 1),
            ("family", "not_started", 2),
            ("delivery", "complete", 3),
        ]
        assert found[0].to_do == 3

    def test_knows_what_comes_before_and_after(self) -> None:
        found = progress(family_form(), {}, context=at_noon())
        before, after = neighbours(found, "family")
        assert before is not None
        assert after is not None
        assert (before.key, after.key) == ("applicant", "delivery")
        assert neighbours(found, "applicant")[0] is None


class TestRevisions:
    def revised(self) -> Form:
        source = copy.deepcopy(FAMILY)
        applicant, family, delivery = source["sections"]
        applicant["fields"][3]["label"] = "联系手机"
        applicant["fields"].append({"key": "person.email", "type": "email", "label": "邮箱", "required": True})
        family["fields"].pop()
        family["fields"][0]["columns"][2]["type"] = "text"
        family["fields"][0]["columns"][3].pop("visible_if")
        delivery["fields"][0]["options"].pop()
        delivery["fields"].pop(1)
        applicant["fields"].append(family["fields"].pop())
        return load_form(source)

    def test_differences_are_typed(self) -> None:
        found = {(one.kind, one.path): one for one in compare(family_form(), self.revised())}
        assert set(found) == {
            ("changed", "person.mobile"),
            ("added", "person.email"),
            ("removed", "fam.plate"),
            ("changed", "fam.members.works"),
            ("changed", "fam.members.income"),
            ("changed", "delivery.way"),
            ("removed", "delivery.address"),
            ("moved", "fam.car"),
        }
        assert not found["changed", "person.mobile"].touches_answers
        assert found["added", "person.email"].touches_answers
        assert found["changed", "delivery.way"].touches_answers
        assert not found["moved", "fam.car"].touches_answers

    def test_a_form_does_not_differ_from_itself(self) -> None:
        assert compare(family_form(), family_form()) == []

    def test_a_draft_goes_over_to_the_newer_form_and_says_what_does_not(self) -> None:
        answers = family_answers(**{"delivery.way": "邮寄", "person.cert_no": "12", "fam.plate": "皖A12345"})
        over = carry_over(family_form(), self.revised(), answers)
        assert set(over.dropped) == {"delivery.way", "delivery.address", "fam.plate"}
        assert over.answers["person.cert_no"] == "12"


@pytest.mark.django_db
def test_both_zones_serve_the_schema(client: Any) -> None:
    answer = client.get(reverse("forms:schema"))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/schema+json"
    assert answer.json() == form_schema()
