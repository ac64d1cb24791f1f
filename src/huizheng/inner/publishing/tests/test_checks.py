"""What the checks find, and what they leave alone."""

from __future__ import annotations

import time

import pytest

from huizheng.inner.publishing.checks import Severity, blocking, examine, examine_text, word_list
from huizheng.lib.identifiers import is_citizen_number

CITIZEN = "340103199003070011"
CITIZEN = next(CITIZEN[:17] + each for each in "0123456789X" if is_citizen_number(CITIZEN[:17] + each))
CARD = "6222020200112233445"


def page(**changes):
    document = {
        "kind": "article",
        "language": "zh-hans",
        "title": "合肥市召开政务公开工作会议",
        "summary": "会议部署下半年政务公开工作。",
        "keywords": ["政务公开"],
        "source": "合肥市人民政府办公室",
        "image": None,
        "blocks": [{"type": "html", "html": "<p>会议指出，政务公开是转变政府职能的重要举措。</p>"}],
        "facts": {},
        "files": [],
        "openness": None,
    }
    return document | changes


def html(text):
    return page(blocks=[{"type": "html", "html": text}])


def codes(document, severity=None):
    return {each.code for each in examine(document) if severity is None or each.severity is severity}


def test_a_good_page_has_no_findings() -> None:
    assert examine(page()) == []


class TestSecrecy:
    @pytest.mark.parametrize(
        "text",
        [
            "秘密★10年",
            "机密★",
            "绝 密 ★ 长期",
            "秘密☆5年",
            "机密\uff0a20年",
            "【机密】",
            "（秘密）",
            "绝密",
            "机密★1年  特急",
            "密级：秘密",
            "密级和保密期限：机密",
            "秘密\u200b★10年",
            "机密 20年",
            "絕密★30年",
            "[机密]关于全市安全工作的通报",
        ],
    )
    def test_a_mark_stops_the_page_wherever_it_stands(self, text) -> None:
        assert "secrecy.mark" in codes(html(f"<p>{text}</p><p>各县区人民政府：</p>"), Severity.BLOCK)
        assert "secrecy.mark" in codes(page(title=text), Severity.BLOCK)
        assert "secrecy.mark" in codes(page(summary=text), Severity.BLOCK)
        table = {"type": "table", "columns": ["文件"], "rows": [[text]]}
        assert "secrecy.mark" in codes(page(blocks=[table]), Severity.BLOCK)

    @pytest.mark.parametrize(
        "text",
        [
            "各单位要加强保密工作，保守国家秘密。",
            "纳粹的秘密警察在档案中留下记录。",
            "涉及商业秘密、个人隐私的政府信息不得公开。",
            "他保守秘密10年，终于可以说出来。",
            "国家秘密的保密期限由保密法规定。",
            "涉密人员应当签订保密承诺书。",
            "家传秘密配方制成的茶叶。",
        ],
    )
    def test_ordinary_prose_is_left_alone(self, text) -> None:
        assert not [each for each in examine(html(f"<p>{text}</p>")) if each.code.startswith("secrecy")]

    def test_a_level_named_in_prose_is_shown_with_its_words(self) -> None:
        (finding,) = examine(html("<p>展览展出了当年的绝密电报原件，吸引了不少观众。</p>"))
        assert finding.severity is Severity.NOTICE
        assert "当年的绝密电报" in finding.message
        assert finding.where == "正文第1段"

    @pytest.mark.parametrize(
        "name", ["机密-会议纪要.docx", "（秘密）预案.pdf", "通知【机密】.pdf", "秘密★10年 方案.pdf", "绝密材料.doc"]
    )
    def test_file_names_are_read_too(self, name) -> None:
        file = {"sm3": "0" * 64, "name": name, "media": "application/pdf", "size": 1, "label": "附件一"}
        assert "secrecy.file" in codes(page(files=[file]), Severity.BLOCK)
        blocks = [{"type": "html", "html": "<p>附后。</p>"}, {"type": "files", "files": [file]}]
        assert "secrecy.file" in codes(page(blocks=blocks), Severity.BLOCK)

    @pytest.mark.parametrize("name", ["保密工作宣传手册.pdf", "商业秘密保护指引.pdf", "关于保守国家秘密的通知.docx"])
    def test_harmless_file_names_pass(self, name) -> None:
        assert not [each for each in examine_text("正文。", name=name) if each.code.startswith("secrecy")]

    def test_a_copy_number_stops_the_page_and_six_lone_digits_are_asked_about(self) -> None:
        assert "secrecy.copy" in codes(html("<p>份号：000123</p><p>正文。</p>"), Severity.BLOCK)
        assert "secrecy.digits" in codes(html("<p>000123</p><p>正文。</p>"), Severity.WARN)

    def test_internal_and_withheld_papers_stop(self) -> None:
        assert "secrecy.internal" in codes(html("<p>【内部资料 注意保存】</p>"), Severity.BLOCK)
        assert "secrecy.withheld" in codes(html("<p>（此件依申请公开）</p>"), Severity.BLOCK)
        assert codes(html("<p>（此件公开发布）</p>")) == set()


class TestPersonalNumbers:
    def test_a_citizen_number_stops_and_is_never_repeated(self) -> None:
        found = blocking(examine(html(f"<p>张三，身份证号{CITIZEN}，获得资助。</p>")))
        assert [each.code for each in found] == ["personal.citizen"]
        assert CITIZEN not in found[0].message

    def test_masked_numbers_pass(self) -> None:
        masked = "<p>张三，3401**********0011，手机138****5678，卡号尾号3445。</p>"
        assert not [each for each in examine(html(masked)) if each.code.startswith("personal")]

    def test_a_wrong_check_digit_is_asked_about(self) -> None:
        wrong = CITIZEN[:17] + ("1" if CITIZEN[17] != "1" else "2")
        assert "personal.citizen" in codes(html(f"<p>编号{wrong}。</p>"), Severity.WARN)

    def test_a_mobile_number_is_asked_about_and_less_so_behind_a_contact_word(self) -> None:
        assert "personal.mobile" in codes(html("<p>李四 13855512345 合肥市</p>"), Severity.WARN)
        assert "personal.mobile" in codes(html("<p>联系电话：13855512345</p>"), Severity.NOTICE)

    def test_a_list_of_people_stops(self) -> None:
        rows = [[f"学员{n}", f"1385551234{n}"] for n in range(6)]
        table = {"type": "table", "columns": ["姓名", "电话"], "rows": rows}
        assert "personal.list" in codes(page(blocks=[table]), Severity.BLOCK)

    def test_a_phone_in_its_own_field_is_a_contact(self) -> None:
        block = {"type": "facts", "rows": [{"label": "联系电话", "value": "13855512345"}]}
        assert not [each for each in examine(page(blocks=[block])) if each.code.startswith("personal")]

    def test_a_bank_card_stops_unless_it_is_an_account_to_pay_into(self) -> None:
        number = next(CARD[:18] + d for d in "0123456789" if _luhn(CARD[:18] + d))
        assert "personal.card" in codes(html(f"<p>王五 {number}</p>"), Severity.BLOCK)
        assert "personal.card" in codes(html(f"<p>捐赠专户账号：{number}</p>"), Severity.WARN)


def _luhn(number):
    from huizheng.lib.identifiers import is_bank_card

    return is_bank_card(number)


class TestWords:
    def test_wrong_words_come_with_the_right_form(self) -> None:
        findings = examine(html("<p>会议布署了下一步工作，截止目前已办结。</p>"))
        assert {
            "“布署”应为“部署”" in each.message or "“截止目前”应为“截至目前”" in each.message for each in findings
        } == {True}

    def test_an_old_term_is_a_hint_with_todays_term(self) -> None:
        (finding,) = examine(html("<p>请到窗口办理新农合参保手续。</p>"))
        assert finding.severity is Severity.NOTICE
        assert "城乡居民基本医疗保险" in finding.message

    def test_the_right_company_makes_a_word_right(self) -> None:
        assert codes(html("<p>坚持以经济建设为中心。</p>")) == set()
        assert codes(html("<p>根据《中华人民共和国人口与计划生育法》的规定办理。</p>")) == set()

    def test_a_site_adds_its_own_words(self) -> None:
        own = word_list().with_words([{"wrong": "庐阳区政府办", "right": "庐阳区人民政府办公室", "sort": "title"}])
        (finding,) = examine(html("<p>庐阳区政府办负责解释。</p>"), words=own)
        assert "庐阳区人民政府办公室" in finding.message

    def test_every_listed_word_differs_from_its_right_form_and_names_a_source(self) -> None:
        for word in word_list().words:
            assert word.wrong != word.right
            assert word.source

    def test_no_listed_right_form_is_itself_listed_as_misspelt(self) -> None:
        listed = word_list()
        for word in listed.words:
            if word.sort in {"misspelling", "title"}:
                assert [each.wrong for each in listed.find(word.right) if each.sort == "misspelling"] == []


class TestTypography:
    @pytest.mark.parametrize("text", ["2026年2月30日", "2026-13-01", "4月31日", "2025年2月29日"])
    def test_a_date_that_does_not_exist(self, text) -> None:
        assert "date.none" in codes(html(f"<p>会议于{text}召开。</p>"))

    @pytest.mark.parametrize("text", ["2024年2月29日", "2026年11月24日（星期二）", "2月29日", "比例为3.12.5"])
    def test_a_date_that_exists(self, text) -> None:
        assert codes(html(f"<p>会议于{text}召开。</p>")) == set()

    def test_a_weekday_that_is_not_the_dates(self) -> None:
        assert "date.weekday" in codes(html("<p>2026年11月24日（星期三）召开。</p>"))

    @pytest.mark.parametrize(
        "text", ["皖政办[2026]12号", "皖政办（2026）12号", "皖政〔2026〕第12号", "皖政〔2026〕012号"]
    )
    def test_a_document_number_out_of_form(self, text) -> None:
        (finding,) = [each for each in examine(html(f"<p>根据{text}文件要求。</p>")) if each.code == "number.form"]
        assert "〔2026〕12号" in finding.message

    def test_a_document_number_in_form(self) -> None:
        assert codes(html("<p>根据皖政办〔2026〕12号文件要求。</p>")) == set()

    def test_half_width_marks_are_counted_once(self) -> None:
        found = [
            each for each in examine(html("<p>会议指出,要抓紧落实;不得拖延</p>")) if each.code == "punctuation.half"
        ]
        assert len(found) == 1
        assert "2处" in found[0].message

    def test_numbers_times_and_addresses_keep_their_half_width_marks(self) -> None:
        assert codes(html("<p>增长3.5%，时间为9:30，面积1,200平方米，网址www.ah.gov.cn。</p>")) == set()


class TestReadable:
    def test_a_picture_without_alternative_text_stops(self) -> None:
        assert "access.alt" in codes(html('<p>会议现场。</p><p><img src="file:00"></p>'), Severity.BLOCK)
        assert "access.alt" in codes(html('<p>现场。</p><p><img src="file:00" alt="IMG_2031.jpg"></p>'), Severity.WARN)
        assert codes(html('<p>现场。</p><p><img src="file:00" alt="参会人员举手表决"></p>')) == set()

    def test_link_words_that_say_nothing(self) -> None:
        assert "access.link" in codes(html('<p>办理请<a href="/services/">点击这里</a>。</p>'))
        assert "access.address" in codes(html('<p>见<a href="https://www.ah.gov.cn/">https://www.ah.gov.cn/</a></p>'))
        assert "access.link" in codes(html('<p>见<a href="/services/"></a></p>'), Severity.BLOCK)

    def test_skipped_heading(self) -> None:
        assert "access.heading" in codes(html("<h2>一、总体要求</h2><h4>目标</h4><p>正文。</p>"))
        assert codes(html("<h2>一、总体要求</h2><h3>目标</h3><p>正文。</p><h2>二、任务</h2><p>略。</p>")) == set()

    def test_a_table_without_header(self) -> None:
        assert "access.table" in codes(
            html("<table><tr><td>项目</td><td>金额</td></tr><tr><td>甲</td><td>1</td></tr></table>")
        )
        assert codes(html("<table><tr><th>项目</th><th>金额</th></tr><tr><td>甲</td><td>1</td></tr></table>")) == set()

    def test_a_video_without_transcript_stops(self) -> None:
        video = {"type": "video", "sm3": "0" * 64, "media": "video/mp4", "caption": "发布会", "transcript_html": ""}
        assert "access.video" in codes(page(blocks=[video]), Severity.BLOCK)

    def test_spread_words_capitals_and_colour(self) -> None:
        assert "access.spread" in codes(html("<p>关 于 召 开 会议的通知</p>"))
        assert "access.capitals" in codes(html("<p>PLEASE READ ALL TERMS BEFORE USE</p>"))
        assert "access.colour" in codes(html("<p>表中标红的为不合格批次。</p>"))


class TestLinks:
    @pytest.mark.parametrize(
        ("href", "code"),
        [
            ("", "link.empty"),
            ("#", "link.empty"),
            ("notice.html", "link.relative"),
            ("javascript:void(0)", "link.scheme"),
            ("file:///C:/a.doc", "link.scheme"),
            ("http://10.1.2.3/oa", "link.inside"),
            ("http://oa/login", "link.inside"),
            ("http://localhost:8001/", "link.inside"),
            ("http://[::1", "link.broken"),
        ],
    )
    def test_a_link_that_nobody_outside_can_open_stops(self, href, code) -> None:
        assert code in codes(html(f'<p>参见<a href="{href}">通知全文</a>。</p>'), Severity.BLOCK)

    @pytest.mark.parametrize(
        "href", ["/services/", "https://www.gov.cn/a", "http://www.hefei.gov.cn", "mailto:a@ah.gov.cn", "#two"]
    )
    def test_a_government_link_passes(self, href) -> None:
        assert codes(html(f'<p>参见<a href="{href}">通知全文</a>。</p>')) == set()

    def test_other_hosts_get_a_notice(self) -> None:
        document = html('<p>参见<a href="https://news.example.com/a">报道</a>。</p>')
        assert codes(document) == {"link.outside"}
        assert examine(document, government_hosts=["news.example.com"]) == []


class TestCompleteness:
    def test_source_title_body(self) -> None:
        assert {"complete.source", "complete.title", "complete.body"} <= codes(
            page(source="", title="", blocks=[]), Severity.BLOCK
        )

    def test_a_long_text_wants_a_summary(self) -> None:
        long = html("<p>" + "会议指出要抓好落实。" * 30 + "</p>")
        assert "complete.summary" in codes(long | {"summary": ""})
        assert "complete.summary" not in codes(long)

    def test_a_document_needs_its_entry_and_its_date(self) -> None:
        assert "complete.document.openness" in codes(page(kind="document"), Severity.BLOCK)
        entry = {"document_number": "", "formed_on": "", "themes": ["综合政务"]}
        found = examine(page(kind="document", openness=entry))
        assert {each.code for each in found} == {"complete.document.number", "complete.document.formed_on"}

    def test_each_kind_knows_its_facts(self) -> None:
        assert "complete.price.on" in codes(
            page(kind="price", facts={"product": "小麦", "market": "周谷堆", "price": 2.4})
        )


def test_twenty_thousand_characters_take_less_than_fifty_milliseconds() -> None:
    sentence = "会议指出，要深入推进“放管服”改革，2026年11月24日前完成第12项任务，电话0551-62601234。"
    document = html("".join(f"<p>{sentence * 4}</p>" for _ in range(20_000 // (len(sentence) * 4) + 1)))
    examine(document)
    best = min(_timed(document) for _ in range(5))
    assert best < 0.05


def _timed(document):
    start = time.perf_counter()
    examine(document)
    return time.perf_counter() - start
