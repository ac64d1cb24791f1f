from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "huizheng.commons.notices"
    label = "notices"
    verbose_name = "消息"

    def ready(self) -> None:
        # Models stand only now.
        from huizheng.commons.notices.queries import health  # noqa: PLC0415
        from huizheng.commons.telemetry.api import register_check  # noqa: PLC0415

        register_check("notices", health)
