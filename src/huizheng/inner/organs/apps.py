from django.apps import AppConfig


class OrgansConfig(AppConfig):
    name = "huizheng.inner.organs"
    label = "organs"
    verbose_name = "机构和人员"
