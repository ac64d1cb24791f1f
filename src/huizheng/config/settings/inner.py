"""The office network."""

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

ZONE: Zone = "inner"
SECRET_KEY = secret_key(ZONE)
globals().update(static_settings(ZONE))
ROOT_URLCONF = "huizheng.config.urls_inner"
WSGI_APPLICATION = "huizheng.config.wsgi_inner.application"
INSTALLED_APPS = [
    *INSTALLED_APPS,
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    # Wagtail, for writing only: no images, documents, snippets, search, sites or accounts of its own.
    "huizheng.inner.publishing.studio.WagtailProfiles",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    *rooms.apps_of("inner", rooms.INNER),
]
MIDDLEWARE = [
    *MIDDLEWARE,
    "django_otp.middleware.OTPMiddleware",
    "huizheng.inner.organs.web.gate.SignInGate",
]
DATABASES = {"default": database(ZONE)}
AUTH_USER_MODEL = "organs.Official" if rooms.stands("huizheng.inner.organs.models") else "auth.User"
ALLOWED_HOSTS = list(ENVIRONMENT.inner_hosts) or [
    "127.0.0.1",
    "localhost",
    ".localhost",
    "[::1]",
    "testserver",
]
LOGIN_URL = "/account/sign-in/"
LOGIN_REDIRECT_URL = "/"
SESSION_COOKIE_NAME = "hz_inner_session"
CSRF_COOKIE_NAME = "hz_inner_csrf"
LANGUAGE_COOKIE_NAME = "hz_inner_language"
SESSION_COOKIE_AGE = 8 * 3600
SEEN_COOKIE_NAME = "hz_inner_seen"
IDLE_SESSION_ENDS_AFTER = 30 * 60
OTP_TOTP_ISSUER = "徽政办公网"
TEMPLATES[0]["DIRS"] = []

# Review, release, locks and who may do what are inner/publishing's; Wagtail is the editor.
WAGTAIL_SITE_NAME = "徽政采编"
WAGTAILADMIN_BASE_URL = ""
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAIL_AUTOSAVE_INTERVAL = 0
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_I18N_ENABLED = False
WAGTAIL_CONTENT_LANGUAGES = [("zh-hans", "中文")]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "中文")]
WAGTAILADMIN_COMMENTS_ENABLED = False
WAGTAILADMIN_GLOBAL_EDIT_LOCK = True
WAGTAILADMIN_EXTERNAL_LINK_CONVERSION = ""
