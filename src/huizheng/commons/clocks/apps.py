from django.apps import AppConfig


class ClocksConfig(AppConfig):
    name = "huizheng.commons.clocks"
    label = "clocks"
    verbose_name = "期限"
