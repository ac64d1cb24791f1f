from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "huizheng.inner.assessment"
    label = "assessment"
    verbose_name = "评价"

    def ready(self) -> None:
        from huizheng.commons.design.api import register_nav  # noqa: PLC0415 - rooms meet once all apps stand
        from huizheng.inner.organs.api import Duty  # noqa: PLC0415

        register_nav(
            "inner",
            "ratings",
            "差评整改",
            "assessment:rectifications",
            30,
            Duty.RATING_HANDLE,
            icon="star",
            group="办件",
        )
