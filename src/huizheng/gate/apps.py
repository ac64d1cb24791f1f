from django.apps import AppConfig


class GateConfig(AppConfig):
    name = "huizheng.gate"
    label = "gate"
    verbose_name = "内外网闸"
