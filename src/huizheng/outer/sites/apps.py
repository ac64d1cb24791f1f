from django.apps import AppConfig


class SitesConfig(AppConfig):
    name = "huizheng.outer.sites"
    label = "sites"
    verbose_name = "站点与内容"
