from django.apps import AppConfig


class PaperConfig(AppConfig):
    name = "huizheng.commons.paper"
    label = "paper"
    verbose_name = "文书"
