from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.middleware import SessionMiddleware
from django.template import engines
from django.test import RequestFactory


def page(frame, **cookies):
    request = RequestFactory().get("/somewhere/")
    request.COOKIES.update(cookies)
    request.user = AnonymousUser()
    SessionMiddleware(lambda _: None).process_request(request)
    source = f'{{% extends "design/{frame}.html" %}}{{% block content %}}内容{{% endblock %}}'
    return engines["django"].from_string(source).render({}, request)


class TestFrame:
    def test_loads_no_inline_script_or_style(self, db):
        for frame in ("outer", "inner"):
            html = page(frame)
            assert "<style" not in html
            assert " style=" not in html
            assert "<script>" not in html

    def test_shows_large_text_when_the_cookie_says_so(self, db):
        assert "hz-large" in page("outer", hz_text_size="large")
        assert "hz-large" not in page("outer")
