from django.apps import AppConfig
from django.conf import settings


class TelemetryConfig(AppConfig):
    name = "huizheng.commons.telemetry"
    label = "telemetry"
    verbose_name = "运行状态"

    def ready(self) -> None:
        from huizheng.commons.telemetry.logs import configure  # noqa: PLC0415 - after settings

        configure(zone=settings.ZONE)
