from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "huizheng.inner.casework"
    label = "casework"
    verbose_name = "办件"
