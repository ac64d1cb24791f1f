from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    name = "huizheng.commons.reference"
    label = "reference"
    verbose_name = "基础信息"
