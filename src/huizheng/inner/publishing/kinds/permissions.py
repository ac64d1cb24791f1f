"""What Wagtail is told when it asks who may do what with a page: our own rule, and for everything else no."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.models import Page, PagePermissionTester
from wagtail.permission_policies.base import BasePermissionPolicy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.db.models import QuerySet


class NobodysTester(PagePermissionTester):
    """Nobody may do anything through Wagtail."""

    def __init__(self, user: Any, page: Any) -> None:  # Wagtail's own would ask its groups
        self.user = user
        self.page = page
        self.page_is_root = page.depth == 1
        self.permissions: set[str] = set()

    def can_add_subpage(self) -> bool:
        return False

    def can_edit(self) -> bool:
        return False

    def can_delete(self, ignore_bulk: bool = False) -> bool:  # noqa: ARG002, FBT001, FBT002 - Wagtail's signature
        return False

    def can_publish(self) -> bool:
        return False

    can_unpublish = can_publish_subpage = can_set_view_restrictions = can_unschedule = can_publish
    can_submit_for_moderation = can_lock = can_unlock = can_reorder_children = can_move = can_copy = can_publish
    can_view_revisions = can_publish

    def can_move_to(self, destination: Any) -> bool:  # noqa: ARG002 - Wagtail's signature
        return False

    def can_copy_to(self, destination: Any, recursive: bool = False) -> bool:  # noqa: ARG002, FBT001, FBT002
        return False


class WritersTester(NobodysTester):
    """A writer of the page's site may edit a draft, and nothing else; the page says who that is."""

    def __init__(self, user: Any, page: Any, may_edit: Callable[[Any, Any], bool]) -> None:
        super().__init__(user, page)
        self._may_edit = may_edit

    def can_edit(self) -> bool:
        return self._may_edit(self.user, self.page)


class NobodysPolicy(BasePermissionPolicy):
    """Wagtail's lists, searches, choosers and bulk actions find nothing of a model at all."""

    def user_has_permission(self, user: Any, action: str) -> bool:  # noqa: ARG002 - Wagtail's signature
        return False

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:  # noqa: ARG002
        return False

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:  # noqa: ARG002
        return False

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Any) -> bool:  # noqa: ARG002
        return False

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Page]:  # noqa: ARG002
        return self.model._default_manager.none()  # noqa: SLF001 - Django's own door

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Any]:  # noqa: ARG002
        from django.contrib.auth import get_user_model  # noqa: PLC0415 - after the apps stand

        return get_user_model()._default_manager.none()  # noqa: SLF001 - Django's own door

    def users_with_any_permission_for_instance(self, actions: Iterable[str], instance: Any) -> QuerySet[Any]:  # noqa: ARG002
        return self.users_with_any_permission(actions)

    def get_cached_permissions_for_user(self, user: Any) -> list[Any]:  # noqa: ARG002
        return []

    def explorable_instances(self, user: Any) -> QuerySet[Page]:  # noqa: ARG002
        return Page.objects.none()

    def explorable_root_instance(self, user: Any) -> None:  # noqa: ARG002
        return None

    def instances_with_direct_explore_permission(self, user: Any) -> list[Page]:  # noqa: ARG002
        return []
