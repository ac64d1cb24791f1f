"""What both zones share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from huizheng.config import environment, postgres, rooms

ENVIRONMENT = environment.read()
ROOT = environment.ROOT
VAR: Path = ENVIRONMENT.var
DEBUG = ENVIRONMENT.debug
DEMONSTRATION = ENVIRONMENT.demonstration
DEMONSTRATION_SITES = ENVIRONMENT.demonstration_sites

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "huizheng.config",
    "django_htmx",
    "procrastinate.contrib.django",
    *rooms.apps_of("commons", rooms.COMMONS),
    "huizheng.gate",
]

MIDDLEWARE = [
    "huizheng.commons.telemetry.web.middleware.RequestIdMiddleware",
    "huizheng.config.middleware.AddressBehindProxies",
    "huizheng.config.middleware.NoNullCharacters",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "huizheng.config.middleware.PrivatePagesStayInNoCache",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "huizheng.config.middleware.StandingPolicy",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "huizheng.commons.design.web.context_processors.chrome",
            ],
        },
    },
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
# Built at set-up from the rooms' own words (config/catalogue.py).
LOCALE_PATHS = [VAR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = ["huizheng.config.formats"]

STATIC_URL = "/static/"
# Third-party front-end files and fonts are laid here at set-up from pinned packages, never committed.
STATICFILES_DIRS = [("vendor", VAR / "vendor" / "static")] if (VAR / "vendor" / "static").is_dir() else []

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PROCRASTINATE_ON_APP_READY = "huizheng.config.worker.on_app_ready"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if rooms.stands("huizheng.commons.design.apps"):
    CSRF_FAILURE_VIEW = "huizheng.commons.design.web.views.csrf_failure"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = False
BEHIND_TLS = ENVIRONMENT.behind_tls
TRUSTED_PROXIES = ENVIRONMENT.trusted_proxies
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = BEHIND_TLS
if BEHIND_TLS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    },
}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

LOGGING_CONFIG = None  # commons/telemetry configures structured logs once, in its AppConfig


def secret_key(zone: str) -> str:
    """Return the zone's Django secret, made at set-up and kept outside the tree."""
    path = VAR / "secrets" / zone / "django.secret"
    if path.is_file():
        return path.read_text().strip()
    return "not-set-up-yet: commands that need no sessions may run before the first set-up"


def static_settings(zone: str) -> dict[str, object]:
    """Return where the zone's static files lie: fingerprinted after set-up, straight from the rooms before."""
    root = VAR / "static" / zone
    collected = (root / "staticfiles.json").is_file() and not DEBUG
    backend = (
        "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if collected
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    return {
        "STATIC_ROOT": root,
        "WHITENOISE_USE_FINDERS": not collected,
        "STORAGES": {
            "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
            "staticfiles": {"BACKEND": backend},
        },
    }


def database(zone: environment.Zone) -> dict[str, object]:
    entry = environment.django_database(ENVIRONMENT.database_url(zone))
    if not ENVIRONMENT.database_is_given(zone):
        folder = postgres.socket_folder(postgres.data_folder(ENVIRONMENT.var), ENVIRONMENT.postgres_port)
        entry["HOST"] = str(folder or entry["HOST"])
    # Every process keeps a small pool; a statement that hangs must not hold a worker for ever.
    entry["OPTIONS"] = {
        # What a burst has opened is closed soon after it: a connection at rest costs the server three megabytes.
        "pool": {"min_size": 1, "max_size": 8, "timeout": 10, "max_idle": 15},
        "options": "-c statement_timeout=30000 -c lock_timeout=10000",
        "application_name": f"huizheng-{zone}",
    }
    return entry
