"""Runs with Wagtail's settings: reads what ``gathering`` printed and lays it into the tree; prints
how many pages that are, and where the articles of the site answer.

A tree laid row by row takes minutes, so its rows are written as treebeard would have written them.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
import uuid
from collections import Counter
from typing import Any

import django

django.setup()

from django.contrib.contenttypes.models import ContentType  # noqa: E402 - the settings first
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from wagtail.models import Page, Site  # noqa: E402

from bench.plain_wagtail.models import ArticlePage, ColumnPage, HomePage  # noqa: E402


class Tree:
    """Rows under Wagtail's root: who stands where, and how many stand below."""

    def __init__(self) -> None:
        self.root = Page.get_first_root_node()
        self.places: dict[tuple[str, str], str] = {}
        self.below: Counter[str] = Counter()
        self.rows: list[Page] = []
        self.own: dict[type[Page], list[dict[str, Any]]] = {HomePage: [], ColumnPage: [], ArticlePage: []}

    def add(self, kind: type[Page], above: str, url: str, slug: str, title: str, **own: Any) -> tuple[str, str]:
        """Add a page below the path ``above``; return its own path and its address."""
        self.below[above] += 1
        path = Page._get_path(above, len(above) // Page.steplen + 1, self.below[above])  # noqa: SLF001
        address = f"{url}{slug}/"
        self.rows.append(
            Page(
                path=path, depth=len(path) // Page.steplen, slug=slug, title=title[:255], draft_title=title[:255],
                url_path=address, live=True, show_in_menus=kind is ColumnPage, locale_id=self.root.locale_id,
                content_type=ContentType.objects.get_for_model(kind), translation_key=uuid.uuid4(),
            )
        )  # fmt: skip
        self.own[kind].append({"path": path, **own})
        return path, address

    def write(self) -> dict[str, int]:
        """Write all rows; return the ids by path."""
        for row in self.rows:
            row.numchild = self.below[row.path]
        Page.objects.bulk_create(self.rows, batch_size=1000)
        Page.objects.filter(pk=self.root.pk).update(numchild=self.below[self.root.path])
        numbers = dict(Page.objects.values_list("path", "pk"))
        for kind, rows in self.own.items():
            fields = [name for name in rows[0] if name != "path"]
            columns = ", ".join(["page_ptr_id", *fields])
            marks = ", ".join(["%s"] * (len(fields) + 1))
            with connection.cursor() as cursor:
                cursor.executemany(
                    f"INSERT INTO {kind._meta.db_table} ({columns}) VALUES ({marks})",  # noqa: SLF001, S608 - our own names
                    [[numbers[row["path"]], *(row[name] for name in fields)] for row in rows],
                )
        return numbers


def main() -> None:
    told = json.loads(sys.stdin.readline())
    call_command("migrate", verbosity=0)
    Site.objects.all().delete()
    Page.objects.filter(depth=2).delete()
    tree = Tree()
    homes: dict[str, tuple[str, str]] = {}
    columns: dict[tuple[str, str], tuple[str, str]] = {}

    def home_of(slug: str, name: str) -> tuple[str, str]:
        if slug not in homes:
            homes[slug] = tree.add(HomePage, tree.root.path, "/", slug, name, sections="[]")
        return homes[slug]

    def column_of(slug: str, path: str, name: str) -> tuple[str, str]:
        if (slug, path) not in columns:
            above, _, last = path.rpartition("/")
            where = column_of(slug, above, above) if above else home_of(slug, slug)
            columns[slug, path] = tree.add(ColumnPage, *where, last, name)
        return columns[slug, path]

    home_of(told["site"], told["name"])
    for each in told["columns"]:
        column_of(told["site"], each["path"], each["name"])
    addresses: dict[int, str] = {}
    for each in told["articles"]:
        body = json.dumps([{"type": "paragraph", "value": each["html"], "id": str(uuid.uuid4())}])
        _, address = tree.add(
            ArticlePage, *column_of(each["site"], each["column"], each["column"]), f"p{each['number']}", each["title"],
            summary=each["summary"], source=each["source"], body=body,
            published_at=dt.datetime.fromisoformat(each["published_at"]),
        )  # fmt: skip
        if each["site"] == told["site"]:
            addresses[each["number"]] = address.removeprefix(f"/{told['site']}")
    numbers = tree.write()
    home = homes[told["site"]]
    sections = [[numbers[columns[told["site"], path][0]], count] for path, count in told["sections"]]
    HomePage.objects.filter(pk=numbers[home[0]]).update(sections=sections)
    Site.objects.create(hostname="localhost", root_page_id=numbers[home[0]], is_default_site=True)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    sys.stdout.write(json.dumps({"pages": len(tree.rows), "addresses": addresses}) + "\n")


main()
