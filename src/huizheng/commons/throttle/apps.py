from django.apps import AppConfig


class ThrottleConfig(AppConfig):
    name = "huizheng.commons.throttle"
    label = "throttle"
    verbose_name = "尝试限制"
