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

__all__ = [
    "Bearer",
    "Link",
    "Site",
    "register_duty_check",
    "register_nav",
    "register_search",
    "register_session",
    "register_site",
]
