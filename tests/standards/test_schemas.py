"""The schemas refuse what the RFC and the protocol refuse: a schema that lets everything pass proves nothing."""

from __future__ import annotations

import pytest

from tests.standards.schemas import wrong_in_feed, wrong_in_map

FEED = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-Hans">
<id>urn:uuid:60a76c80-d399-11d9-b91c-0003939e0af6</id><title>T</title><updated>2026-03-01T09:00:00+08:00</updated>
<link rel="self" type="application/atom+xml" href="http://anhui.localhost/feed.atom"/><author><name>N</name></author>
<entry><id>urn:uuid:60a76c80-d399-11d9-b91c-0003939e0af7</id><title type="html">&lt;b&gt;</title>
<updated>2026-03-01T09:00:00Z</updated><category term="a"/><summary>S</summary></entry></feed>"""
MAP = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>http://anhui.localhost/</loc><lastmod>2026-03-01T09:00:00+08:00</lastmod></url></urlset>"""
INDEX = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>http://anhui.localhost/sitemap-0.xml</loc></sitemap></sitemapindex>"""


def test_a_right_feed_passes() -> None:
    assert wrong_in_feed(FEED) == []


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        (b"<author><name>N</name></author>", b""),
        (b"<updated>2026-03-01T09:00:00Z</updated>", b""),
        (b"09:00:00+08:00", b"09:00:00"),
        (b"<title>T</title>", b"<title>T</title><title>U</title>"),
        (b' href="http://anhui.localhost/feed.atom"', b""),
        (b'<category term="a"/>', b"<category/>"),
        (b"<id>urn:uuid:60a76c80-d399-11d9-b91c-0003939e0af7</id>", b"<id>7</id>"),
        (b'type="html"', b'type="text/html"'),
        (b"<name>N</name>", b"<name></name>"),
        (b"<summary>", b"<summary><b/>"),
    ],
)
def test_a_wrong_feed_is_refused(said: bytes, instead: bytes) -> None:
    assert said in FEED
    assert wrong_in_feed(FEED.replace(said, instead)) != []


def test_a_right_map_and_index_pass() -> None:
    assert wrong_in_map(MAP) == []
    assert wrong_in_map(INDEX) == []


@pytest.mark.parametrize(
    ("document", "said", "instead"),
    [
        (MAP, b"2026-03-01T09:00:00+08:00", b"yesterday"),
        (MAP, b"<loc>http://anhui.localhost/</loc>", b""),
        (MAP, b"<lastmod>", b"<priority>2</priority><lastmod>"),
        (INDEX, b"http://anhui.localhost/sitemap-0.xml", b"/"),
        (INDEX, b"<loc>", b"<loc>http://anhui.localhost/sitemap-1.xml</loc><loc>"),
    ],
)
def test_a_wrong_map_or_index_is_refused(document: bytes, said: bytes, instead: bytes) -> None:
    assert said in document
    assert wrong_in_map(document.replace(said, instead)) != []
