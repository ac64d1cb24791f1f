from django import forms
from django.template import engines
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from huizheng.commons.design.components.charts import round_ceiling


def shown(source, **context):
    return engines["django"].from_string("{% load design %}" + source).render(context)


class TestTimeline:
    def test_marks_the_current_step_and_links_its_documents(self):
        html = shown(
            "{% timeline steps %}",
            steps=[
                {"title": "已收件", "state": "done", "date": "2026-03-02 09:15"},
                {
                    "title": "补正",
                    "state": "current",
                    "note": "<请补身份证>",
                    "links": [{"label": "补正通知书", "url": "/f/1"}],
                },
            ],
        )
        assert 'aria-current="step"' in html
        assert "&lt;请补身份证&gt;" in html
        assert '<a href="/f/1">' in html


class TestDataTable:
    def test_escapes_cells_and_names_the_column_of_each_for_the_cards(self):
        html = shown(
            "{% data_table columns rows caption='办件' %}",
            columns=[("name", "事项"), {"key": "state", "label": "状态"}],
            rows=[{"name": {"text": "<b>", "href": "/c/1"}, "state": {"text": "超期", "tone": "danger"}}],
        )
        assert '<a href="/c/1">&lt;b&gt;</a>' in html
        assert 'data-label="状态"' in html
        assert "hz-tag--danger" in html

    def test_without_rows_says_so(self):
        assert "没有符合条件的记录" in shown("{% data_table columns rows %}", columns=[("a", "甲")], rows=[])


class TestButton:
    def test_is_a_link_when_it_leads_somewhere(self):
        html = shown("{% button '下一步' href=address variant='secondary' %}", address="/x?a=1&b=2")
        assert html.startswith('<a class="hz-button hz-button--secondary" href="/x?a=1&amp;b=2"')

    def test_carries_attributes_with_hyphens(self):
        assert 'data-hx-get="/n"' in shown("{% button '更多' data_hx_get='/n' disabled=False %}")


class TestTag:
    def test_falls_back_to_neutral_for_an_unknown_tone(self):
        assert "hz-tag--neutral" in shown("{% tag '草稿' 'pink\"' %}")


class TestErrorSummary:
    def test_names_the_field_and_leads_to_it(self):
        class Short(forms.Form):
            name = forms.CharField(label="姓名")
            way = forms.ChoiceField(label="领取方式", choices=[("a", "邮寄")], widget=forms.RadioSelect)

        html = shown("{% error_summary form %}{% for f in form %}{% field f %}{% endfor %}", form=Short({}))
        assert '<a href="#id_name">姓名：' in html
        assert '<a href="#id_way_0">领取方式：' in html
        assert 'id="id_way_0"' in html
        assert 'aria-describedby="id_name-error"' in html

    def test_of_a_sound_form_is_nothing(self):
        assert shown("{% error_summary errors %}", errors=[]).strip() == ""


class TestField:
    def test_keeps_what_was_chosen(self):
        class Choice(forms.Form):
            ways = forms.MultipleChoiceField(choices=[("a", "甲"), ("b", "乙")], widget=forms.CheckboxSelectMultiple)

        html = shown("{% field form.ways %}", form=Choice({"ways": ["b"]}))
        assert 'value="b" checked' in html
        assert 'value="a" checked' not in html


class TestControls:
    def test_tie_hint_and_error_to_the_control(self):
        html = shown("{% text_input 'phone' '电话' hint='含区号' error='请填写电话' autocomplete='tel' %}")
        assert 'aria-describedby="id_phone-hint id_phone-error"' in html
        assert 'aria-invalid="true"' in html
        assert 'autocomplete="tel"' in html

    def test_escape_what_people_wrote(self):
        html = shown("{% textarea 'reason' '理由' value=text %}", text="</textarea><script>")
        assert "<script>" not in html


class TestPagination:
    def test_keeps_the_other_conditions_of_the_address(self):
        request = RequestFactory().get("/list/", {"q": "面馆", "after": "1"})
        html = (
            engines["django"]
            .from_string("{% load design %}{% pagination older='9' parameter='after' %}")
            .render(
                {},
                request,
            )
        )
        assert "q=%E9%9D%A2%E9%A6%86" in html
        assert "after=9" in html

    def test_of_a_single_page_is_nothing(self):
        assert shown("{% pagination %}").strip() == ""


class TestCharts:
    def test_bars_are_drawn_against_the_greatest(self):
        html = shown("{% bar_chart rows title='收件' %}", rows=[("甲", 50), ("乙", 200)])
        assert 'width="25.00%"' in html
        assert 'width="100.00%"' in html

    def test_nothing_to_show_still_draws(self):
        assert "hz-bars" in shown("{% bar_chart rows %}", rows=[("甲", 0)])
        assert "hz-chart__ring" in shown("{% share_chart rows %}", rows=[("甲", 0)])
        assert "polyline" in shown(
            "{% line_chart labels lines %}", labels=["1月"], lines=[{"label": "甲", "values": [None]}]
        )

    def test_lines_have_their_figures_as_a_table(self):
        html = shown(
            "{% line_chart labels lines %}", labels=["1月", "2月"], lines=[{"label": "甲", "values": [3, 4.5]}]
        )
        assert "4.5" in html
        assert '<th scope="row">2月</th>' in html

    @given(st.floats(min_value=0.001, max_value=1e9))
    def test_the_axis_ends_on_a_round_number_not_below_the_greatest(self, greatest):
        top = round_ceiling(greatest)
        assert greatest <= top <= greatest * 2.5 * 1.0001


class TestTabs:
    def test_mark_the_one_that_stands_for_all(self):
        html = shown(
            "{% tabs items '' %}",
            items=[{"key": "", "label": "全部", "url": "/"}, {"key": "a", "label": "甲", "url": "/a"}],
        )
        assert html.count('aria-current="page"') == 1
        assert 'href="/" aria-current="page"' in html


class TestDaysInTables:
    """A narrow column breaks between words, never within a day."""

    def cells(self, *given):
        return shown(
            "{% data_table columns rows %}",
            columns=[(str(n), f"列{n}") for n in range(len(given))],
            rows=[{str(n): each for n, each in enumerate(given)}],
        )

    def test_a_day_and_a_moment_stay_in_one_line(self):
        html = self.cells("名称", "2026年11月4日", {"text": "有效", "note": "2026-11-04 09:30"})
        assert html.count("hz-nowrap") == 2
        assert 'data-label="列1" class="hz-nowrap "' in html

    def test_a_sentence_with_a_day_may_be_broken(self):
        assert "hz-nowrap" not in self.cells("名称", "2026年11月4日起停用")
