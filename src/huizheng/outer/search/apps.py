from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "huizheng.outer.search"
    label = "search"
    verbose_name = "检索"

    def ready(self) -> None:
        from huizheng.commons.telemetry.api import register_index  # noqa: PLC0415 - after the apps stand
        from huizheng.outer.search.health import check  # noqa: PLC0415 - models stand only after the apps

        register_index("search", check)
