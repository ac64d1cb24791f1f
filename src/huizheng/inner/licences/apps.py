from django.apps import AppConfig


class LicencesConfig(AppConfig):
    name = "huizheng.inner.licences"
    label = "licences"
    verbose_name = "许可证件"

    def ready(self) -> None:
        from huizheng.commons.design.api import register_nav  # noqa: PLC0415 - rooms meet once all apps stand
        from huizheng.inner.licences.web.staffing import may_look  # noqa: PLC0415

        register_nav(
            "inner", "licences", "许可证件", "licences:list", 25, icon="document", group="办件", visible=may_look
        )
