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
        from django.http import HttpRequest  # noqa: PLC0415
        from wagtail.models import Collection, Locale, Page, Site, Task, Workflow  # noqa: PLC0415 - rooms meet once all apps stand
        from wagtail.permissions import register_permission_policy  # noqa: PLC0415

        from huizheng.commons.design.api import register_nav  # noqa: PLC0415
        from huizheng.inner.organs.api import Duty, duties_in  # noqa: PLC0415
        from huizheng.inner.publishing.checks import examine  # noqa: PLC0415
        from huizheng.inner.publishing.examining import register_check  # noqa: PLC0415
        from huizheng.inner.publishing.kinds.permissions import NobodysPolicy  # noqa: PLC0415
        from huizheng.inner.publishing.policies import PUBLISHING  # noqa: PLC0415

        register_check(examine)
        for model in (Page, Collection, Locale, Site, Task, Workflow):
            register_permission_policy(model, NobodysPolicy(model))

        def works_with_pages(request: HttpRequest) -> bool:
            held = duties_in(request).values()
            return any(duties & {*PUBLISHING, Duty.SITE_ADMIN} for duties in held)

        register_nav(
            "inner",
            "publishing",
            "稿件",
            "publishing:manuscripts",
            50,
            icon="edit",
            group="门户",
            visible=works_with_pages,
        )
