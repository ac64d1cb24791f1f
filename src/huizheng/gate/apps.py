from django.apps import AppConfig


class GateConfig(AppConfig):
    name = "huizheng.gate"
    label = "gate"
    verbose_name = "内外网闸"

    def ready(self) -> None:
        from huizheng.commons.telemetry.api import register_check  # noqa: PLC0415 - after the models
        from huizheng.gate.health import check  # noqa: PLC0415

        register_check("gate", check)
