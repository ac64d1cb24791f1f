from django.apps import AppConfig


class ItemsConfig(AppConfig):
    name = "huizheng.inner.items"
    label = "items"
    verbose_name = "政务服务事项"
