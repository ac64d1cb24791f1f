from importlib import import_module

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "huizheng.inner.publishing"
    label = "publishing"
    verbose_name = "信息发布"

    def import_models(self) -> None:
        super().import_models()
        # The kinds of page are models as well, in a package of their own.
        import_module("huizheng.inner.publishing.kinds")

    def ready(self) -> None:
        from wagtail.models import Page  # noqa: PLC0415 - rooms meet once all apps stand
        from wagtail.permissions import register_permission_policy  # noqa: PLC0415

        from huizheng.inner.publishing.checks import examine  # noqa: PLC0415
        from huizheng.inner.publishing.examining import register_check  # noqa: PLC0415
        from huizheng.inner.publishing.kinds.permissions import NoPagesOfItsOwn  # noqa: PLC0415

        register_check(examine)
        register_permission_policy(Page, NoPagesOfItsOwn())
