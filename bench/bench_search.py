"""Finding in 200,000 pages of 169 sites: questions as people ask them, through the search room's own door.

A question costs everything it costs in the product: the cutting, the index, the facets, the pages read again from the
database. The baseline in the same run is PostgreSQL's full text over the same words, without facets and snippets. Then
pages are released one by one while a worker runs: how long until each can be found.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import os
import random
import re
import statistics
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path

from bench.database import database_for
from bench.figures import figure, share

PAGES = int(os.environ.get("BENCH_PAGES", "200000"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "400"))
RELEASES = int(os.environ.get("BENCH_RELEASES", "25"))
SOURCE = Path(__file__).parents[1] / "src" / "huizheng"
TODAY = dt.datetime(2026, 11, 24, 1, 0, tzinfo=dt.UTC)
HOT = ("通知", "安徽省", "人民政府", "工作", "办理", "申请材料", "企业", "服务")
QUESTIONS = (
    "医疗保险报销", "新生儿户口登记", "食品经营许可证怎么办理", "计划生育", "新农合缴费标准", "低保申请条件",
    "公积金提取",
    "居住证", "不动产登记 材料", "道路运输经营许可", "残疾人证", "创业担保贷款", "高龄津贴", "农机购置补贴", "环保局",
    "企业登记 变更", "招标公告", "部门预算", "防汛应急预案", "政府工作报告", "营业执照注销", "退役军人优待证",
    "医保异地",
    "驾驶证换证", "护照办理", "学前教育", "土地征收", "危险化学品", "皖政〔2024〕16号", "关于印发", "统计公报",
    "烟草专卖零售许可",
)  # fmt: skip
TYPED = ("医疗", "yiliao", "hukou", "ylbx", "食品经", "居住", "gongjijin", "办理", "企业登", "jyxk", "通", "dengji")
FORMS = ("通知", "公告", "意见", "批复", "通报", "公示")
KINDS = ("article",) * 6 + ("document", "procurement", "project", "appointment")


def main() -> None:
    with database_for("outer") as folder:
        measure(folder)


def measure(folder: Path) -> None:
    import django

    django.setup()
    logging.disable(logging.INFO)
    from django.core.management import call_command

    from huizheng.commons.keys.testing import make_both_zones_keys
    from huizheng.outer.sites.testing import hearing

    make_both_zones_keys()
    call_command("migrate", verbosity=0)
    slugs = given_sites()
    given_services()
    started = time.monotonic()
    fill(slugs)
    print(f"   {PAGES} pages in {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
    seconds = made_anew()
    figure(f"the whole index made anew, {PAGES} pages", seconds, "s", wanted="< 60 s")
    size = sum(path.stat().st_size for path in (folder / "var" / "search").rglob("*") if path.is_file())
    figure("size of the index", size / 1e6, "MB")
    # As in a web process, which hears of changes and keeps the sites in mind.
    with hearing():
        ask_everything(slugs)
    for name, value in memory().items():
        figure(name, value, "MB", wanted="≤ 150 MB" if "own" in name else "")
    release_and_find(folder)


def given_sites() -> list[str]:
    from huizheng.commons.reference import api as reference
    from huizheng.outer.sites.actions import receive_site, receive_tree
    from huizheng.outer.sites.testing import small_tree

    reference.load_reference(lambda _: None)
    receive_tree(name="province", version=1, columns=small_tree(), released_at=TODAY, at=TODAY)
    slugs = []
    for site in reference.sites():
        document = {
            "slug": site.slug, "kind": site.kind, "tier": site.tier, "name": site.name, "short_name": site.name,
            "english_name": site.english_name, "parent": site.parent_id or "", "division": site.division_id,
            "organ": site.organ_id, "organ_name": site.organ.name, "language": "zh-hans", "tree": "province",
            "hosts": [f"{site.slug}.localhost"], "is_open": True,
            # As a county's site does: what its city and the province tell stands beside its own.
            "differences": {"news/government": {"sources": ["parent:news/government", "anhui:news/government"]}},
        }  # fmt: skip
        receive_site(slug=site.slug, version=1, document=document, released_at=TODAY, at=TODAY)
        slugs.append(site.slug)
    return slugs


def given_services() -> None:
    from huizheng.outer.guides.testing import given_all_samples

    given_all_samples()


def sentences() -> list[str]:
    """Return what the project's own data say, cut at stops: the words of real services, themes and demonstrations."""
    texts = [path.read_text("utf-8") for path in sorted((SOURCE / "inner" / "items" / "fixtures").rglob("*.json"))]
    texts += [path.read_text("utf-8") for path in sorted((SOURCE / "inner/publishing/demonstration").rglob("*.toml"))]
    found = {each for text in texts for each in re.findall(r"[\u4e00-\u9fff，、（）0-9]{8,60}", text)}
    return sorted(found)


def fill(slugs: list[str]) -> None:
    """Write pages and where they stand straight into their tables, as the projection would have."""
    from django.db import connection

    chance = random.Random(7)
    said = sentences()
    columns = ("news/government", "news/notices", "openness/policies")
    weights = [1 / (place + 5) for place in range(len(slugs))]
    listing: list[tuple[uuid.UUID, int, str, dt.datetime]] = []
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        pages = (
            'COPY sites_page (number, key, edition, version, site, "column", kind, language, title, summary, source,'
            " organ, keywords, published_at, released_at, demonstration, card, head, parts, facts, text, index_number,"
            " document_number, kind_code, themes, catalogue_organ, validity, state, state_reason, moved_to)"
            " FROM STDIN"
        )
        with cursor.copy(pages) as copy:
            for number in range(1, PAGES + 1):
                site = chance.choices(slugs, weights)[0]
                kind = chance.choice(KINDS)
                title = (
                    f"关于{chance.choice(said)[:24]}的{chance.choice(('通知', '公告', '意见', '批复', '通报', '公示'))}"
                )
                text = "。".join(chance.choices(said, k=chance.randrange(8, 40)))
                moment = TODAY - dt.timedelta(minutes=chance.randrange(1, 15 * 365 * 1440))
                year = moment.year
                papers = (f"1134000000298606{number % 10}X/{year}{moment:%m}-{number % 100000:05d}",
                          f"皖政〔{year}〕{number % 900}号") if kind == "document" else ("", "")  # fmt: skip
                key = uuid.UUID(int=number)
                card = json.dumps({"title": title, "day": moment.date().isoformat(), "source": site})
                copy.write_row((
                    number, key, f"{number:064x}", 1, site, columns[number % 3], kind, "zh-hans", title, text[:80],
                    site, f"340000-{number % 50}", ["测试"], moment, moment, True, card, "{}", "[]", "{}", text,
                    *papers,
                    "08" if papers[0] else "", ["综合政务"] if papers[0] else [], "", "有效" if papers[0] else "",
                    "shown", "", "",
                ))  # fmt: skip
                listing.append((key, number, site, moment))
        places = (
            'COPY sites_listing (key, page_id, site, "column", language, is_placement, rank, published_at, shown_from)'
            " FROM STDIN"
        )
        with cursor.copy(places) as copy:
            for key, number, site, moment in listing:
                copy.write_row((key, number, site, columns[number % 3], "zh-hans", False, 0, moment, moment))
        cursor.execute("ANALYZE")


def made_anew() -> float:
    from huizheng.outer.search import actions

    started = time.monotonic()
    actions.rebuild(at=TODAY, tell=lambda count: print(f"   {count}", file=sys.stderr) if count % 50_000 == 0 else None)
    return time.monotonic() - started


def ask_everything(slugs: list[str]) -> None:
    from huizheng.outer.search.api import Wanted, search, suggest

    baseline = full_text()
    chance = random.Random(3)

    def mixed(_: int) -> object:
        text = chance.choice(HOT) if chance.random() < 0.25 else chance.choice(QUESTIONS)
        facets = {"year": str(chance.randrange(2015, 2026))} if chance.random() < 0.2 else {}
        site = chance.choice(slugs) if chance.random() < 0.4 else ""
        page = chance.choice((1, 1, 1, 2, 5))
        return search(Wanted(text, site=site, facets=facets, page=page), at=TODAY)

    found = sum(1 for text in QUESTIONS if search(Wanted(text), at=TODAY).total)
    print(f"   {found} of {len(QUESTIONS)} questions find something", file=sys.stderr)
    plain = times(lambda i: baseline(QUESTIONS[i % len(QUESTIONS)] if i % 4 else HOT[i // 4 % len(HOT)]))
    name = "PostgreSQL full text over the same words, p95"
    base = share(plain, 95)
    taken = times(mixed)
    figure("a question, facets and snippets included, p95", share(taken, 95), "ms", name, base, wanted="≤ 50 ms")
    figure("a question, median", statistics.median(taken), "ms", "the same, median", statistics.median(plain))
    hot = times(lambda i: search(Wanted(HOT[i % len(HOT)]), at=TODAY))
    plain_hot = times(lambda i: baseline(HOT[i % len(HOT)]))
    figure("a hot word in all sites, p95", share(hot, 95), "ms", "PostgreSQL full text, p95", share(plain_hot, 95))
    typed = times(lambda i: suggest(TYPED[i % len(TYPED)], site=slugs[i % len(slugs)], at=TODAY))
    figure("suggestions while typing, p95", share(typed, 95), "ms", wanted="≤ 50 ms")


def full_text() -> Callable[[str], object]:
    """Return the plain way: a vector of the same words beside the pages, ranked by PostgreSQL."""
    from django.db import connection

    from huizheng.outer.search.actions import cutter
    from huizheng.outer.search.words.cutting import Cutter

    cut: Cutter = cutter()
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("CREATE TABLE plain_text (number bigint PRIMARY KEY, words tsvector)")
        cursor.execute("CREATE TEMP TABLE loading (number bigint, title text, body text)")
        cursor.execute("SELECT number, title, text FROM sites_page ORDER BY number")
        rows = cursor.fetchall()
        with cursor.copy("COPY loading FROM STDIN") as copy:
            for number, title, text in rows:
                copy.write_row((number, cut.searchable(title), cut.searchable(text)))
        cursor.execute(
            "INSERT INTO plain_text SELECT number, setweight(to_tsvector('simple', title), 'A')"
            " || setweight(to_tsvector('simple', body), 'C') FROM loading"
        )
        cursor.execute("CREATE INDEX ON plain_text USING gin (words)")
        cursor.execute("ANALYZE plain_text")

    def ask(text: str) -> object:
        words = " & ".join(f"'{word}'" for word in cut.cut(text))
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT p.number, p.title FROM plain_text f JOIN sites_page p USING (number),"
                " to_tsquery('simple', %s) q WHERE f.words @@ q ORDER BY ts_rank(f.words, q) DESC LIMIT 10",
                [words],
            )
            return cursor.fetchall()

    return ask


def times(ask: Callable[[int], object]) -> list[float]:
    taken = []
    for number in range(ROUNDS):
        started = time.perf_counter()
        ask(number)
        taken.append((time.perf_counter() - started) * 1000)
    return taken


def memory() -> dict[str, float]:
    """Return what a fresh process needs that has answered questions: no dictionary is loaded in it.

    Its own is what no other process can use; the rest is the index and the libraries, which the system keeps once and
    gives back when memory is short.
    """
    code = (
        "import django; django.setup(); import datetime as dt, os\n"
        "import huizheng.config.urls_outer\n"
        "def held():\n"
        "    lines = [line for line in open('/proc/self/smaps_rollup') if 'kB' in line]\n"
        "    return {line.split(':')[0]: int(line.split()[1]) for line in lines}\n"
        "before = held()\n"
        "from huizheng.outer.search.api import Wanted, search, suggest\n"
        "at = dt.datetime(2026, 11, 24, 1, 0, tzinfo=dt.UTC)\n"
        f"[search(Wanted(text), at=at) for text in {QUESTIONS!r}]; [suggest(text, at=at) for text in {TYPED!r}]\n"
        "after = held()\n"
        "print('HELD', before['Anonymous'], after['Anonymous'], after['Rss'])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    before, after, resident = (int(each) / 1024 for each in done.stdout.split("HELD ")[1].split())
    return {
        "memory of a web process's own, after searching": after,
        "of which searching": after - before,
        "resident memory, with what is mapped of the index": resident,
    }


def release_and_find(folder: Path) -> None:
    """Release pages one by one while the worker runs, and look for each until it is there."""
    from huizheng.gate.contracts.editions import digest_of
    from huizheng.outer.search import actions
    from huizheng.outer.search.api import Wanted, search
    from huizheng.outer.sites.actions import receive_editions, withdraw_page
    from huizheng.outer.sites.testing import document, key_of

    actions.close()
    with (folder / "worker.log").open("wb") as log:
        worker = subprocess.Popen(
            [sys.executable, "-m", "huizheng", "outer", "procrastinate", "--skip-checks", "worker", "--concurrency=4"],
            stdout=log,
            stderr=log,
        )
        try:
            lags: list[float] = []
            for number in range(RELEASES):
                words = f"第{number}次放行{uuid.uuid4().hex[:8]}"
                one = document(number=900_000_000 + number, title=words)
                receive_editions(
                    bundle=uuid.uuid4(),
                    editions=[{"sm3": digest_of(one), "document": one}],
                    released_at=TODAY,
                    at=TODAY,
                )
                released = time.perf_counter()
                until_there(lambda words=words: search(Wanted(words), at=TODAY).total == 1)
                lags.append((time.perf_counter() - released) * 1000)
            figure("from release to found, p95", share(lags[1:], 95), "ms", wanted="≤ 2000 ms")
            figure("from release to found, median", statistics.median(lags[1:]), "ms")
            figure("from release to found, the worker's first, dictionaries loaded", lags[0], "ms")
            withdraw_page(
                key=key_of(900_000_000), number=900_000_000, site="anhui", how="error", reason="", to="",
                withdrawn_at=TODAY + dt.timedelta(hours=1), at=TODAY,
            )  # fmt: skip
            if any(hit.key == "900000000" for hit in search(Wanted("第0次放行"), at=TODAY).hits):
                raise SystemExit("a withdrawn page was found")
        finally:
            worker.terminate()
            worker.wait(30)


def until_there(is_there: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not is_there():
        if time.monotonic() > deadline:
            raise SystemExit("a released page was not found within a minute")
        time.sleep(0.005)


if __name__ == "__main__":
    main()
