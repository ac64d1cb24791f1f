import pytest
from django.core.cache import cache
from django.urls import reverse

from huizheng.commons.reference import api as reference
from huizheng.outer.guides.testing import given_all_samples, given_service
from huizheng.outer.sites.testing import given_site


@pytest.fixture(autouse=True)
def places(db):
    cache.clear()
    reference.load_reference(lambda _: None)


ENTRANCE = "/service/"


class TestEntrance:
    def test_leads_to_the_themes_that_hold_a_service(self, client):
        given_all_samples()
        person, corp = client.get(ENTRANCE).content.decode(), client.get(f"{ENTRANCE}?audience=corp").content.decode()
        assert reverse("guides:theme", args=["person", "060"]) in person
        assert reverse("guides:theme", args=["person", "155"]) not in person
        assert reverse("guides:theme", args=["corp", "005"]) in corp

    def test_names_much_used_services_with_how_often_one_must_come(self, client):
        given_service("birth-service-registration")
        html = client.get(ENTRANCE).content.decode()
        assert reverse("guides:guide", args=["birth-service-registration"]) in html
        assert "到现场" in html

    def test_stands_before_any_service_has_come_through_the_gate(self, client):
        assert "办事，从这里开始" in client.get(ENTRANCE).content.decode()

    def test_speaks_english_when_asked(self, client):
        given_service("birth-service-registration")
        client.post(reverse("set_language"), {"language": "en", "next": "/"})
        html = client.get(ENTRANCE).content.decode()
        assert 'lang="en"' in html
        assert "Birth and adoption" in html

    def test_asks_the_database_little(self, client, django_assert_max_num_queries):
        given_all_samples()
        client.get(ENTRANCE)
        with django_assert_max_num_queries(4):
            client.get(ENTRANCE)

    def test_carries_the_facts_every_government_site_owes(self, client):
        html = client.get(ENTRANCE).content.decode()
        facts = ["主办单位", "承办单位", "联系电话", "网站标识码", "ICP", "公安备案号", "网站地图", "我为政府网站找错"]
        for fact in facts:
            assert fact in html
        assert '<meta name="SiteIDCode"' in html
        assert "示例" in html


class TestPlace:
    def test_offers_every_city_and_county(self, client):
        html = client.get(reverse("portal:place")).content.decode()
        assert html.count('name="code"') == 1 + 16 + 104

    def test_is_kept_and_leads_back(self, client):
        answer = client.post(reverse("portal:place"), {"code": "340104", "next": ENTRANCE})
        assert answer["Location"] == ENTRANCE
        assert "蜀山区" in client.get(ENTRANCE).content.decode()

    def test_of_a_dissolved_code_is_its_successor(self, client):
        client.post(reverse("portal:place"), {"code": "340221", "next": "/"})
        assert client.cookies["hz_place"].value == reference.current_division("340221").code

    def test_that_nobody_knows_is_said_so(self, client):
        answer = client.post(reverse("portal:place"), {"code": "999999"})
        assert answer.status_code == 422
        assert "没有找到这个地区" in answer.content.decode()

    def test_does_not_lead_to_another_site(self, client):
        answer = client.post(reverse("portal:place"), {"code": "340100", "next": "//elsewhere.example"})
        assert answer["Location"] == "/"

    def test_a_forged_cookie_is_the_province(self, client):
        client.cookies["hz_place"] = "'; drop"
        assert client.get(ENTRANCE).status_code == 200


@pytest.mark.parametrize("name", ["about", "privacy", "accessibility", "site_map", "contact"])
def test_the_pages_every_site_owes_stand(client, name):
    given_site()
    answer = client.get(reverse(f"portal:{name}"))
    assert answer.status_code == 200
    assert "<h1" in answer.content.decode()
