"""The patrol of links: every address of ours is looked up as a reader would meet it, and told to the office."""

from __future__ import annotations

import datetime as dt
import io
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest
from django.core.management import call_command

from huizheng.commons.reference import api as reference
from huizheng.gate.contracts import LinksChecked
from huizheng.gate.testing import sent
from huizheng.outer.guides.testing import given_service
from huizheng.outer.portal.outside import Outside
from huizheng.outer.portal.patrol import Round, patrol
from huizheng.outer.sites.testing import THEN, given_emergency, given_page, given_site, withdraw

AT = THEN + dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def places(db):
    reference.load_reference(lambda _: None)
    given_site("anhui")


def text(*links: str) -> list[dict]:
    return [{"type": "html", "html": "".join(f'<p><a href="{link}">去看一看</a></p>' for link in links)}]


def looked(slug: str = "anhui") -> Round:
    return next(each for each in patrol(at=AT) if each.site == slug)


def reasons(made: Round) -> dict[str, str]:
    return {each.link: each.why for each in made.broken}


def test_pages_columns_services_files_and_addresses_are_looked_up_as_readers_meet_them():
    there = given_page(number=7)
    gone = given_page(number=8)
    withdraw(gone)
    given_service("birth-service-registration")
    given_emergency("E1")
    links = {
        f"/pages/{there}/": None,
        f"/pages/{there}": None,
        f"/pages/{there}/print/": None,
        "/news/government/": None,
        "/services/birth-service-registration/": None,
        "/services/": None,
        "/emergencies/E1/": None,
        "/": None,
        "https://www.gov.cn/zhengce/": None,
        f"http://anhui.localhost:8000/pages/{there}/?from=1#top": None,
        f"/pages/{gone}/": "withdrawn",
        "/pages/999999/": "no-page",
        "/news/nowhere/": "no-column",
        "/services/no-such-service/": "no-service",
        "/emergencies/E9/": "no-emergency",
        f"/released/{'0' * 64}/a.pdf": "no-file",
        "/Nowhere/at.html": "no-address",
        "http://anhui.localhost:8000/pages/999999/": "no-page",
    }
    given_page(number=9, blocks=text(*links))
    assert reasons(looked()) == {link: why for link, why in links.items() if why}


def test_a_page_of_another_site_is_fine_because_readers_are_led_there_unless_that_site_is_closed():
    given_site("hefei")
    given_site("feixi", is_open=False, closed_reason="整改")
    open_, closed = given_page(number=7, site="hefei"), given_page(number=8, site="feixi")
    given_page(number=9, blocks=text(f"/pages/{open_}/", f"http://hefei.localhost/pages/{open_}/", f"/pages/{closed}/"))
    assert reasons(looked()) == {f"/pages/{closed}/": "not-on-this-site"}


def test_a_service_that_a_live_block_names_is_looked_up():
    given_page(number=9, blocks=[{"type": "services", "title": "办事", "slugs": ["no-such-service"]}])
    assert reasons(looked()) == {"/services/no-such-service/": "no-service"}


def test_the_office_hears_of_every_site_also_that_nothing_is_broken():
    number = given_page(number=9, title="便民服务汇总", blocks=text("/pages/999999/"))
    given_site("hefei")
    patrol(at=AT)
    told = {message.site: message for message in sent(LinksChecked)}
    assert told["hefei"].broken == []
    assert told["anhui"].checked_at == AT
    assert (told["anhui"].pages, told["anhui"].links) == (1, 1)
    (found,) = told["anhui"].broken
    assert (found["page"], found["title"], found["why"]) == (number, "便民服务汇总", "no-page")


class Answers(BaseHTTPRequestHandler):
    """Another host, on loopback: ``/led`` leads to ``/here``, ``/away`` to another scheme, ``/head`` takes no HEAD."""

    asked: ClassVar[list[str]] = []

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        self.asked.append(f"{self.command} {self.path}")
        status = {"/here": 200, "/led": 301, "/away": 302, "/who": 401, "/head": 200 if self.command == "GET" else 405}
        self.send_response(status.get(self.path, 404))
        if self.path in {"/led", "/away"}:
            self.send_header("Location", "/here" if self.path == "/led" else "file:///etc/passwd")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        return


@pytest.fixture
def other_host():
    Answers.asked.clear()
    with ThreadingHTTPServer(("127.0.0.2", 0), Answers) as server:
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        yield f"http://127.0.0.2:{server.server_port}"
        server.shutdown()
        serving.join()


def test_other_hosts_are_asked_once_each_and_only_when_an_operator_says_so(other_host):
    paths = ("/here", "/led", "/who", "/head", "/gone", "/away")
    for number in (9, 10):
        given_page(number=number, blocks=text(*(f"{other_host}{path}" for path in paths)))
    assert looked().broken == ()
    assert Answers.asked == []
    (made,) = patrol(at=AT, outside=Outside(may_ask=lambda _host, _port: True, pause=0))
    assert {(each.link, each.why) for each in made.broken} == {
        (f"{other_host}{path}", "no-answer") for path in ("/gone", "/away")
    }
    assert made.links == 2 * len(paths)
    assert Answers.asked.count("HEAD /who") == 1
    assert sent(LinksChecked)[-1].outside


def test_a_host_of_a_private_network_is_never_asked(other_host):
    given_page(number=9, blocks=text(f"{other_host}/here"))
    (made,) = patrol(at=AT, outside=Outside(pause=0))
    assert [each.why for each in made.broken] == ["no-answer"]
    assert Answers.asked == []


def test_what_is_withdrawn_is_not_looked_at():
    given_page(number=9, blocks=text("/pages/999999/"))
    withdraw(9)
    assert looked().broken == ()


def test_it_opens_no_connection_and_asks_each_address_once(django_assert_max_num_queries):
    for number in range(20, 40):
        given_page(number=number, blocks=text("/pages/999999/", "/news/government/", "https://example.gov.cn/"))
    with django_assert_max_num_queries(40):
        made = looked()
    assert len(made.broken) == 20


def test_the_command_names_each():
    given_page(number=9, blocks=text("/pages/999999/"))
    out = io.StringIO()
    call_command("check_links", stdout=out)
    assert "anhui  /pages/9/  /pages/999999/  no-page" in out.getvalue()
    assert "1 个打不开" in out.getvalue()
