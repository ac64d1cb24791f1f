"""Reading the sites: home, column and article, from memory and past it, beside a static file of the same size.

One instance with its demonstration content; wrk asks over eight connections. "Uncached" asks with a parameter that the
page cache does not know, so every request is answered by Django and the database. Wagtail then serves the same columns
and articles itself (``plain_wagtail``), in the same run and on the same database server. The same pages are asked with
5,000 and with 100,000 articles; a release and an emergency are timed from before their transaction inside until readers
see them, while wrk reads all sites.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bench.applicants import ask_database
from bench.figures import figure, load, share
from bench.loads import Load, each_time_new, in_turn, need_tools, static_file, wrk
from bench.parts import megabytes, processes, seconds_used
from bench.wagtail_serving import wagtail
from tests.product.instance import Product, new_product

SECONDS = float(os.environ.get("BENCH_SECONDS", "5"))
RELEASES = int(os.environ.get("BENCH_RELEASES", "40"))
HOST = "anhui.localhost"
COLUMN = "/news/government/"
# Copies of every article of the site whose pages are measured, so that their lists are full.
FILLING = 25
RELEASING = Path(__file__).with_name("releasing.py")


def main() -> None:
    need_tools()
    product = running() or new_product(HUIZHENG_DEMONSTRATION_SITES="")
    begun_here = product.process is None and not os.environ.get("BENCH_INSTANCE")
    if begun_here:
        product.start(seconds=600)
    try:
        wait_for_pages(product)
        busy = load()
        pages = {"home": "/", "column": COLUMN, "article": article_of(product)}
        made = {name: compare(product, name, path) for name, path in pages.items()}
        beside_wagtail(product, pages, made)
        costs(product, pages)
        visible(product)
        emergency(product)
        memory(product)
        figure("load average of the machine at the start", busy, "")
    finally:
        if begun_here:
            product.stop()
            shutil.rmtree(product.var.parent, ignore_errors=True)


def running() -> Product | None:
    """Return an instance that runs already, named as ``var:outer port``; for trying things out."""
    var, _, port = os.environ.get("BENCH_INSTANCE", "").rpartition(":")
    return Product(var=Path(var), port=int(port)) if var else None


def get(product: Product, path: str, host: str = HOST) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", product.port, timeout=60)
    try:
        connection.request("GET", path, headers={"Host": f"{host}:{product.port}"})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def wait_for_pages(product: Product) -> None:
    """Wait until the demonstration's content has come through the gate whole."""
    known, until = -1, time.monotonic() + 600
    while time.monotonic() < until:
        with ask_database(product, "outer") as database:
            count = database.execute("SELECT count(*) FROM sites_page").fetchone()[0]
        if count == known and count > 0:
            return
        known = count
        time.sleep(5)
    raise AssertionError("the demonstration's content did not come")


def article_of(product: Product) -> str:
    found = re.search(r'href="(/pages/\d+/)"', get(product, COLUMN)[1])
    assert found is not None, "the column shows no article"
    return found[1]


def compare(product: Product, name: str, path: str) -> Load:
    """Ask a page from memory and past it, beside a static file of its size; return how it went past it."""
    status, text = get(product, path)
    assert status == 200, f"{path} answers {status}"
    address, host = f"{product.outer}{path}", f"{HOST}:{product.port}"
    with static_file(text.encode()) as plain:
        wrk(plain, host="localhost", seconds=1)
        limit = wrk(plain, host="localhost", seconds=SECONDS)
    wrk(address, host=host, seconds=1)
    kept = wrk(address, host=host, seconds=SECONDS)
    fresh = each_time_new(path)
    wrk(address, host=host, seconds=1, script=fresh)
    made = wrk(address, host=host, seconds=SECONDS, script=fresh)
    beside = f"nginx, a static file of {len(text.encode()) // 1024} KB"
    figure(f"{name}, cached", kept.rate, "requests/s", beside, limit.rate, wanted="≥ 5,000")
    figure(f"{name}, every request uncached", made.rate, "requests/s", beside, limit.rate, wanted="≥ 600")
    figure(f"{name}, cached, p99 of 8 connections", kept.p99, "ms", beside, limit.p99, wanted="≤ 20 ms")
    figure(f"{name}, uncached, p99 of 8 connections", made.p99, "ms", beside, limit.p99, wanted="≤ 20 ms")
    figure(f"{name}, answers that were errors", kept.errors + made.errors, "", wanted="0")
    return made


def beside_wagtail(product: Product, pages: dict[str, str], made: dict[str, Load]) -> None:
    """Have Wagtail serve the same columns and articles, with one thread and with two; the better stands beside ours."""
    best: dict[str, tuple[Load, int]] = {}
    with wagtail(product, HOST.partition(".")[0]) as other:
        number = pages["article"].strip("/").rpartition("/")[2]
        theirs = {**pages, "article": other.addresses[number]}
        for threads in (1, 2):
            with other.serving(threads=threads) as serving:
                for name, path in theirs.items():
                    status, body = serving.get(path)
                    assert status == 200, f"Wagtail answers {status} for {path}"
                    address, script = f"{serving.address}{path}", each_time_new(path)
                    wrk(address, host="localhost", seconds=1, script=script)
                    served = wrk(address, host="localhost", seconds=SECONDS, script=script)
                    if name not in best or served.rate > best[name][0].rate:
                        best[name] = served, len(body)
        for name, (served, size) in best.items():
            beside = f"Wagtail's own serving, {size // 1024} KB, {other.pages:,} pages"
            figure(f"{name}, uncached, beside Wagtail", made[name].rate, "requests/s", beside, served.rate)
            figure(f"{name}, uncached, p99 beside Wagtail", made[name].p99, "ms", beside, served.p99)


# Copies of what is there, spread over the same columns and the days before.
_MORE = """
WITH source AS (
  SELECT p.*, row_number() OVER (ORDER BY number) AS place, count(*) OVER () AS total FROM sites_page p
  WHERE kind = 'article' AND state = 'shown' AND number < 100000000 AND (%(site)s::text = '' OR site = %(site)s)
), made AS (
  SELECT s.*, n, 100000000 + n AS fresh, gen_random_uuid() AS new_key,
    s.published_at - (n %% 3000) * interval '1 hour' AS day
  FROM generate_series(%(first)s::bigint, %(last)s::bigint) AS n JOIN source s ON s.place = n %% s.total + 1
), pages AS (
  INSERT INTO sites_page ({columns}) SELECT {values} FROM made
)
INSERT INTO sites_listing
  (key, page_id, site, "column", language, is_placement, rank, published_at, shown_from, shown_until)
SELECT new_key, fresh, site, "column", language, false, 0, day, released_at, NULL FROM made
"""


def costs(product: Product, pages: dict[str, str]) -> None:
    """Compare the processor time of a page with 5,000 articles and with 100,000."""
    # Both times every list on the pages is full: it is not more content on a page that is measured.
    full = article_count(product) + FILLING * article_count(product, "anhui")
    few = fill(product, max(full, 5_000), site="anhui")
    before = {name: cost(product, path) for name, path in pages.items()}
    many = fill(product, 100_000)
    for name, path in pages.items():
        after = cost(product, path)
        figure(f"{name}, processor time of an uncached request, {many:,} articles", after, "ms",
               f"the same with {few:,}", before[name], wanted="≤ 10 % more")  # fmt: skip
    with ask_database(product, "outer") as database:
        database.execute("DELETE FROM sites_listing WHERE page_id > 100000000")
        database.execute("DELETE FROM sites_page WHERE number > 100000000")
        database.execute("VACUUM ANALYZE sites_listing")


def article_count(product: Product, site: str = "") -> int:
    with ask_database(product, "outer") as database:
        row = database.execute(
            "SELECT count(*) FROM sites_page WHERE kind = 'article' AND (%(site)s::text = '' OR site = %(site)s)",
            {"site": site},
        ).fetchone()
    return int(row[0]) if row else 0


def fill(product: Product, wanted: int, *, site: str = "") -> int:
    """Copy articles, of one site or of all, until there are so many; return how many there are."""
    with ask_database(product, "outer") as database:
        names = [
            row[0]
            for row in database.execute(
                "SELECT column_name FROM information_schema.columns WHERE table_name = 'sites_page'"
                " ORDER BY ordinal_position"
            )
        ]
        instead = {"number": "fresh", "key": "new_key", "published_at": "day", "index_number": "''"}
        statement = _MORE.format(
            columns=", ".join(f'"{name}"' for name in names),
            values=", ".join(instead.get(name, f'"{name}"') for name in names),
        )
        here = article_count(product)
        copied = database.execute("SELECT count(*) FROM sites_page WHERE number > 100000000").fetchone()[0]
        if here < wanted:
            database.execute("SET statement_timeout = 0")
            database.execute(statement, {"first": copied + 1, "last": copied + wanted - here, "site": site})
        database.execute("VACUUM ANALYZE sites_page")
        database.execute("VACUUM ANALYZE sites_listing")
    return article_count(product)


def cost(product: Product, path: str) -> float:
    """Return the milliseconds of processor time, web and database together, of one uncached request."""
    address, host, script = f"{product.outer}{path}", f"{HOST}:{product.port}", each_time_new(path)
    wrk(address, host=host, seconds=1, script=script)
    before = used(product)
    made = wrk(address, host=host, seconds=SECONDS, script=script)
    return 1000 * (used(product) - before) / (made.rate * SECONDS)


def used(product: Product) -> float:
    seconds = as_started(product, seconds_used)
    return seconds["outer-web"] + seconds["postgres"]


def as_started(product: Product, ask: Callable[[Product], dict[str, float]]) -> dict[str, float]:
    """``bench.parts`` counts the supervisor too: for an instance that runs already, any process will do."""
    if product.process is None:
        product.process = subprocess.Popen(["sleep", "60"])
        try:
            return ask(product)
        finally:
            product.process.terminate()
            product.process.wait()
            product.process = None
    return ask(product)


def releasing(product: Product) -> subprocess.Popen[str]:
    environment = {**product.environment, "DJANGO_SETTINGS_MODULE": "huizheng.config.settings.inner"}
    return subprocess.Popen(
        [sys.executable, str(RELEASING)], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def told(process: subprocess.Popen[str], line: str) -> dict:
    assert process.stdin
    assert process.stdout
    process.stdin.write(line + "\n")
    process.stdin.flush()
    while not (said := process.stdout.readline()).startswith("{"):
        assert said, "the releasing process ended"
    return json.loads(said)


def visible(product: Product) -> None:
    """Time releases until a reader sees them, while wrk reads the home pages of all sites."""
    sites = portals(product)
    script = in_turn([(f"{slug}.localhost:{product.port}", "/") for slug, _column in sites])
    reading = subprocess.Popen([sys.executable, "-c", _READ, product.outer, script, str(RELEASES * 3 + 20)])
    process = releasing(product)
    waits = []
    try:
        told(process, "page {} {}".format(*sites[0]))
        for place in range(RELEASES):
            slug, column = sites[place * 7 % len(sites)]
            answer = told(process, f"page {slug} {column}")
            waits.append(seen(product, f"/{column}/", f"{slug}.localhost", answer["title"]) - answer["begun"])
    finally:
        process.terminate()
        process.wait()
        reading.terminate()
        reading.wait()
    name = f"released to visible, {len(sites)} sites under load, p95"
    figure(name, share(waits, 95) * 1000, "ms", wanted="≤ 2,000 ms")


_READ = """
import sys
from bench.loads import wrk
wrk(sys.argv[1], host="localhost", seconds=float(sys.argv[3]), connections=4, script=sys.argv[2])
"""


def portals(product: Product) -> list[tuple[str, str]]:
    """Return every site of a government or department with its column of news, the main site first."""
    with ask_database(product, "outer") as database:
        rows = database.execute(
            "SELECT slug, CASE document->>'tree' WHEN 'department' THEN 'news/work' ELSE 'news/government' END"
            " FROM sites_portalsite WHERE document->>'tree' IN ('province', 'city', 'county', 'department')"
            " ORDER BY slug <> 'anhui', slug"
        )
        return [(slug, column) for slug, column in rows]


def seen(product: Product, path: str, host: str, text: str, *, patience: float = 30) -> float:
    until = time.time() + patience
    while time.time() < until:
        if text in get(product, path, host)[1]:
            return time.time()
        time.sleep(0.01)
    raise AssertionError(f"{text} was not seen at {host}{path}")


def emergency(product: Product) -> None:
    process = releasing(product)
    try:
        answer = told(process, "emergency")
        waits = []
        for slug in answer["sites"]:
            words = answer["english"] if slug == "english" else answer["title"]
            waits.append(seen(product, "/", f"{slug}.localhost", words) - answer["begun"])
        told(process, "close")
    finally:
        process.terminate()
        process.wait()
    figure(f"emergency seen on the last of {len(waits)} sites", max(waits), "s", wanted="≤ 10 s")


def memory(product: Product) -> None:
    workers = max(1, len(processes_of(product)) - 1)
    held = as_started(product, megabytes)["outer-web"] / workers
    figure("memory of a worker of the public web server (PSS)", held, "MB", wanted="≤ 150 MB")


def processes_of(product: Product) -> list[int]:
    found: list[list[int]] = []
    as_started(product, lambda each: found.append(processes(each)["outer-web"]) or {})  # type: ignore[func-returns-value]
    return found[0]


if __name__ == "__main__":
    main()
