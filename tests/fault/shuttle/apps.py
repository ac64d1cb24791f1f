from django.apps import AppConfig


class ShuttleConfig(AppConfig):
    name = "tests.fault.shuttle"
    label = "shuttle"
    verbose_name = "往返"
