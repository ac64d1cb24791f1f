from django.urls import path

from huizheng.outer.portal.web import pages, views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("place/", views.choose_place, name="place"),
    path("site-map/", views.site_map, name="site_map"),
    path("about/", pages.about, name="about"),
    path("privacy/", pages.privacy, name="privacy"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("contact/", pages.contact, name="contact"),
]
