from django.apps import AppConfig


class JourneysConfig(AppConfig):
    name = "huizheng.inner.journeys"
    label = "journeys"
    verbose_name = "跨部门流程"

    def ready(self) -> None:
        from huizheng.commons.design.api import register_nav  # noqa: PLC0415 - rooms meet once all apps stand
        from huizheng.inner.casework.api import register_aside  # noqa: PLC0415
        from huizheng.inner.journeys.web import staffing  # noqa: PLC0415
        from huizheng.inner.journeys.web.beside_cases import publication_beside  # noqa: PLC0415

        register_aside(publication_beside)
        register_nav(
            "inner",
            "grants",
            "许可公开",
            "journeys:grants",
            32,
            icon="globe",
            group="办件",
            visible=staffing.may_watch,
        )
