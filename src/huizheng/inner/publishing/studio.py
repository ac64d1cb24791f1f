"""Which part of Wagtail's accounts the office has: the table of its preferences, none of its pages."""

from __future__ import annotations

import types

from wagtail.users.apps import WagtailUsersAppConfig


class WagtailProfiles(WagtailUsersAppConfig):
    """Wagtail's editor reads its preferences from ``UserProfile``, so the table stays.

    Its pages of people, groups and roles do not: people, posts and duties are the organs room's. Their forms would
    also insist on columns (groups, a superuser) that an official of this house does not have.
    """

    default = False

    def __init__(self, app_name: str, app_module: types.ModuleType) -> None:
        super().__init__(app_name, app_module)
        # Wagtail looks for ``wagtail_hooks`` below this module; one without a path has none.
        self.module = types.ModuleType(app_name)
