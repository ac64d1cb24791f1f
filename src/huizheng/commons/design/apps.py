from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "huizheng.commons.design"
    label = "design"
    verbose_name = "界面"
