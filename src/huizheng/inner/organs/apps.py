from django.apps import AppConfig


class OrgansConfig(AppConfig):
    name = "huizheng.inner.organs"
    label = "organs"
    verbose_name = "机构和人员"

    def ready(self) -> None:
        from huizheng.commons.design.api import (  # noqa: PLC0415 - rooms meet once all apps stand
            register_duty_check,
            register_nav,
            register_session,
        )
        from huizheng.inner.organs.states import Duty  # noqa: PLC0415
        from huizheng.inner.organs.web import bearer  # noqa: PLC0415

        register_session("inner", sign_in="organs:sign_in", sign_out="organs:sign_out", describe=bearer.describe_bearer)
        register_duty_check("inner", bearer.has_duty_somewhere)
        register_nav(
            "inner", "organs", "机构和人员", "organs:my_organs", 80, Duty.ORGAN_ADMIN, icon="user", group="管理"
        )
