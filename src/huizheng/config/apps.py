from django.apps import AppConfig


class HouseConfig(AppConfig):
    """Makes the set-up and demonstration commands known to Django."""

    name = "huizheng.config"
    label = "config"
    verbose_name = "平台"
