from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "huizheng.inner.assessment"
    label = "assessment"
    verbose_name = "评价"

    def ready(self) -> None:
        from huizheng.commons.design.api import register_nav  # noqa: PLC0415 - rooms meet once all apps stand
        from huizheng.inner.assessment.web import staffing  # noqa: PLC0415
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
        register_nav(
            "inner",
            "warnings",
            "办件预警",
            "assessment:cards",
            31,
            icon="warning",
            group="办件",
            visible=staffing.may_watch,
        )
        register_nav("inner", "audit", "审计记录", "assessment:audit", 70, Duty.AUDIT, icon="shield", group="管理")
        register_nav(
            "inner",
            "calendar",
            "工作日历",
            "assessment:calendar",
            71,
            Duty.OPERATIONS,
            icon="calendar",
            group="管理",
        )
        register_nav(
            "inner",
            "rating-limit",
            "整改期限",
            "assessment:limit",
            72,
            Duty.OPERATIONS,
            icon="settings",
            group="管理",
        )
