from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "huizheng.inner.network"
    label = "network"
    verbose_name = "运行管理"

    def ready(self) -> None:
        from huizheng.commons.design.api import register_nav  # noqa: PLC0415 - rooms meet once all apps stand
        from huizheng.inner.network.queries import open_matters  # noqa: PLC0415
        from huizheng.inner.organs.api import Duty  # noqa: PLC0415

        register_nav(
            "inner", "operations", "运行管理", "network:overview", 90, Duty.OPERATIONS, icon="settings", group="管理",
            count=lambda _: open_matters(),
        )  # fmt: skip
