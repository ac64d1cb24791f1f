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
from huizheng.commons.design.place import chosen_place, register_place, remember_place

__all__ = [
    "Bearer",
    "Link",
    "Site",
    "chosen_place",
    "register_duty_check",
    "register_nav",
    "register_place",
    "register_search",
    "register_session",
    "register_site",
    "remember_place",
]
