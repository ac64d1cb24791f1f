from __future__ import annotations

import html.parser
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils import translation
from django.utils.datastructures import MultiValueDict

from huizheng.commons.forms.api import AnswersRefused, FileLink, error_links, read_post, render, uploads, validate
from huizheng.commons.forms.testing import at_noon, family_answers, family_form, small_form
from huizheng.commons.reference.testing import given_places


class Tags(html.parser.HTMLParser):
    """Every start tag with its attributes, and what is inside hidden ones."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.found.append((tag, dict(attrs)))

    def one(self, **wanted: str) -> dict[str, str | None]:
        (found,) = [
            attrs for _tag, attrs in self.found if all(attrs.get(k.replace("_", "-")) == v for k, v in wanted.items())
        ]
        return found

    def all(self, tag: str, name: str) -> list[str | None]:
        return [attrs[name] for one, attrs in self.found if one == tag and name in attrs]


def page(answers: dict[str, Any] | None = None, **options: Any) -> Tags:
    form = options.pop("form", None) or family_form()
    return Tags(render(form, answers or {}, options.pop("errors", None), context=at_noon(), **options))


pytestmark = pytest.mark.django_db


class TestRender:
    def test_every_control_has_a_label_and_no_id_comes_twice(self) -> None:
        tags = page(family_answers())
        outside_templates = [
            a for t, a in tags.found if t in {"input", "select", "textarea"} and a.get("type") != "hidden"
        ]
        labels = set(tags.all("label", "for"))
        assert {control["id"] for control in outside_templates} <= labels
        ids = [attrs["id"] for _tag, attrs in tags.found if attrs.get("id")]
        assert len(ids) == len(set(ids))

    def test_a_hidden_question_is_hidden_and_yet_there(self) -> None:
        assert "hidden" in page().one(data_hz_field="delivery.address")
        shown = page({"delivery.way": "邮寄"}).one(data_hz_field="delivery.address")
        assert "hidden" not in shown

    def test_what_was_typed_stays_even_when_it_is_wrong(self) -> None:
        form = small_form({"key": "day", "type": "date"}, {"key": "sum", "type": "money"})
        tags = page({"day": "三月<一>日", "sum": "很多"}, form=form, errors={"day": "请填写日期"})
        assert tags.one(name="day")["value"] == "三月<一>日"
        assert tags.one(name="day")["type"] == "text"
        assert tags.one(name="sum")["value"] == "很多"

    def test_an_error_is_tied_to_its_control_and_linked_from_the_summary(self) -> None:
        form = family_form()
        errors = validate(form, {}, context=at_noon()).errors
        tags = page({}, errors=errors)
        control = tags.one(name="person.name")
        assert control["aria-invalid"] == "true"
        assert "id_person-name-error" in (control["aria-describedby"] or "")
        links = [href for href in tags.all("a", "href") if href]
        ids = {attrs.get("id") for _tag, attrs in tags.found}
        assert len(links) == len(errors)
        assert {href.removeprefix("#") for href in links} <= ids

    def test_links_name_the_row_and_column(self) -> None:
        (link,) = error_links(family_form(), {"fam.members.1.number": "身份证号码应为18位"})
        assert link == {
            "text": "共同生活家庭成员 2 · 身份证号码：身份证号码应为18位",
            "href": "#id_fam-members-1-number",
            "label": "共同生活家庭成员 2 · 身份证号码",
        }

    def test_only_editable_fields_have_controls(self) -> None:
        tags = page(family_answers(), editable={"person.mobile"})
        named = {name for tag in ("input", "select", "textarea") for name in tags.all(tag, "name")}
        assert named == {"person.mobile"}

    def test_a_row_is_numbered_and_a_required_group_offers_a_blank_one(self) -> None:
        tags = page()
        assert tags.one(name="fam.members__0__row")["value"] == "1"

    def test_tokens_and_keyboards_fit_the_answer(self) -> None:
        tags = page()
        assert tags.one(name="person.mobile")["autocomplete"] == "tel"
        assert tags.one(name="person.mobile")["inputmode"] == "tel"
        assert tags.one(name="person.name")["autocomplete"] == "name"
        assert "autocomplete" not in tags.one(name="fam.members__0__name")

    def test_an_amount_is_also_shown_in_capital_numerals(self) -> None:
        form = small_form({"key": "sum", "type": "money"})
        assert "壹仟陆佰捌拾元叁角贰分" in render(form, {"sum": "1680.32"}, context=at_noon())

    def test_english_is_whole(self) -> None:
        with translation.override("en"):
            text = render(family_form(), {}, context=at_noon())
        assert "Household members" in text
        assert "How to deliver" in text

    def test_one_section_alone_carries_the_answers_its_conditions_read(self) -> None:
        form = small_form(
            {"key": "a", "type": "yes_no"},
        )
        source = {
            **form.source,
            "sections": [
                *form.source["sections"],
                {
                    "key": "more",
                    "title": "再",
                    "fields": [
                        {
                            "key": "b",
                            "type": "text",
                            "label": "b",
                            "visible_if": {"op": "eq", "args": [{"field": "a"}, True]},
                        }
                    ],
                },
            ],
        }
        from huizheng.commons.forms.api import load_form

        text = render(load_form(source), {"a": "true"}, context=at_noon(), section="more")
        assert 'name="a"' not in text
        assert '"answers": {"a": "true"}' in text

    def test_nothing_typed_can_break_out_of_the_page(self) -> None:
        evil = '</script><script>alert(1)</script>"><img src=x>'
        form = small_form(
            {"key": "a", "type": "text"}, {"key": "b", "type": "textarea"}, {"key": "c", "type": "address"}
        )
        text = render(
            form, {"a": evil, "b": evil, "c": {"detail": evil}}, context=at_noon(), editable={"b"}, prefix="x-"
        )
        assert "<script>alert" not in text
        assert "<img" not in text

    def test_the_places_of_the_province_can_be_chosen(self) -> None:
        given_places()
        form = small_form({"key": "home", "type": "address"})
        tags = page({"home": {"division": "340102", "detail": "长江路"}}, form=form)
        assert "selected" in tags.one(value="340102")
        assert tags.one(name="home__detail")["value"] == "长江路"
        assert "合肥市" in tags.all("optgroup", "label")
        assert "北京市" in render(form, {}, context=at_noon())

    def test_stored_files_are_named_and_can_be_taken_away(self) -> None:
        form = small_form({"key": "scan", "type": "file", "settings": {"accept": ["pdf"]}})
        tags = page({"scan": ["a" * 64]}, form=form, files={"a" * 64: FileLink("房产证.pdf", "/files/1")})
        assert tags.one(name="scan")["value"] == "a" * 64
        assert tags.one(name="__do")["value"] == f"drop:scan:{'a' * 64}"
        assert tags.one(name="scan__upload")["accept"] == ".pdf"


def as_post(tags: Tags, **changed: Any) -> QueryDict:
    """Return what a browser would send for the page."""
    post = QueryDict(mutable=True)
    for tag, attrs in tags.found:
        name = attrs.get("name")
        if name and tag == "input" and (attrs.get("type") not in {"radio", "checkbox"} or "checked" in attrs):
            post.appendlist(name, attrs.get("value") or "")
    for name, value in changed.items():
        post[name] = value
    return post


class TestReadPost:
    def post(self, text: str) -> QueryDict:
        return QueryDict(text)

    def test_reads_rows_lists_and_places(self) -> None:
        form = small_form(
            {"key": "rows", "type": "repeat", "columns": [{"key": "n", "type": "text", "label": "n"}]},
            {
                "key": "many",
                "type": "multi_choice",
                "options": [{"value": "a", "label": "a"}, {"value": "b", "label": "b"}],
            },
            {"key": "home", "type": "address"},
        )
        posted = read_post(
            form, self.post("rows__3__n=x&rows__7__row=1&rows__7__n=y&many=a&many=b&home__detail=d&evil=1")
        )
        assert posted.answers == {
            "rows": [{"n": "x"}, {"n": "y"}],
            "many": ["a", "b"],
            "home": {"division": "", "detail": "d"},
        }
        assert not posted.is_update

    def test_an_empty_group_of_boxes_is_an_answer(self) -> None:
        form = small_form({"key": "many", "type": "multi_choice", "options": [{"value": "a", "label": "a"}]})
        assert read_post(form, self.post("many__asked=1"), previous={"many": ["a"]}).answers == {"many": []}

    def test_what_a_page_only_shows_is_not_emptied_by_its_post(self) -> None:
        answers = family_answers()
        tags = page(answers, editable=set(family_form().fields) - {"person.name", "person.cert_type", "fam.members"})
        posted = read_post(family_form(), as_post(tags), previous=answers)
        kept = ("person.name", "person.cert_type", "fam.members")
        assert {key: posted.answers[key] for key in kept} == {key: answers[key] for key in kept}

    def test_the_last_row_may_be_taken_away(self) -> None:
        posted = read_post(family_form(), self.post("fam.members__asked=1"), previous=family_answers())
        assert posted.answers["fam.members"] == []

    def test_other_sections_and_fixed_fields_stay_as_they_were(self) -> None:
        previous = family_answers()
        posted = read_post(
            family_form(),
            self.post("person.name=x&person.mobile=13900000000&delivery.way=y"),
            previous=previous,
            section="applicant",
            editable={"person.mobile"},
        )
        assert posted.answers == {**previous, "person.mobile": "13900000000"}

    def test_a_row_is_added_and_taken_away_without_scripts(self) -> None:
        form = family_form()
        added = read_post(form, self.post("__do=add:fam.members&fam.members__0__name=x"))
        assert added.is_update
        assert added.answers["fam.members"][0]["name"] == "x"
        assert added.answers["fam.members"][1] == {}
        assert added.focus == "fam.members.1.name"
        removed = read_post(form, self.post("__do=remove:fam.members:0&fam.members__0__name=x&fam.members__1__name=y"))
        assert [row["name"] for row in removed.answers["fam.members"]] == ["y"]

    def test_no_more_rows_are_added_than_allowed(self) -> None:
        rows = "&".join(f"fam.members__{n}__name=x" for n in range(15))
        posted = read_post(family_form(), self.post(f"__do=add:fam.members&{rows}"))
        assert len(posted.answers["fam.members"]) == 15

    @pytest.mark.parametrize(
        "told", ["add:person.name", "remove:fam.members:99", "drop:fam.members:x", "add:", "::::", "x" * 999]
    )
    def test_a_made_up_button_only_shows_the_page_again(self, told: str) -> None:
        posted = read_post(family_form(), self.post(f"__do={told}&fam.members__0__name=x"))
        assert posted.is_update
        assert posted.answers["fam.members"][0]["name"] == "x"

    def test_more_rows_than_anybody_types_are_refused(self) -> None:
        with pytest.raises(AnswersRefused):
            read_post(family_form(), self.post("&".join(f"fam.members__{n}__row=1" for n in range(2001))))

    def test_a_page_sent_back_unchanged_gives_the_same_answers(self) -> None:
        answers = family_answers(**{"fam.plate": "错的", "delivery.address": {"division": "", "detail": "x"}})
        tags = page(answers)
        posted = read_post(family_form(), as_post(tags))
        # The copied row of the template is not part of what a browser sends.
        posted.answers["fam.members"] = posted.answers["fam.members"][:2]
        checked = validate(family_form(), posted.answers, context=at_noon(), mode="draft")
        before = validate(family_form(), answers, context=at_noon(), mode="draft")
        assert checked.clean == before.clean
        assert posted.answers["fam.plate"] == "错的"

    def test_two_forms_stand_on_one_page_by_their_prefixes(self) -> None:
        form = small_form({"key": "a", "type": "text"})
        assert read_post(form, self.post("one-a=1&two-a=2"), prefix="two-").answers == {"a": "2"}

    def test_files_come_by_their_field(self) -> None:
        form = small_form({"key": "scan", "type": "file"})
        sent = SimpleUploadedFile("a.pdf", b"%PDF")
        assert uploads(form, MultiValueDict({"scan__upload": [sent], "evil": [sent]})) == {"scan": [sent]}
