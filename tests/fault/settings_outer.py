from huizheng.config.settings.outer import *  # noqa: F403 - settings are made to be inherited whole
from huizheng.config.settings.outer import DATABASES, INSTALLED_APPS
from tests.fault.settings_base import apps

INSTALLED_APPS = apps(INSTALLED_APPS)
MIDDLEWARE: list[str] = []
ROOT_URLCONF = "django.conf.urls.i18n"
AUTH_USER_MODEL = "auth.User"
SECRET_KEY = "a fault test has no secrets"
# Who acts here must see at once when a killed server is back.
DATABASES["default"]["OPTIONS"].pop("pool")
