from django.template import engines


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
        assert 'hx-get="/n"' in shown("{% button '更多' hx_get='/n' disabled=False %}")


class TestTag:
    def test_falls_back_to_neutral_for_an_unknown_tone(self):
        assert "hz-tag--neutral" in shown("{% tag '草稿' 'pink\"' %}")
