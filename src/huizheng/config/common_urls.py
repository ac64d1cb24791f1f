"""Addresses that both zones answer."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from huizheng.config import rooms


def common_urls() -> list[URLPattern | URLResolver]:
    found: list[URLPattern | URLResolver] = [path("language/", set_language, name="set_language")]
    if rooms.stands("huizheng.commons.telemetry.web.urls"):
        found.append(path("", include("huizheng.commons.telemetry.web.urls")))
    for room, where in rooms.COMMONS_PATHS.items():
        if f"huizheng.commons.{room}" in settings.INSTALLED_APPS and rooms.stands(f"huizheng.commons.{room}.web.urls"):
            found.append(path(where, include(f"huizheng.commons.{room}.web.urls")))
    return found
