"""Answers kept in front of Django: never older than the last announcement, never another reader's."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import time

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.db import connection
from django.http import HttpResponse
from django.urls import path
from django.utils import timezone

from huizheng.outer.sites import api, testing
from huizheng.outer.sites.models import ReadingCount
from huizheng.outer.sites.serving import PageCache
from huizheng.outer.sites.serving.counting import write_counts
from huizheng.outer.sites.serving.listening import Listener
from huizheng.outer.sites.standing import Standing, standing

pytestmark = pytest.mark.urls(__name__)
made: list[str] = []


def column_view(request, name):
    """A page of a site as ``portal`` makes it: from questions of this room, kept for its site."""
    made.append(name)
    site = api.site_by_host(request.get_host())
    cards = api.column_page(site, "news/government", at=timezone.now()).cards
    text = f"{site.slug} {name} {request.COOKIES.get('hz_text_size', '')}: " + ",".join(
        str(each.number) for each in cards
    )
    return api.keep(HttpResponse(text.ljust(900)), site=site.slug, column="news/government", page=7)


def own_view(request):
    made.append("own")
    return HttpResponse("mine alone")


def cookie_view(request):
    made.append("cookie")
    response = HttpResponse("with a cookie")
    response.set_cookie("hz_place", "340100")
    return api.keep(response, site="anhui")


def strict_view(request):
    made.append("strict")
    response = HttpResponse("strict")
    response["X-Test"] = "1"
    return api.keep(response, site="anhui")


urlpatterns = [
    path("own/", own_view),
    path("cookie/", cookie_view),
    path("strict/", strict_view),
    path("<str:name>/", column_view),
]


class Reader:
    """Asks the application as a WSGI server would."""

    def __init__(self, application) -> None:
        self.application = application

    def ask(self, address: str, host: str = "anhui.localhost:8000", method: str = "GET", **extra: str):
        address, _, query = address.partition("?")
        environ = {
            "REQUEST_METHOD": method, "PATH_INFO": address, "QUERY_STRING": query, "HTTP_HOST": host,
            "SERVER_NAME": "localhost", "SERVER_PORT": "8000", "wsgi.input": io.BytesIO(), "wsgi.url_scheme": "http",
            "SCRIPT_NAME": "", **extra,
        }  # fmt: skip
        told = {}

        def start(status, headers, exc_info=None):
            told.update(status=int(status[:3]), headers={name.lower(): value for name, value in headers})

        body = self.application(environ, start)
        told["body"] = b"".join(body)
        if hasattr(body, "close"):
            body.close()
        return told


@pytest.fixture(scope="module", autouse=True)
def _announcing_database(django_db_setup, django_db_blocker):
    """Announcements come with commits, so these tests commit; the tables are emptied once, after the last of them."""
    with django_db_blocker.unblock():
        testing.given_site("anhui")
        testing.given_site("hefei", differences={"news/government": {"sources": ["anhui:news/government"]}})
        listener = Listener(standing, breath=0.05)
        listener.begin()
        wait_for(lambda: standing.is_hearing)
        yield
        listener.end()
        call_command("flush", interactive=False, verbosity=0)
        connection.close()


@pytest.fixture
def reader():
    wait_for(lambda: standing.is_hearing)
    made.clear()
    return Reader(PageCache(WSGIHandler(), standing))


def wait_for(condition, seconds: float = 10.0) -> float:
    begun = time.monotonic()
    while not condition():
        assert time.monotonic() - begun < seconds, "it did not come to pass"
        time.sleep(0.002)
    return time.monotonic() - begun


class TestAnAnswer:
    def test_is_made_once_and_given_again(self, reader):
        first, second = reader.ask("/a/"), reader.ask("/a/")
        assert made == ["a"]
        assert first["body"] == second["body"]
        assert first["headers"]["etag"] == second["headers"]["etag"]
        assert first["headers"]["x-request-id"] != second["headers"]["x-request-id"]

    def test_has_the_headers_of_one_that_is_not_kept(self, reader):
        reader.ask("/strict/")
        again, own = reader.ask("/strict/"), reader.ask("/own/")
        assert made.count("strict") == 1
        missing = set(own["headers"]) - set(again["headers"])
        assert not missing
        assert "content-security-policy" in again["headers"]

    def test_is_not_sent_again_to_whoever_has_it(self, reader):
        etag = reader.ask("/a/")["headers"]["etag"]
        again = reader.ask("/a/", HTTP_IF_NONE_MATCH=f'"other", {etag}')
        assert (again["status"], again["body"]) == (304, b"")
        assert reader.ask("/a/", HTTP_IF_NONE_MATCH='"other"')["status"] == 200

    def test_is_compressed_once_for_those_who_take_it(self, reader):
        plain, small = reader.ask("/a/"), reader.ask("/a/", HTTP_ACCEPT_ENCODING="br, gzip")
        assert small["headers"]["content-encoding"] == "gzip"
        assert gzip.decompress(small["body"]) == plain["body"]
        assert int(small["headers"]["content-length"]) == len(small["body"])
        assert "Accept-Encoding" in plain["headers"]["vary"]

    def test_to_head_is_that_to_get_without_its_body(self, reader):
        head = reader.ask("/a/", method="HEAD")
        assert head["body"] == b""
        assert int(head["headers"]["content-length"]) == len(reader.ask("/a/")["body"])
        assert made == ["a"]

    def test_differs_by_host_mode_place_and_part(self, reader):
        bodies = [
            reader.ask("/a/")["body"],
            reader.ask("/a/", host="hefei.localhost:8000")["body"],
            reader.ask("/a/", HTTP_COOKIE="hz_text_size=large")["body"],
        ]
        reader.ask("/a/?after=abc")
        reader.ask("/a/", HTTP_COOKIE="hz_place=340100")
        assert len(set(bodies)) == 3
        assert made == ["a"] * 5

    @pytest.mark.parametrize(
        "extra",
        [
            {"HTTP_COOKIE": "hz_outer_session=abc"},
            {"HTTP_AUTHORIZATION": "Bearer x"},
            {"HTTP_HX_REQUEST": "true"},
            {"method": "POST"},
        ],
    )
    def test_is_neither_kept_nor_given_for_a_reader_of_ones_own(self, reader, extra):
        reader.ask("/a/", **extra)
        reader.ask("/a/")
        reader.ask("/a/", **extra)
        assert made.count("a") >= (1 if extra.get("method") == "POST" else 3)

    def test_of_unknown_parameters_is_made_each_time(self, reader):
        for _ in range(2):
            reader.ask("/a/?x=1")
        assert made == ["a", "a"]

    def test_that_sets_a_cookie_or_was_not_marked_is_made_each_time(self, reader):
        for _ in range(2):
            reader.ask("/cookie/")
            reader.ask("/own/")
        assert made == ["cookie", "own"] * 2

    @pytest.mark.parametrize("host", ["evil.example", "anhui.localhost:8000@evil.example", "anhui.localhost/evil", ""])
    def test_is_refused_to_a_stranger_host(self, reader, host):
        assert reader.ask("/a/", host=host)["status"] == 400
        assert b"evil" not in reader.ask("/a/")["body"]


class TestNews:
    def test_of_its_site_makes_an_answer_stale(self, reader):
        before = reader.ask("/a/")["body"]
        number = testing.given_page()
        wait_for(lambda: reader.ask("/a/")["body"] != before)
        assert str(number).encode() in reader.ask("/a/")["body"]

    def test_of_a_site_reaches_those_that_take_its_columns(self, reader):
        before = reader.ask("/a/", host="hefei.localhost:8000")["body"]
        number = testing.given_page()
        wait_for(lambda: reader.ask("/a/", host="hefei.localhost:8000")["body"] != before)
        assert str(number).encode() in reader.ask("/a/", host="hefei.localhost:8000")["body"]

    def test_of_another_site_leaves_it_alone(self, reader):
        reader.ask("/a/")
        reader.ask("/a/", host="hefei.localhost:8000")
        made.clear()
        testing.given_page(site="hefei")
        wait_for(lambda: reader.ask("/a/", host="hefei.localhost:8000") and made)
        reader.ask("/a/")
        assert made == ["a"]

    def test_of_a_withdrawal_makes_every_answer_stale(self, reader):
        number = testing.given_page()
        wait_for(lambda: str(number).encode() in reader.ask("/a/")["body"])
        testing.withdraw(number)
        wait_for(lambda: str(number).encode() not in reader.ask("/a/")["body"])

    def test_that_comes_while_an_answer_is_made_keeps_it_from_being_kept(self, reader):
        def late(environ, start):
            response = handler(environ, start)
            standing.announced(["anhui"])
            return response

        handler = reader.application._application
        reader.application._application = late
        reader.ask("/a/")
        reader.application._application = handler
        reader.ask("/a/")
        assert made == ["a", "a"]

    def test_by_the_clock_alone_is_noticed(self, reader):
        soon = timezone.now() + dt.timedelta(seconds=1)
        number = testing.given_page(at=soon)
        wait_for(lambda: str(number).encode() in reader.ask("/a/")["body"])
        assert timezone.now() >= soon

    def test_that_cannot_be_heard_stops_all_keeping(self, reader):
        reader.ask("/a/")
        standing.hearing(starts=False)
        reader.ask("/a/")
        reader.ask("/a/")
        standing.hearing(starts=True)
        assert made == ["a"] * 3

    def test_is_heard_again_after_the_connection_was_lost(self, reader):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE application_name = 'huizheng-outer-listener' AND datname = current_database()"
            )
        wait_for(lambda: standing.is_hearing)
        before = reader.ask("/a/")["body"]
        testing.given_page()
        wait_for(lambda: reader.ask("/a/")["body"] != before)


class TestMemory:
    def test_is_bounded_by_the_bytes_of_answers(self, reader):
        small = Reader(PageCache(WSGIHandler(), standing, most_bytes=40_000))
        for name in range(50):
            small.ask(f"/n{name}/")
        assert 0 < small.application._bytes <= 40_000
        made.clear()
        small.ask("/n49/")
        small.ask("/n0/")
        assert made == ["n0"]

    def test_holds_nothing_while_deaf(self):
        deaf = Reader(PageCache(WSGIHandler(), Standing()))
        deaf.ask("/a/")
        assert deaf.application._bytes == 0


class TestReading:
    def test_is_counted_by_site_column_and_page_however_it_was_answered(self, reader):
        write_counts_now()
        ReadingCount.objects.all().delete()
        reader.ask("/a/")
        etag = reader.ask("/a/")["headers"]["etag"]
        reader.ask("/a/", HTTP_IF_NONE_MATCH=etag)
        reader.ask("/a/", HTTP_COOKIE="hz_outer_session=abc")
        reader.ask("/a/", method="HEAD")
        write_counts_now()
        found = {(each.site, each.column, each.page): each.views for each in ReadingCount.objects.all()}
        assert found == {("anhui", "news/government", 0): 4, ("anhui", "", 7): 4}


def write_counts_now() -> None:
    connection.ensure_connection()
    write_counts(connection.connection)
