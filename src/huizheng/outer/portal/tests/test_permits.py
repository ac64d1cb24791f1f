"""Granted licences on a site: found by holder, number and day, and never without what became of them."""

from __future__ import annotations

import pytest

from huizheng.outer.portal.web.parts import services
from huizheng.outer.sites.testing import column, given_page, given_site, given_tree, openness, small_tree

pytestmark = pytest.mark.django_db
HERE = "openness/permits"


@pytest.fixture(autouse=True)
def _nothing_kept():
    services.forget()


@pytest.fixture
def site():
    given_tree(columns=[*small_tree(), column(HERE, "行政许可事项与结果", type="library")])
    given_site(tree_is_there=True)


def given_permit(grantee: str, number: str, decided: str, **facts: object) -> int:
    whole = {
        "grantee": grantee,
        "permit_item": "食品经营许可",
        "decision_number": number,
        "certificate_number": number.replace("准", "证"),
        "decided_on": decided,
        "valid_until": "2031-03-01",
        "status": "有效",
        **facts,
    }
    blocks = [
        {
            "type": "facts",
            "title": "行政许可决定",
            "rows": [{"label": "行政相对人名称", "value": grantee}, {"label": "数据来源", "value": "办件系统"}],
        }
    ]
    validity = "有效" if whole["status"] == "有效" else "废止"
    title = f"关于准予{grantee}食品经营许可的决定"
    entry = openness(int(decided[-2:]), validity=validity)
    return given_page(kind="permit", column=HERE, title=title, facts=whole, blocks=blocks, openness=entry)


def words(client, path: str) -> str:
    return client.get(path, headers={"host": "anhui.localhost"}).content.decode()


def test_are_listed_as_rows_with_their_state(client, site):
    number = given_permit("王**", "瑶市监准〔2026〕1号", "2026-03-02")
    html = words(client, f"/{HERE}/")
    assert "行政相对人" in html
    assert f"/pages/{number}/" in html
    assert "2031-03-01" in html
    assert "有效" in html


def test_a_column_that_holds_only_its_explanation_says_that_there_is_no_decision_yet(client, site):
    given_page(column=HERE, title="行政许可公示说明")
    html = words(client, f"/{HERE}/")
    assert "还没有公示的行政许可决定" in html
    assert "行政许可公示说明" in html
    assert "hz-sieve" not in html
    given_permit("王**", "瑶市监准〔2026〕1号", "2026-03-02")
    assert "还没有公示的行政许可决定" not in words(client, f"/{HERE}/")


@pytest.mark.parametrize(
    "asked",
    ["grantee=示例餐饮", "decision_number=〔2026〕2号", "certificate_number=监证〔2026〕2号", "decided_on=2026-03-05"],
)
def test_are_found_by_holder_number_and_day(client, site, asked):
    given_permit("王**", "瑶市监准〔2026〕1号", "2026-03-02")
    given_permit("合肥示例餐饮有限公司", "瑶市监准〔2026〕2号", "2026-03-05")
    html = words(client, f"/{HERE}/?{asked}")
    assert "合肥示例餐饮有限公司" in html
    assert "王**" not in html


def test_the_page_says_where_its_facts_come_from(client, site):
    number = given_permit("王**", "瑶市监准〔2026〕1号", "2026-03-02")
    html = words(client, f"/pages/{number}/")
    assert "数据来源" in html
    assert "仅供查阅" not in html


def test_one_that_was_revoked_says_so_before_anything_else(client, site):
    number = given_permit(
        "王**",
        "瑶市监准〔2026〕1号",
        "2026-03-02",
        status="已撤销",
        status_on="2026-06-01",
        status_reason="以欺骗手段取得",
    )
    html = words(client, f"/pages/{number}/")
    assert "这项许可已撤销，本页仅供查阅" in html
    assert "2026-06-01：以欺骗手段取得" in html
    assert "本文件" not in html


def test_what_explains_the_list_stands_below_the_rows(client, site):
    given_permit("王**", "瑶市监准〔2026〕1号", "2026-03-02")
    for count in range(3):
        given_page(kind="info", column=HERE, title=f"公示说明{count}")
    html = words(client, f"/{HERE}/")
    assert html.index("王**") < html.index("公示说明0")
