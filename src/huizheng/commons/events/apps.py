from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "huizheng.commons.events"
    label = "events"
    verbose_name = "事件"
