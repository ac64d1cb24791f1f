from django.apps import AppConfig


class KeysConfig(AppConfig):
    name = "huizheng.commons.keys"
    label = "keys"
    verbose_name = "密钥"
