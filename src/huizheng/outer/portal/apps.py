from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "huizheng.outer.portal"
    label = "portal"
    verbose_name = "门户"

    def ready(self) -> None:
        from huizheng.outer.portal.web import navigation  # noqa: PLC0415 - addresses stand only after the apps

        navigation.register()
