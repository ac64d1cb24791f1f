"""Every address of the inner zone."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from huizheng.config import rooms
from huizheng.config.common_urls import common_urls

urlpatterns: list[URLPattern | URLResolver] = [
    *common_urls(),
    *[
        path(where, include(f"huizheng.inner.{room}.web.urls"))
        for room, where in rooms.INNER_PATHS.items()
        if f"huizheng.inner.{room}" in settings.INSTALLED_APPS and rooms.stands(f"huizheng.inner.{room}.web.urls")
    ],
]
