"""Hold a feed to RFC 4287 and a site map to the schema of sitemaps.org."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

HERE = Path(__file__).parent
FETCHED = Path(sys.prefix) / "share" / "huizheng-standards" / "node_modules"
_OFFICIAL = FETCHED / "sitemap" / "schema" / "sitemap.xsd"


def wrong_in_feed(document: bytes) -> list[str]:
    """Return what RFC 4287 does not allow in an Atom document, one line a finding."""
    return _wrong(_atom(), document)


def wrong_in_map(document: bytes) -> list[str]:
    """Return what the schema of sitemaps.org does not allow in a site map or its index, one line a finding."""
    if not _OFFICIAL.is_file():
        pytest.skip("站点地图的官方模式未安装：请先安装 npm（apt-get install npm），再运行 ./test")
    return _wrong(_site_map(), document)


def _wrong(schema: etree.RelaxNG | etree.XMLSchema, document: bytes) -> list[str]:
    schema.validate(etree.fromstring(document))
    return [f"line {finding.line}: {finding.message}" for finding in schema.error_log]


@cache
def _atom() -> etree.RelaxNG:
    return etree.RelaxNG(file=str(HERE / "atom.rng"))


@cache
def _site_map() -> etree.XMLSchema:
    """Our schema of an index includes the official one, wherever set-up laid it."""
    index = etree.parse(HERE / "siteindex.xsd")
    (included,) = index.iter("{http://www.w3.org/2001/XMLSchema}include")
    included.set("schemaLocation", _OFFICIAL.as_uri())
    return etree.XMLSchema(index)
