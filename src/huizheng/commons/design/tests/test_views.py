import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client, override_settings
from django.urls import reverse
from django.views.defaults import server_error


class TestTextSize:
    def test_is_kept_in_a_cookie_and_leads_back(self, client, db):
        answer = client.post(reverse("design:text_size"), {"size": "large", "next": "/services/?q=1"})
        assert answer.status_code == 302
        assert answer["Location"] == "/services/?q=1"
        assert answer.cookies["hz_text_size"].value == "large"

    def test_does_not_lead_to_another_site(self, client, db):
        answer = client.post(reverse("design:text_size"), {"size": "large", "next": "https://elsewhere.example/"})
        assert answer["Location"] == "/"

    def test_is_not_changed_by_reading(self, client, db):
        assert client.get(reverse("design:text_size")).status_code == 405


class TestErrorPages:
    def test_an_unknown_address_says_what_to_do_next(self, client, db):
        answer = client.get("/no/such/page/")
        assert answer.status_code == 404
        assert "回到首页" in answer.content.decode()
        assert "Go to the home page" in answer.content.decode()

    def test_speaks_the_visitors_language_first_and_the_other_after(self, client, db):
        html = client.get("/no/such/page/", headers={"accept-language": "en"}).content.decode()
        assert '<html lang="en">' in html
        assert "<h1>Page not found</h1>" in html
        assert html.index("Go to the home page") < html.index("没有找到这个页面")

    def test_an_expired_form_says_so_in_plain_words(self, db):
        answer = Client(enforce_csrf_checks=True).post(reverse("design:text_size"), {"size": "large"})
        assert answer.status_code == 403
        assert "页面已经过期" in answer.content.decode()


class TestGallery:
    @pytest.mark.parametrize("name", ["gallery", "gallery_inner"])
    def test_shows_every_component_without_undefined_words(self, rf, db, name):
        from django.conf import settings

        from huizheng.commons.design.web import views

        strict = [
            {**settings.TEMPLATES[0], "OPTIONS": {**settings.TEMPLATES[0]["OPTIONS"], "string_if_invalid": "UNDEFINED"}}
        ]
        with override_settings(TEMPLATES=strict):
            request = rf.get("/design/")
            request.user = AnonymousUser()
            html = getattr(views, name)(request).content.decode()
        assert "办理进度" in html
        assert "UNDEFINED" not in html


def test_the_page_of_a_failure_needs_nothing_that_may_have_failed(rf):
    answer = server_error(rf.get("/anything/"))
    assert answer.status_code == 500
    assert "不是您的错" in answer.content.decode()
    assert "Something went wrong on our side" in answer.content.decode()
