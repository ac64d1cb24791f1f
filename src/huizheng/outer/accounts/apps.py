from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "huizheng.outer.accounts"
    label = "accounts"
    verbose_name = "用户账号"
