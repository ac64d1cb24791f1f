from django.apps import AppConfig


class ItemsConfig(AppConfig):
    name = "huizheng.inner.items"
    label = "items"
    verbose_name = "政务服务事项"

    def ready(self) -> None:
        from huizheng.commons.design.api import register_nav  # noqa: PLC0415 - after the apps stand

        register_nav("inner", "items", "事项库", "items:list", 40, icon="licence", group="事项")
