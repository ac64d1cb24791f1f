"""Finding what one has to do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from huizheng.outer.guides.api import often_used, search, services, services_of_theme, suggestions, themes
from huizheng.outer.guides.rules import LIFE, in_order_of_life
from huizheng.outer.guides.segmentation import readings, synonyms, words
from huizheng.outer.guides.testing import given_all_samples, given_service

pytestmark = pytest.mark.django_db
SOURCES = Path(__file__).parents[4]


@pytest.fixture
def library(db):
    given_all_samples()


def first(question: str) -> str:
    found = search(question)
    return found[0].slug if found else ""


@pytest.mark.usefixtures("library")
class TestSearch:
    @pytest.mark.parametrize(
        ("question", "slug"),
        [
            ("计划生育", "birth-service-registration"),
            ("计划生育服务证怎么办", "birth-service-registration"),
            ("准生证", "birth-service-registration"),
            ("低保", "subsistence-allowance"),
            ("个体户", "individual-registration"),
            ("开饭店", "food-business-licence"),
            ("开小吃店需要什么手续", "food-business-licence"),
            ("食品经营许可", "food-business-licence"),
            ("护照", "passport"),
            ("出国", "passport"),
            ("work permit", "foreigner-work-permit"),
            ("领证", "marriage-registration"),
            ("开公司", "company-registration"),
        ],
    )
    def test_finds_old_and_popular_words(self, question: str, slug: str) -> None:
        assert first(question) == slug

    def test_puts_titles_first(self) -> None:
        given_service("passport", version=2, summary="这里也提到食品经营许可")
        found = [each.slug for each in search("食品经营许可")]
        assert found[0] == "food-business-licence"
        assert "passport" in found

    @pytest.mark.parametrize("question", ["", "   ", "的", "!!!", "')|(", "zzzz", "a" * 500])
    def test_bears_any_question(self, question: str) -> None:
        assert isinstance(search(question), list)

    def test_leaves_out_what_is_far_behind_when_not_all_words_are_met(self) -> None:
        assert [each.slug for each in search("护照量子纠缠")] == ["passport"]

    def test_stays_within_what_is_offered(self) -> None:
        assert "passport" not in [each.slug for each in search("护照", within=services(audience="corp"))]


@pytest.mark.usefixtures("library")
class TestSuggestions:
    def test_answer_to_words_pinyin_and_initials(self) -> None:
        for typed in ("护", "护照", "huzhao", "hz", "p", "普"):
            assert "passport" in [each.slug for each in suggestions(typed)]
        assert "individual-registration" in [each.slug for each in suggestions("gtgsh")]
        assert "individual-registration" in [each.slug for each in suggestions("getigong")]

    def test_are_few_and_none_for_nothing(self) -> None:
        assert suggestions("") == []
        assert len(suggestions("登记")) <= 8


@pytest.mark.usefixtures("library")
class TestThemes:
    def test_hold_each_service_under_its_life_event(self) -> None:
        counts = {theme.code: theme.count for theme in themes("person")}
        assert counts["005"] == 1
        assert counts["060"] == 1

    def test_every_code_of_the_tables_stands_in_one_stage(self) -> None:
        for audience, stages in LIFE.items():
            codes = [code for stage in stages for code in stage.codes]
            assert len(codes) == len(set(codes))
            assert {theme.code for theme in themes(audience)} == set(codes)

    def test_are_narrowed_by_audience(self) -> None:
        assert [each.slug for each in services_of_theme("corp", "010")] == ["food-business-licence"]
        assert services_of_theme("person", "010") == []

    def test_are_in_the_order_one_meets_them(self) -> None:
        given_service(
            "birth-service-registration", version=2, next=["passport"], themes={"person": ["105"], "corp": []}
        )
        assert [each.slug for each in services_of_theme("person", "105")] == ["birth-service-registration", "passport"]

    def test_often_used_are_in_the_editors_order(self) -> None:
        assert [each.slug for each in often_used("person")][:2] == [
            "birth-service-registration",
            "subsistence-allowance",
        ]


class TestOrderOfLife:
    def test_puts_first_what_others_need(self) -> None:
        assert in_order_of_life({"c": ["b"], "b": ["a"]}, ["c", "b", "a", "d"]) == ["a", "d", "b", "c"]

    def test_survives_a_circle(self) -> None:
        assert sorted(in_order_of_life({"a": ["b"], "b": ["a"]}, ["a", "b"])) == ["a", "b"]


class TestWords:
    def test_are_cut_for_searching_without_empty_ones(self) -> None:
        assert words("怎么办理食品经营许可证？")[:2] == ["食品", "经营"]

    def test_an_old_word_is_read_as_the_new_one_too(self) -> None:
        assert ["生育", "登记"] in readings("计划生育", lambda word: int(word in {"生育", "登记", "计划"}))

    def test_of_a_question_are_those_that_the_index_knows_and_the_rest_as_it_came(self) -> None:
        known = {"食品": 2, "经营": 5, "许可": 4, "许可证": 3}
        asked = readings("怎么办理食品经营许可证？量子纠缠", lambda word: known.get(word, 0))
        assert asked == [["食品", "经营", "许可证", "量子纠缠"]]

    def test_of_a_new_release_are_known_at_once(self, db) -> None:
        given_service("passport")
        assert not search("深海采矿")
        given_service("passport", version=2, summary="深海采矿人员的护照")
        assert [each.slug for each in search("深海采矿")] == ["passport"]


def test_asking_loads_no_dictionary() -> None:
    """A web process that answers a question stays as small as it was."""
    script = (
        "import sys; from huizheng.outer.guides.segmentation import readings;"
        " readings('食品经营许可证', lambda word: len(word) == 2);"
        " sys.exit(bool({'rjieba', 'pypinyin'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False, cwd=SOURCES).returncode == 0


class TestSynonyms:
    def test_every_synonym_leads_somewhere(self) -> None:
        for old, new in synonyms().items():
            assert old
            assert all(words(each) for each in new)
