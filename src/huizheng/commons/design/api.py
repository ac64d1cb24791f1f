"""The door of the design room."""

from huizheng.commons.design.chrome import (
    Bearer,
    Link,
    Site,
    register_duty_check,
    register_nav,
    register_search,
    register_session,
    register_site,
)
from huizheng.commons.design.days import day, moment
from huizheng.commons.design.place import chosen_place, register_place, remember_place
from huizheng.commons.design.widgets import ColourInput, DayInput, YesNoField, pickable_day

__all__ = [
    "Bearer",
    "ColourInput",
    "DayInput",
    "Link",
    "Site",
    "YesNoField",
    "chosen_place",
    "day",
    "moment",
    "pickable_day",
    "register_duty_check",
    "register_nav",
    "register_place",
    "register_search",
    "register_session",
    "register_site",
    "remember_place",
]
