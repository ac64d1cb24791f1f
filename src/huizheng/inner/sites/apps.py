from django.apps import AppConfig


class SitesConfig(AppConfig):
    name = "huizheng.inner.sites"
    label = "sites"
    verbose_name = "站点管理"
