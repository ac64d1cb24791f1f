"""Every address of the outer zone."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from huizheng.config import rooms
from huizheng.config.common_urls import common_urls

urlpatterns: list[URLPattern | URLResolver] = [
    *common_urls(),
    *[
        path(where, include(f"huizheng.outer.{room}.web.urls"))
        for room, where in rooms.OUTER_PATHS.items()
        if f"huizheng.outer.{room}" in settings.INSTALLED_APPS and rooms.stands(f"huizheng.outer.{room}.web.urls")
    ],
]
handler404 = "huizheng.outer.portal.web.errors.not_found"
