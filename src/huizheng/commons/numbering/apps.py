from django.apps import AppConfig


class NumberingConfig(AppConfig):
    name = "huizheng.commons.numbering"
    label = "numbering"
    verbose_name = "编号"
