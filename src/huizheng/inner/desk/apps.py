from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "huizheng.inner.desk"
    label = "desk"
    verbose_name = "工作台"

    def ready(self) -> None:
        from huizheng.commons.design.api import register_nav, register_search  # noqa: PLC0415 - all apps stand now
        from huizheng.inner.desk.web.chrome import waiting_cases, works_on_cases  # noqa: PLC0415

        register_nav("inner", "home", "工作台", "desk:home", 5, icon="home")
        cases, group = works_on_cases, "办件"
        register_nav(
            "inner",
            "todo",
            "待办办件",
            "casework:todo",
            10,
            icon="inbox",
            group=group,
            count=waiting_cases,
            visible=cases,
        )
        register_nav("inner", "search", "查找办件", "desk:search", 20, icon="search", group=group, visible=cases)
        register_search("inner", "desk:search", "搜索办件、申请人、稿件、栏目")
