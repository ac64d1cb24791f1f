"""The public read API: its description, its answers, its manners."""

from __future__ import annotations

import datetime as dt
import json

import jsonschema
import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openapi_spec_validator import validate

from huizheng.outer.guides.testing import given_service
from huizheng.outer.portal.web.finding.read_api.doors import pace
from huizheng.outer.portal.web.finding.read_api.pace import Pace, TooFast
from huizheng.outer.search.testing import own_index, write_index  # noqa: F401 - a fixture
from huizheng.outer.sites.testing import given_page, given_site, openness, withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_index")]


@pytest.fixture(autouse=True)
def cluster():
    pace.forget()
    given_site("anhui")
    given_site("hefei", parent="anhui")


@pytest.fixture
def schema(client) -> dict:
    return client.get("/api/v1/openapi.json").json()


def get(client, address: str, **values):
    return client.get(f"/api/v1{address}", values)


class TestTheDescription:
    def test_is_valid(self, schema):
        validate(schema)

    def test_only_reads(self, schema):
        assert {method for path in schema["paths"].values() for method in path} == {"get"}

    def test_is_explained_on_a_page_without_foreign_scripts(self, client, schema):
        page = client.get("/api/v1/").content.decode()
        for path in schema["paths"]:
            assert path in page
        assert "https://cdn" not in page


class TestAnswers:
    def test_sites_and_their_columns(self, client):
        assert {one["slug"] for one in get(client, "/sites").json()["sites"]} == {"anhui", "hefei"}
        assert get(client, "/sites/hefei").json()["parent"] == "anhui"
        paths = [one["path"] for one in get(client, "/columns", site="hefei").json()["columns"]]
        assert "news/notices" in paths

    def test_pages_by_cursor(self, client):
        numbers = [given_page(published_at=f"2026-03-0{day}T09:00:00+08:00") for day in range(1, 6)]
        found, cursor = [], ""
        for _ in range(3):
            part = get(client, "/pages", site="anhui", limit=2, cursor=cursor).json()
            found += [one["number"] for one in part["pages"]]
            cursor = part["next"]
        assert found == numbers[::-1]
        assert cursor == ""

    def test_pages_of_a_column_and_of_a_kind(self, client):
        given_page(column="news/notices", title="甲")
        given_page(kind="document", openness=openness(1), title="乙")
        in_column = get(client, "/pages", site="anhui", column="news/notices").json()["pages"]
        of_kind = get(client, "/pages", kind="document").json()["pages"]
        assert [one["title"] for one in in_column] == ["甲"]
        assert [one["title"] for one in of_kind] == ["乙"]

    def test_a_page_whole(self, client):
        number = given_page(title="甲", blocks=[{"type": "html", "html": "<p>正文在此</p>"}])
        page = get(client, f"/pages/{number}").json()
        assert "正文在此" in page["html"]
        assert page["url"] == f"http://anhui.localhost/pages/{number}/"

    def test_entries_of_the_catalogue(self, client):
        given_page(title="甲", openness=openness(1))
        (entry,) = get(client, "/catalogue", document_number="皖政〔2026〕1号").json()["entries"]
        assert entry["index_number"].endswith("00001")

    def test_search_and_services(self, client):
        given_page(title="防汛抗旱通知")
        given_service("birth-service-registration")
        write_index(timezone.now())
        answer = get(client, "/search", q="防汛抗旱").json()
        assert answer["hits"][0]["snippet"]
        assert answer["facets"]["kind"][0]["count"] == 1
        assert get(client, "/services").json()["services"][0]["slug"] == "birth-service-registration"


class TestVisibility:
    def test_what_was_withdrawn_is_in_no_answer(self, client):
        number = given_page(title="误发文件", openness=openness(1))
        write_index(timezone.now())
        withdraw(number)
        assert get(client, f"/pages/{number}").status_code == 404
        for address, values in (
            ("/pages", {}),
            ("/pages", {"site": "anhui", "column": "news/government"}),
            ("/catalogue", {}),
            ("/search", {"q": "误发文件"}),
        ):
            assert "误发文件" not in json.dumps(
                get(client, address, **values).json()["hits" if "q" in values else "next"]
            ), address
            assert str(number) not in get(client, address, **values).content.decode()

    @pytest.mark.parametrize("number", ["1", "700000", "9223372036854775807", "99999999999999999999", "-1", "x", "0"])
    def test_guessed_numbers_tell_nothing(self, client, number):
        assert get(client, f"/pages/{number}").status_code in {404, 422}

    def test_a_page_not_shown_yet_is_not_there(self, client):
        number = given_page(at=timezone.now() + dt.timedelta(hours=1))
        assert get(client, f"/pages/{number}").status_code == 404


class TestManners:
    def test_what_has_not_changed_is_not_sent_again(self, client):
        first = get(client, "/sites")
        again = client.get("/api/v1/sites", headers={"if-none-match": first["ETag"]})
        assert again.status_code == 304
        assert again.content == b""
        assert again["Access-Control-Allow-Origin"] == "*"

    def test_every_origin_may_read(self, client):
        for address in ("/sites", "/sites/nowhere", "/nowhere"):
            assert get(client, address)["Access-Control-Allow-Origin"] == "*"

    @pytest.mark.parametrize(
        ("address", "values", "status"),
        [
            ("/sites/nowhere", {}, 404), ("/nowhere", {}, 404), ("/pages", {"limit": 1000}, 422), ("/search", {}, 422),
            ("/search", {"q": "x" * 61}, 422), ("/pages", {"site": "../etc"}, 422), ("/pages", {"site": "none"}, 404),
        ],
    )  # fmt: skip
    def test_errors_are_problem_documents(self, client, address, values, status):
        response = get(client, address, **values)
        assert response.status_code == status
        assert response["Content-Type"].startswith("application/problem+json")
        assert response.json()["status"] == status

    def test_nothing_is_taken_but_get(self, client):
        for method in ("post", "put", "delete", "patch"):
            assert getattr(client, method)("/api/v1/sites").status_code == 405

    def test_whoever_asks_too_fast_is_asked_to_wait(self, client, monkeypatch):
        monkeypatch.setattr(pace, "_clock", lambda: 0.0)  # a slow machine would fill the bucket while it asks
        statuses = {get(client, "/sites/hefei").status_code for _ in range(pace.burst)}
        refused = get(client, "/sites/hefei")
        assert statuses == {200}
        assert refused.status_code == 429
        assert int(refused["Retry-After"]) >= 1

    def test_a_stranger_under_another_address_is_not_made_to_wait(self):
        now = [0.0]
        kept = Pace(burst=2, a_second=1.0, clock=lambda: now[0])
        kept.take("a")
        kept.take("a")
        with pytest.raises(TooFast) as caught:
            kept.take("a")
        assert caught.value.wait == 1
        kept.take("b")
        now[0] = 1.0
        kept.take("a")


VALUES = st.one_of(
    st.text(max_size=80),
    st.sampled_from(
        [
            "anhui",
            "hefei",
            "news/government",
            "document",
            "1",
            "0",
            "-1",
            "100",
            "101",
            "en",
            "通知",
            "\x00",
            "../",
            "\uff58",
        ]
    ),
    st.integers().map(str),
)


class TestEveryOperation:
    @settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(data=st.data())
    def test_answers_as_described_whatever_is_asked(self, client, schema, data):
        pace.forget()
        path = data.draw(st.sampled_from(sorted(schema["paths"])))
        operation = schema["paths"][path]["get"]
        values = {}
        for parameter in operation.get("parameters", []):
            if parameter["in"] == "path":
                drawn = data.draw(VALUES)
                path = path.replace(
                    "{" + parameter["name"] + "}", drawn.replace("/", "").replace("?", "").replace("#", "") or "x"
                )
            elif parameter.get("required") or data.draw(st.booleans()):
                values[parameter["name"]] = data.draw(VALUES)
        response = client.get(path, values)
        if response.status_code == 400 and response["Content-Type"] == "text/plain":
            return  # a null character is refused before any room sees it
        assert response.status_code in {200, 404, 422}, (path, values)
        if response.status_code == 200:
            shape = operation["responses"]["200"]["content"]["application/json"]["schema"]
            jsonschema.validate(response.json(), {**shape, "components": schema["components"]})
