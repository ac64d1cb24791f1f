"""Entry point of the inner zone for a WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huizheng.config.settings.inner")
application = get_wsgi_application()
