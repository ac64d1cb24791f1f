"""The standard trees, and what each tier's sites make of them."""

from __future__ import annotations

import pytest

from huizheng.commons.reference.api import Division
from huizheng.commons.reference.testing import given_portals
from huizheng.gate.contracts.publishing import ColumnTreeReleased, SiteReleased
from huizheng.gate.testing import sent
from huizheng.inner.sites.api import Requirement, Site, column, columns_of, load_sites, owner_organ, review_chain
from huizheng.inner.sites.functions import FUNCTIONS
from huizheng.inner.sites.models import ColumnTree
from huizheng.inner.sites.resolving import words_of
from huizheng.inner.sites.rules import UnknownColumn
from huizheng.inner.sites.testing import given_site, given_sites
from huizheng.inner.sites.trees import columns_of_tree, review_chains, subscriptions, tree_names


class TestTheFixture:
    @pytest.mark.parametrize(
        ("tree", "columns"),
        [("province", 176), ("city", 176), ("county", 175), ("department", 54), ("sannong", 58), ("english", 50)],
    )
    def test_has_so_many_columns(self, tree: str, columns: int) -> None:
        assert len(columns_of_tree(tree)) == columns

    def test_names_only_functions_and_chains_that_there_are(self) -> None:
        rows = [row for tree in tree_names() for row in columns_of_tree(tree)]
        assert {row["function"] for row in rows} - {""} <= set(FUNCTIONS)
        assert {row["review_chain"] for row in rows} <= set(review_chains())

    def test_stands_in_an_order_in_which_parents_come_first(self) -> None:
        for tree in tree_names():
            seen = {""}
            for row in columns_of_tree(tree):
                assert row["path"].rpartition("/")[0] in seen
                seen.add(row["path"])

    @pytest.mark.parametrize(
        ("source", "meant"),
        [
            ("child:news/government", ["children:news/government"]),
            ("parent:news/government", ["parent:news/government"]),
            ("dept:*:news/work", ["departments:news/work"]),
            ("dept:agriculture:news/work", ["agriculture:news/work"]),
            ("translate:about/overview", ["translations:about/overview"]),
            ("manual", []),
            ("docs:kind=05,06,08", []),
            ("link:sannong", []),
        ],
    )
    def test_a_source_that_names_other_sites_is_a_subscription(self, source: str, meant: list[str]) -> None:
        assert subscriptions(source) == meant


@pytest.mark.django_db
class TestTheWholeCluster:
    def test_has_171_sites_that_cross_once_and_resolve_whole_columns(self) -> None:
        given_sites()
        self.counted_by_kind()
        self.sent_once()
        self.resolved_whole()
        self.communities_in_every_city_and_district()
        self.training_where_labour_leaves()

    def counted_by_kind(self) -> None:
        kinds = list(Site.objects.values_list("kind", flat=True))
        assert {kind: kinds.count(kind) for kind in sorted(set(kinds))} == {
            "province-portal": 1,
            "city-portal": 16,
            "county-portal": 104,
            "department": 48,
            "theme-site": 1,
            "language-site": 1,
        }

    def sent_once(self) -> None:
        assert len(sent(ColumnTreeReleased)) == 6
        assert len(sent(SiteReleased)) == 171
        assert load_sites() is False
        assert len(sent(SiteReleased)) == 171

    def resolved_whole(self) -> None:
        sizes = {"province": 176, "city": 176, "county": 175, "department": 54, "sannong": 58, "english": 50}
        for site in Site.objects.select_related("division", "organ"):
            found = columns_of(site)
            assert len(found) == sizes[site.tree]
            assert not any("{" in each.name + each.english_name + each.description for each in found)

    def communities_in_every_city_and_district(self) -> None:
        for site in Site.objects.select_related("division", "organ").filter(kind__in=["city-portal", "county-portal"]):
            must = site.tier == "city" or site.division.division_type == "市辖区"
            found = column(site, "community")
            assert (found.requirement is Requirement.REQUIRED) == must, site.slug
            assert found.is_shown == must

    def training_where_labour_leaves(self) -> None:
        for site in Site.objects.select_related("division", "organ").filter(kind="county-portal"):
            found = column(site, "rural-labour")
            assert (found.requirement is Requirement.REQUIRED) == site.division.labour_outflow, site.slug
            assert column(site, "rural-labour/jobs").is_shown == site.division.labour_outflow
        assert Division.objects.filter(labour_outflow=True, tier="county").count() > 40

        crossed = [message.document for message in sent(SiteReleased)]
        assert all(len(document["differences"]) <= 20 for document in crossed)
        assert not any(document["functions"]["letters"] for document in crossed)


@pytest.mark.django_db
class TestASite:
    @pytest.mark.parametrize(
        ("slug", "name", "english"),
        [
            ("anhui", "省长信箱", "Mailbox of the governor"),
            ("hefei", "市长信箱", "Mailbox of the mayor"),
            ("changfeng", "县长信箱", "Mailbox of the county head"),
            ("yaohai", "区长信箱", "Mailbox of the district head"),
            ("chaohu", "市长信箱", "Mailbox of the mayor"),
        ],
    )
    def test_the_mailbox_is_named_after_the_head(self, slug: str, name: str, english: str) -> None:
        given_site(slug)
        found = column(slug, "interaction/mailbox")
        assert (found.name, found.english_name) == (name, english)

    def test_a_place_is_called_by_its_short_name(self) -> None:
        given_portals("hefei")
        load_sites()
        assert column("hefei", "about").name == "走进合肥"
        assert column("hefei", "about").english_name == "About Hefei"

    def test_columns_of_what_does_not_stand_are_not_shown(self) -> None:
        given_portals("hefei")
        load_sites()
        assert not column("hefei", "interaction/mailbox").is_shown
        assert not column("hefei", "openness/apply").is_shown
        assert column("hefei", "service/personal").is_shown
        assert column("hefei", "themes/emergency-event").is_shown

    def test_an_owner_is_the_organ_of_that_kind_in_the_division(self) -> None:
        given_portals("hefei", "yaohai", "education")
        load_sites()
        assert owner_organ("hefei", "openness/budget") == "340100-finance"
        assert owner_organ("yaohai", "news/government") == "340102-general-office"
        assert owner_organ("education", "news/work") == "340000-education"

    def test_a_division_without_such_an_organ_lets_the_site_own_the_column(self) -> None:
        given_portals("yaohai")
        load_sites()
        assert owner_organ("yaohai", "openness/towns") == "340102-general-office"

    def test_a_column_says_how_it_is_reviewed(self) -> None:
        given_portals("hefei")
        load_sites()
        chain = review_chain("hefei", "news/government")
        assert chain["code"] == "news"
        assert len(chain["steps"]) == 3

    def test_an_unknown_column_is_refused(self) -> None:
        given_portals("hefei")
        load_sites()
        with pytest.raises(UnknownColumn):
            column("hefei", "news/nothing")

    def test_a_site_crosses_with_what_differs_only(self) -> None:
        given_portals("changfeng")
        load_sites()
        crossed = {message.slug: message.document for message in sent(SiteReleased)}
        assert set(crossed) == {"anhui", "hefei", "changfeng", "sannong", "english"}
        assert crossed["hefei"]["words"]["head"] == "市长"
        assert crossed["english"]["language"] == "en"
        # Changfeng is a county: community services are not asked of it.
        assert crossed["changfeng"]["differences"]["community"] == {"hidden": True}


def test_english_names_lose_what_is_no_name() -> None:
    words = words_of(short_name="铜陵郊区", english_name="Jiaoqu District (Tongling)", division_type="市辖区")
    assert words["en"] == "Jiaoqu District"


@pytest.mark.django_db
def test_a_changed_tree_is_a_new_edition_and_its_sites_cross_again() -> None:
    given_site("changfeng")
    before = {each.slug: each.version for each in Site.objects.all()}
    ColumnTree.objects.filter(name="county").update(digest="of-another-day")
    assert load_sites() is True
    assert [each.version for each in sent(ColumnTreeReleased) if each.name == "county"] == [1, 2]
    grown = {each.slug for each in Site.objects.all() if each.version > before[each.slug]}
    assert grown == {"changfeng"}
