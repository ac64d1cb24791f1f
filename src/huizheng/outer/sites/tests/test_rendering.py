"""Blocks of an edition become HTML that reads well, leads where it should, and runs nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from huizheng.outer.sites.rendering.body import parts_of

SM3 = "a" * 64
FILE = {"sm3": SM3, "name": "通知 全文.pdf", "media": "application/pdf", "size": 2_500_000, "label": "通知全文"}

NAMES = {SM3: {"name": "新桥 一.webp"}}


def document(*blocks: dict[str, Any], language: str = "zh-hans", files: tuple[Any, ...] = ()) -> dict[str, Any]:
    return {"language": language, "blocks": list(blocks), "files": list(files)}


def html(*blocks: dict[str, Any], **more: Any) -> str:
    return "".join(part["html"] for part in parts_of(document(*blocks, **more), NAMES))


class TestText:
    def test_loses_scripts_styles_and_addresses_that_run(self) -> None:
        made = html(
            {
                "type": "html",
                "html": '<p onclick="x()" style="color:red">好<script>alert(1)</script></p>'
                '<a href="javascript:alert(1)">点</a><a href="//evil.example">外</a>'
                '<img src="https://elsewhere.example/pixel" alt=""><iframe src="/x"></iframe><!--live:0-->',
            }
        )
        for foreign in ("script", "onclick", "style", "javascript", "evil", "elsewhere", "iframe", "live:"):
            assert foreign not in made
        assert "<p>好</p>" in made

    def test_finds_its_pictures_among_the_released_files(self) -> None:
        made = html({"type": "html", "html": f'<figure><img src="file:{SM3}" alt="新桥"></figure>'})
        assert f'src="/released/{SM3}/新桥_一.webp"' in made
        assert 'loading="lazy"' in made
        assert 'alt="新桥"' in made

    def test_gives_a_wide_table_a_frame_that_scrolls(self) -> None:
        made = html({"type": "html", "html": "<table><tr><th>年</th></tr><tr><td>1</td></tr></table>"})
        assert '<div class="hz-scroll" role="region" tabindex="0" aria-label="可左右滚动的表格"><table>' in made
        assert '<th scope="col">年</th>' in made

    def test_of_many_parts_has_a_list_of_them(self) -> None:
        made = html({"type": "html", "html": "".join(f"<h2>第{n}章</h2><p>文</p>" for n in "一二三四")})
        assert '<a href="#part-3">第三章</a>' in made
        assert '<h2 id="part-3">第三章</h2>' in made

    def test_of_few_parts_has_none(self) -> None:
        assert "hz-contents" not in html({"type": "html", "html": "<h2>一</h2><p>文</p>"})

    def test_marks_a_link_that_leads_out(self) -> None:
        made = html({"type": "html", "html": '<a href="https://www.gov.cn/">国务院</a><a href="/news/">新闻</a>'})
        assert 'rel="external noopener" href="https://www.gov.cn/"' in made
        assert '<a href="/news/">' in made


class TestFigures:
    POINTS = [{"at": str(year), "value": float(year - 2000)} for year in (2022, 2023, 2024)]

    def test_over_years_are_a_line_and_a_table(self) -> None:
        made = html({"type": "figures", "unit": "亿元", "series": [{"label": "生产总值", "points": self.POINTS}]})
        assert "<polyline" in made
        assert made.count('<th scope="row">202') == 3
        assert "亿元" in made or "22" in made

    def test_keep_the_order_of_quarters_that_are_words(self) -> None:
        points = [{"at": f"{name}季度", "value": 1.0} for name in "一二三四"]
        made = html({"type": "figures", "unit": "件", "series": [{"label": "申请", "points": points}]})
        assert made.index("二季度") < made.index("三季度")

    def test_of_two_moments_are_bars(self) -> None:
        made = html({"type": "figures", "unit": "人", "series": [{"label": "人口", "points": self.POINTS[:2]}]})
        assert "<polyline" not in made
        assert "人口 2022" in made

    def test_of_one_moment_are_numbers(self) -> None:
        one = {"label": "常住人口", "points": [{"at": "2024", "value": 1234567.0}]}
        made = html({"type": "figures", "unit": "人", "series": [one], "source": "统计公报"})
        assert "1,234,567" in made
        assert "数据来源：统计公报" in made


class TestOtherBlocks:
    def test_facts_leave_out_what_is_empty_and_what_would_run(self) -> None:
        rows = [
            {"label": "电话", "value": "0551-1"},
            {"label": "传真", "value": ""},
            {"label": "网址", "value": "看", "href": "javascript:1"},
        ]
        made = html({"type": "facts", "title": "联系", "rows": rows})
        assert "<dt>电话</dt><dd>0551-1</dd>" in made
        assert "传真" not in made
        assert "javascript" not in made

    def test_a_table_names_its_rows_and_aligns_its_numbers(self) -> None:
        made = html(
            {
                "type": "table",
                "title": "预算",
                "columns": ["项目", "金额"],
                "numeric": [False, True],
                "rows": [["教育", "12"]],
            }
        )
        assert '<th scope="row">教育</th><td class="hz-num">12</td>' in made
        assert '<caption class="hz-visually-hidden">预算</caption>' in made

    def test_stages_say_in_words_how_far_they_are(self) -> None:
        stages = [
            {"name": "征求意见", "state": "done", "on": "2026-01-02", "html": "<p>共 12 条</p>", "number": 100007},
            {"name": "审议", "state": "current"},
            {"name": "公布", "state": "coming"},
        ]
        made = html({"type": "stages", "stages": stages})
        for words in (
            "已完成",
            "进行中",
            "尚未开始",
            'aria-current="step"',
            'href="/pages/100007/"',
            "<p>共 12 条</p>",
        ):
            assert words in made

    def test_questions_open_without_a_script(self) -> None:
        made = html(
            {
                "type": "questions",
                "items": [{"question": "几时发？", "answer_html": "<p>每月<i>十</i>日</p>", "by": "民政局"}],
            }
        )
        assert '<summary class="hz-question__ask">几时发？</summary>' in made
        assert "答复：民政局" in made
        assert "<i>" not in made

    def test_a_gallery_shows_released_pictures_with_their_words(self) -> None:
        image = {"sm3": SM3, "media": "image/webp", "alt": "茶园", "caption": "春茶", "width": 1200, "height": 800}
        made = html({"type": "gallery", "images": [image]})
        assert f'<img src="/released/{SM3}/新桥_一.webp" alt="茶园" width="1200" height="800"' in made
        assert "<figcaption>春茶</figcaption>" in made

    def test_files_say_what_they_are_and_weigh(self) -> None:
        made = html(files=(FILE,))
        assert "附件" in made
        assert f"/released/{SM3}/通知_全文.pdf" in made
        assert "PDF · 2.4 MB" in made

    def test_a_callout_says_its_tone_in_words(self) -> None:
        made = html({"type": "callout", "tone": "danger", "title": "停水", "html": "<p>今晚</p>"})
        assert '<span class="hz-callout__word">重要</span>停水' in made

    def test_a_video_has_its_words_beside_it(self) -> None:
        made = html(
            {
                "type": "video",
                "sm3": SM3,
                "media": "video/mp4",
                "caption": "发布会",
                "transcript_html": "<p>各位</p>",
                "poster": "",
            }
        )
        assert "<video controls" in made
        assert "视频文字稿" in made

    def test_links_say_when_they_lead_out(self) -> None:
        links = [{"label": "国务院", "href": "https://www.gov.cn/", "note": "上级"}, {"label": "坏", "href": "data:x"}]
        made = html({"type": "links", "links": links})
        assert "（站外链接）" in made
        assert "data:x" not in made


class TestTheWhole:
    LIVE = {"type": "column", "title": "要闻", "site": "hefei", "column": "news/government", "limit": 5}

    def test_leaves_what_lives_to_whoever_shows_it(self) -> None:
        before, after = ({"type": "html", "html": f"<p>{word}</p>"} for word in "前后")
        assert parts_of(document(before, self.LIVE, after), {}) == [
            {"html": '<div class="hz-text"><p>前</p></div>'},
            {"live": self.LIVE},
            {"html": '<div class="hz-text"><p>后</p></div>'},
        ]

    def test_speaks_the_language_of_the_document(self) -> None:
        made = html(language="en", files=(FILE,))
        assert "Attachments" in made
        assert "附件" not in made

    @pytest.mark.parametrize("around", ["zh-hans", "en"])
    def test_is_the_same_whoever_asks(self, around: str) -> None:
        page = document({"type": "callout", "tone": "info", "title": "", "html": "<p>一</p>"}, files=(FILE,))
        first = parts_of(page, NAMES)
        with translation.override(around):
            assert parts_of(page, NAMES) == first
        assert "/static/" not in str(first), "an address that changes with the next edition of the style"
