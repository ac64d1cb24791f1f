from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "huizheng.outer.accounts"
    label = "accounts"
    verbose_name = "用户账号"

    def ready(self) -> None:
        from huizheng.commons.design.api import register_session  # noqa: PLC0415 - rooms meet once all apps stand
        from huizheng.outer.accounts.web.bearer import describe_bearer  # noqa: PLC0415

        register_session(
            "outer",
            sign_in="accounts:sign_in",
            sign_out="accounts:sign_out",
            sign_up="accounts:sign_up",
            describe=describe_bearer,
        )
