from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "huizheng.commons.calendar"
    label = "calendar"
    verbose_name = "工作日历"
