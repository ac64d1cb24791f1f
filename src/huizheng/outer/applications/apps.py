from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApplicationsConfig(AppConfig):
    name = "huizheng.outer.applications"
    label = "applications"
    verbose_name = "申请"

    def ready(self) -> None:
        from huizheng.commons.design.api import register_nav  # noqa: PLC0415 - the registries stand after the models
        from huizheng.outer.accounts.api import register_objection  # noqa: PLC0415
        from huizheng.outer.applications.queries import open_matter  # noqa: PLC0415

        register_nav("outer", "applications", _("我的申请"), "applications:mine", 40)
        register_nav("outer-footer", "verify", _("核验回执"), "applications:verify", 60)
        register_objection("applications", open_matter)
