from django.apps import AppConfig


class FormsConfig(AppConfig):
    name = "huizheng.commons.forms"
    label = "forms"
    verbose_name = "表单"
