"""Addresses of this part; the portal's own list takes them in before the columns'."""

from django.urls import path, register_converter

from huizheng.outer.portal.web.converters import ColumnPath
from huizheng.outer.portal.web.finding import catalogue, crawling, feeds, read_api, searching, taking_away

register_converter(ColumnPath, "column_path")

urlpatterns = [
    path("search/", searching.search, name="search"),
    path("search/suggest/", searching.suggest, name="suggest"),
    path("openness/catalogue/", catalogue.catalogue, name="catalogue"),
    path("openness/catalogue/print/", catalogue.printed, name="catalogue_print"),
    path("openness/catalogue/entries.csv", taking_away.as_csv, name="catalogue_csv"),
    path("openness/catalogue/entries.json", taking_away.as_json, name="catalogue_json"),
    path("feed.atom", feeds.of_site, name="site_feed"),
    path("<column_path:path>/feed.atom", feeds.of_column, name="column_feed"),
    path("robots.txt", crawling.robots, name="robots"),
    path("sitemap.xml", crawling.site_map, name="sitemap"),
    path("sitemap-<int:after>.xml", crawling.part, name="sitemap_part"),
    *read_api.urlpatterns,
]
