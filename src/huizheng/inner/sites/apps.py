from django.apps import AppConfig


class SitesConfig(AppConfig):
    name = "huizheng.inner.sites"
    label = "sites"
    verbose_name = "站点管理"

    def ready(self) -> None:
        from huizheng.commons.design.api import register_nav  # noqa: PLC0415 - rooms meet once all apps stand
        from huizheng.inner.sites.web import sight  # noqa: PLC0415

        group = "网站"
        register_nav(
            "inner", "sites", "站点", "sites:list", 50, icon="globe", group=group, visible=sight.works_on_sites
        )
        register_nav(
            "inner",
            "guarantee",
            "内容保障",
            "sites:guarantee",
            51,
            icon="clock",
            group=group,
            visible=sight.works_on_sites,
        )
        register_nav(
            "inner",
            "emergencies",
            "突发事件",
            "sites:emergencies",
            52,
            icon="warning",
            group=group,
            visible=sight.announces,
        )
