"""The public network."""

from huizheng.config import rooms
from huizheng.config.environment import Zone
from huizheng.config.settings.base import *  # noqa: F403 - settings are made to be inherited whole
from huizheng.config.settings.base import (
    ENVIRONMENT,
    INSTALLED_APPS,
    MIDDLEWARE,
    TEMPLATES,
    database,
    secret_key,
    static_settings,
)

ZONE: Zone = "outer"
SECRET_KEY = secret_key(ZONE)
globals().update(static_settings(ZONE))
ROOT_URLCONF = "huizheng.config.urls_outer"
WSGI_APPLICATION = "huizheng.config.wsgi_outer.application"
INSTALLED_APPS = [*INSTALLED_APPS, *rooms.apps_of("outer", rooms.OUTER)]
_SPEAKS = MIDDLEWARE.index("django.middleware.locale.LocaleMiddleware") + 1
MIDDLEWARE = [*MIDDLEWARE[:_SPEAKS], "huizheng.outer.portal.web.language.LanguageOfTheSite", *MIDDLEWARE[_SPEAKS:]]
DATABASES = {"default": database(ZONE)}
AUTH_USER_MODEL = "accounts.Account" if rooms.stands("huizheng.outer.accounts.models") else "auth.User"
ALLOWED_HOSTS = list(ENVIRONMENT.outer_hosts) or [
    "127.0.0.1",
    "localhost",
    ".localhost",
    "[::1]",
    "testserver",
]
LOGIN_URL = "/account/sign-in/"
LOGIN_REDIRECT_URL = "/account/"
# Two zones on one laptop share a host name, so their cookies must differ.
SESSION_COOKIE_NAME = "hz_outer_session"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_NAME = "hz_outer_csrf"
LANGUAGE_COOKIE_NAME = "hz_outer_language"
TEMPLATES[0]["DIRS"] = []

# Who confirms a person's name: an invented register in a demonstration, else what the operator connects.
REAL_NAME_AUTHORITY = "huizheng.outer.accounts.gateways.real_name." + (
    "DemonstrationAuthority" if ENVIRONMENT.demonstration else "NoAuthority"
)
