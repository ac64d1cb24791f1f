from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "huizheng.commons.audit"
    label = "audit"
    verbose_name = "审计"
