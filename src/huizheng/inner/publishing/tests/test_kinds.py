"""Every kind becomes a valid edition, comes back from it, and says what does not fit together."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from huizheng.gate.contracts.editions import check_edition
from huizheng.inner.publishing.checks import blocking, examine
from huizheng.inner.publishing.documents import to_edition
from huizheng.inner.publishing.kinds import kind_of, kinds, kinds_for
from huizheng.inner.publishing.models import Manuscript
from huizheng.inner.publishing.samples import SAMPLES
from huizheng.inner.publishing.testing import NOON, given_desk, given_kind
from huizheng.inner.sites.testing import given_sites

KINDS = re.split(
    " ",
    "article info document gazette appointment conference budget permit procurement project decision theme region "
    "enterprise scenic product investment expo exhibitor exhibit price vacancy course person dataset",
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return given_desk()


def page_of(manuscript: Manuscript):
    page = Manuscript.objects.get(pk=manuscript.pk).page
    return page.specific


def edition(manuscript):
    return to_edition(page_of(manuscript), 1, NOON)


def faults(desk, kind, **values):
    page = page_of(given_kind(desk, kind, **values))
    with pytest.raises(ValidationError) as caught:
        page.clean()
    return {field: "".join(messages) for field, messages in caught.value.message_dict.items()}


def block(document, title):
    return next(each for each in document["blocks"] if each.get("title") == title)


def test_there_are_twenty_five_kinds_and_a_sample_of_each() -> None:
    assert sorted(kinds()) == sorted(KINDS) == sorted(SAMPLES)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_becomes_a_valid_edition_and_comes_back_from_it_as_it_was(desk, kind) -> None:
    page = page_of(given_kind(desk, kind))
    page.full_clean(exclude=["slug", "path", "depth"])
    document = to_edition(page, 1, NOON)
    check_edition(document)
    assert document["kind"] == kind
    assert blocking(examine(document)) == []
    twin = edition(given_kind(desk, kind, **kind_of(kind).values_of(document)))
    for part in ("blocks", "facts", "summary", "keywords", "openness"):
        assert twin[part] == document[part], part


@pytest.mark.parametrize("kind", KINDS)
def test_every_fact_of_an_edition_is_in_the_description_that_others_read(desk, kind) -> None:
    description = (Path(__file__).parents[5] / "docs" / "editions.md").read_text("utf-8")
    row = next((line for line in description.splitlines() if line.startswith(f"| `{kind}` |")), "")
    told = set(edition(given_kind(desk, kind))["facts"]) - set(re.findall(r"`([a-z_]+)`", row))
    assert told == set(), f"docs/editions.md does not tell of {kind}: {sorted(told)}"


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_says_what_it_is_in_chinese(kind) -> None:
    own = [field for field in kind_of(kind)._meta.local_fields if field.name != "page_ptr"]
    assert all(any("\u4e00" <= letter <= "\u9fff" for letter in str(field.verbose_name)) for field in own)


class TestDocument:
    def test_has_an_entry_with_class_dates_and_force(self, desk) -> None:
        entry = edition(given_kind(desk, "document"))["openness"]
        assert entry["document_number"] == "合政办〔2026〕31号"
        assert entry["themes"] == ["综合政务", "政务公开"]
        assert (entry["kind_code"], entry["kind_name"], entry["validity"]) == ("08", "通知", "有效")
        assert entry["published_on"] == "2026-11-02"

    def test_force_follows_the_dates(self, desk) -> None:
        page = page_of(given_kind(desk, "document"))
        assert page.force(on=dt.date(2026, 10, 25)) == "尚未施行"
        assert page.force(on=dt.date(2031, 10, 31)) == "有效"
        assert page.force(on=dt.date(2031, 11, 1)) == "失效"
        page.abolished_on = dt.date(2028, 1, 1)
        assert page.force(on=dt.date(2028, 1, 1)) == "废止"
        page.abolished_on, page.ends_on, page.force_is_known = None, None, False
        assert page.force(on=dt.date(2028, 1, 1)) == "未知"

    def test_not_opening_needs_article_and_reason(self, desk) -> None:
        found = faults(desk, "document", openness="closed")
        assert "条例第十四条" in found["openness"]
        page = page_of(
            given_kind(desk, "document", openness="closed", ground="15-third-party", ground_note="含企业配方")
        )
        page.clean()
        assert page.openness_entry(at=NOON) is None

    def test_a_number_of_another_year_is_asked_about(self, desk) -> None:
        assert "年份" in faults(desk, "document", document_number="合政办〔2025〕31号")["document_number"]

    @pytest.mark.parametrize("number", ["合政办[2026]31号", "合政办〔2026〕第31号", "合政办〔2026〕031号"])
    def test_a_number_out_of_form_is_refused(self, desk, number) -> None:
        with pytest.raises(ValidationError, match="六角括号"):
            page_of(given_kind(desk, "document", document_number=number)).full_clean(exclude=["slug"])


class TestBudget:
    def test_takes_its_total_from_the_first_table(self, desk) -> None:
        page = page_of(given_kind(desk, "budget"))
        page.clean()
        assert page.total == 33_005_000
        assert {"label": "总额", "value": "3,300.5万元"} in page.rows()

    def test_is_always_open(self, desk) -> None:
        found = faults(desk, "budget", openness="closed", ground="16-internal", ground_note="内部")
        assert "第二十条第7项" in found["openness"]


class TestAppointment:
    def test_lists_everybody_and_names_the_first_post(self, desk) -> None:
        document = edition(given_kind(desk, "appointment"))
        assert document["facts"]["person"] == "张建国、李晓梅"
        assert document["facts"]["action"] == "任命"
        assert block(document, "任免名单")["rows"][1][1] == "免去"


class TestConference:
    def test_says_who_spoke_what_was_asked_and_when(self, desk) -> None:
        document = edition(given_kind(desk, "conference"))
        assert document["facts"]["held_at"] == "2026-10-28T10:00:00+08:00"
        assert document["facts"]["speakers"] == [{"name": "赵明", "post": "市林业和园林局局长"}]
        assert block(document, "答记者问")["items"][0]["by"] == "赵明"

    def test_wants_a_speaker(self, desk) -> None:
        assert "发布人" in faults(desk, "conference", speakers=[])["speakers"]


class TestProcurement:
    def test_a_call_has_a_deadline_and_a_result_has_a_supplier(self, desk) -> None:
        assert set(faults(desk, "procurement", deadline=None)) == {"deadline"}
        assert set(faults(desk, "procurement", stage="结果公告")) == {"supplier"}
        assert edition(given_kind(desk, "procurement"))["facts"]["number"] == "2026BFCZ0123"


class TestProject:
    def test_shows_every_stage_and_how_far_it_is(self, desk) -> None:
        document = edition(given_kind(desk, "project"))
        states = [stage["state"] for stage in block(document, "建设进度")["stages"]]
        assert states == ["done", "done", "done", "done", "current"]
        assert [point["value"] for point in block(document, "形象进度")["series"][0]["points"]] == [0.0, 45.0]
        assert document["facts"]["owner"] == "合肥市水务建设有限公司"

    def test_cannot_be_behind_its_own_milestones(self, desk) -> None:
        assert "开工" in faults(desk, "project", stage="招标")["stage"]


class TestDecision:
    def test_walks_through_its_stages(self, desk) -> None:
        document = edition(given_kind(desk, "decision"))
        stages = block(document, "决策过程")["stages"]
        assert [stage["name"] for stage in stages] == ["征求意见", "听证", "合法性审查", "集体讨论", "作出决定", "解读"]
        assert [stage["state"] for stage in stages] == ["done"] * 5 + ["coming"]
        assert document["facts"]["stage"] == "已决定"
        assert "84条" in block(document, "意见采纳情况")["html"]

    def test_while_comments_are_open_it_says_how_to_comment(self, desk) -> None:
        draft = given_kind(
            desk,
            "decision",
            hearing_on=None,
            papers_on=None,
            legality_on=None,
            deliberated_on=None,
            decided_on=None,
            adoption="",
        )
        document = edition(draft)
        assert document["facts"]["stage"] == "征求意见"
        assert "邮编230001" in block(document, "怎样提意见")["html"]

    def test_thirty_days_unless_the_reason_is_published(self, desk) -> None:
        found = faults(desk, "decision", comment_until=dt.date(2026, 9, 1))
        assert "2026-09-02" in found["comment_until"]
        document = edition(given_kind(desk, "decision", comment_until=dt.date(2026, 9, 1), shortened="汛期紧急"))
        assert "汛期紧急" in block(document, "决策过程")["stages"][0]["html"]

    def test_the_procedure_is_kept(self, desk) -> None:
        assert "7日" in faults(desk, "decision", papers_on=dt.date(2026, 9, 10))["papers_on"]
        assert "第二十五条" in faults(desk, "decision", legality_on=None)["legality_on"]
        assert "第三十二条" in faults(desk, "decision", adoption="")["adoption"]
        assert "没有结束" in faults(desk, "decision", comment_until=dt.date(2026, 10, 12))["deliberated_on"]


class TestRegion:
    def test_the_newest_year_is_the_fact_and_all_years_the_picture(self, desk) -> None:
        document = edition(given_kind(desk, "region"))
        assert document["facts"]["year"] == 2025
        assert document["facts"]["population"] == 10_086_000
        assert [point["at"] for point in block(document, "常住人口")["series"][0]["points"]] == ["2024", "2025"]
        assert block(document, "基本信息")["rows"][0]["value"] == "合肥市（340100）"

    def test_a_year_twice_is_refused(self, desk) -> None:
        years = [{"type": "year", "value": {"year": 2025, "population": "1"}}] * 2
        assert "2025年" in faults(desk, "region", years=years)["years"]


class TestExpo:
    def test_an_exhibit_leads_to_its_exhibitor_and_that_to_its_hall(self, desk) -> None:
        exhibit = given_kind(desk, "exhibit")
        document = edition(exhibit)
        assert block(document, "参展单位")["links"][0]["label"] == "安徽示例电器股份有限公司"
        assert {"label": "价格", "value": "4,299元/台"} in block(document, "基本信息")["rows"]

    def test_a_hall_is_a_hall(self, desk) -> None:
        article = given_kind(desk, "article")
        assert "不是展馆" in faults(desk, "exhibitor", hall=article.number)["hall"]
        assert "没有编号" in faults(desk, "exhibit", exhibitor=99)["exhibitor"]


class TestVacancy:
    def test_says_the_wage_as_people_say_it(self, desk) -> None:
        rows = block(edition(given_kind(desk, "vacancy")), "基本信息")["rows"]
        assert {"label": "工资", "value": "每月6,500—8,500元"} in rows

    def test_does_not_discriminate(self, desk) -> None:
        assert "歧视" in faults(desk, "vacancy", title="文员（限女）")["title"]

    def test_wages_run_upward(self, desk) -> None:
        assert set(faults(desk, "vacancy", wage_until=5000)) == {"wage_until"}


class TestOthers:
    def test_gazette_contents_come_back_with_page_numbers(self, desk) -> None:
        rows = block(edition(given_kind(desk, "gazette")), "本期目录")["rows"]
        assert rows[0]["value"].endswith("（第3页）")
        assert "目录" in faults(desk, "gazette", contents=[])["contents"]

    def test_a_price_falls_or_rises(self, desk) -> None:
        assert {"label": "比上期", "value": "跌0.8%"} in block(edition(given_kind(desk, "price")), "基本信息")["rows"]
        assert set(faults(desk, "price", change="80")) == {"change"}
        assert set(faults(desk, "price", unit="公斤")) == {"unit"}

    def test_a_free_course_says_so(self, desk) -> None:
        document = edition(given_kind(desk, "course"))
        assert {"label": "学费", "value": "免费"} in block(document, "基本信息")["rows"]
        assert document["facts"]["fee"] == 0
        assert set(faults(desk, "course", ends_on=dt.date(2026, 11, 1))) == {"ends_on"}

    def test_a_dataset_holds_no_personal_column(self, desk) -> None:
        columns = [{"type": "field", "value": {"name": "车主手机号", "kind": "文本", "meaning": ""}}]
        assert "个人信息" in faults(desk, "dataset", columns=columns)["columns"]

    def test_a_product_is_not_the_best(self, desk) -> None:
        assert "广告法" in faults(desk, "product", mark="国家级名牌")["mark"]

    def test_a_theme_has_more_than_one_part(self, desk) -> None:
        assert "版块" in faults(desk, "theme", body=[{"type": "text", "value": "<p>一段。</p>"}])["body"]

    def test_an_investor_can_call(self, desk) -> None:
        assert set(faults(desk, "investment", phone="", email="")) == {"phone"}

    def test_an_english_page_has_english_labels(self) -> None:
        given_sites()
        english = given_desk("english")
        rows = block(edition(given_kind(english, "scenic", column="travel/attractions")), "Key facts")["rows"]
        assert {"Grade", "Opening hours"} <= {row["label"] for row in rows}


class TestOffers:
    @pytest.mark.parametrize(
        ("path", "column_type", "first"),
        [
            ("news/government", "list", "article"),
            ("openness/policies/government", "library", "document"),
            ("openness/policies/interpretation", "library", "article"),
            ("openness/gazette", "library", "gazette"),
            ("openness/decisions/drafts", "form", "decision"),
            ("market/produce-prices", "data", "price"),
            ("employment/vacancies", "library", "vacancy"),
            ("about/history", "page", "info"),
            ("about/overview", "page", "region"),
            ("themes/current", "section", "theme"),
        ],
    )
    def test_the_usual_kind_comes_first(self, path, column_type, first) -> None:
        assert kinds_for(path, column_type)[0] == first

    def test_a_link_takes_no_page(self) -> None:
        assert kinds_for("interaction/hotline", "link") == ()

    def test_every_kind_is_offered_somewhere_and_every_offer_is_a_kind(self) -> None:
        from huizheng.inner.publishing.kinds import offers

        offered = {kind for _, group in offers._BY_PATH for kind in group}
        offered |= {kind for group in offers._BY_TYPE.values() for kind in group}
        assert offered == set(KINDS)
