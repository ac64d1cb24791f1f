from django.apps import AppConfig


class JourneysConfig(AppConfig):
    name = "huizheng.inner.journeys"
    label = "journeys"
    verbose_name = "跨业务流程"
