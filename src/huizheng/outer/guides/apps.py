from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GuidesConfig(AppConfig):
    name = "huizheng.outer.guides"
    label = "guides"
    verbose_name = "办事指南"

    def ready(self) -> None:
        from huizheng.commons.design.api import register_nav, register_search  # noqa: PLC0415 - after the apps stand
        from huizheng.commons.telemetry.api import register_index  # noqa: PLC0415
        from huizheng.outer.guides.health import check  # noqa: PLC0415 - models stand only after the apps

        register_index("guides", check)
        register_nav("outer", "services", _("办事大厅"), "guides:home", 10)
        register_nav("outer", "life-events", _("按人生大事找"), "guides:themes", 12)
        register_search("outer", "guides:home", _("搜索要办的事"))
