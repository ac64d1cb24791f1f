"""The inner zone under test: same rooms, a throw-away database, quick password hashing."""

from huizheng.config.settings.guards import Undefined
from huizheng.config.settings.inner import *  # noqa: F403 - settings are made to be inherited whole
from huizheng.config.settings.inner import DATABASES, MIDDLEWARE, TEMPLATES

SECRET_KEY = "a test has no secrets"  # noqa: S105 - it guards nothing
DEBUG = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DATABASES["default"]["OPTIONS"] = {"options": "-c synchronous_commit=off"}
MIDDLEWARE = [
    *MIDDLEWARE,
    "huizheng.config.settings.guards.SafeMethodsWriteNothing",
    "huizheng.config.settings.kept_pages.KeepsPages",
]
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Undefined("")
