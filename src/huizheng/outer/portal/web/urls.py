from django.urls import include, path, register_converter

from huizheng.outer.portal.web import articles, colours, columns, emergencies, helping, home, modes, views
from huizheng.outer.portal.web.converters import ColumnPath

register_converter(ColumnPath, "column")

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("reading-mode/", modes.choose_mode, name="mode"),
    path("colours/<slug:colour>.css", colours.colours, name="colours"),
    path("service/", views.entrance, name="entrance"),
    path("place/", views.choose_place, name="place"),
    path("site-help/sitemap/", helping.site_map, name="site_map"),
    path("site-help/about/", helping.about, name="about"),
    path("site-help/privacy/", helping.privacy, name="privacy"),
    path("site-help/accessibility/", helping.accessibility, name="accessibility"),
    path("site-help/contact/", helping.contact, name="contact"),
    path("pages/<int:number>/", articles.article, name="page"),
    path("pages/<int:number>/print/", articles.printed, name="print"),
    path("emergencies/<str:number>/", emergencies.emergency, name="emergency"),
    path("", include("huizheng.outer.portal.web.finding.urls")),
    # Whatever else is an address of a site is one of its columns: the last to be asked.
    path("<column:path>/", columns.column, name="column"),
]
