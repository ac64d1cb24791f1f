"""Entry point of the outer zone for a WSGI server."""

import os

from huizheng.config.booting import booting

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huizheng.config.settings.outer")
with booting():
    from django.core.wsgi import get_wsgi_application
    from django.urls import get_resolver

    behind = get_wsgi_application()

    from huizheng.outer.sites.api import in_front_of  # a room's models stand only once the apps do

    application = in_front_of(behind)
    get_resolver().url_patterns  # noqa: B018 - the pages load now, not while the first visitor waits
