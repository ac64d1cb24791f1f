from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "huizheng.outer.search"
    label = "search"
    verbose_name = "检索"
