"""How an author chooses a file of the site's library while writing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets.chooser import BaseChooser

from huizheng.inner.organs.api import Duty
from huizheng.inner.publishing.models.materials import Material

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from huizheng.inner.publishing.policies import Standing


def library_of(request: HttpRequest) -> QuerySet[Material]:
    """Return the files of the sites this official writes for; none when no standing was brought with the request."""
    standing: Standing | None = getattr(request.user, "publishing_standing", None)
    if standing is None:
        return Material.objects.none()
    own = Q(organ__in=standing.organs(Duty.PUBLISH_WRITE)) | Q(site__in=standing.kept)
    return Material.objects.filter(own).select_related("file").order_by("-added_at", "key")


class _Own:
    """Every view of the chooser sees the own sites' files only."""

    request: HttpRequest

    def get_object_list(self) -> QuerySet[Material]:
        return library_of(self.request)

    def get_object(self, pk: str) -> Material:
        try:
            return library_of(self.request).get(pk=pk)
        except ValidationError as error:  # no UUID
            raise Material.DoesNotExist from error

    def get_objects(self, pks: list[str]) -> QuerySet[Material]:  # noqa: ARG002 - one at a time
        return library_of(self.request).none()

    def get_edit_item_url(self, instance: Material) -> None:  # noqa: ARG002 - Wagtail has no page for it
        return None


class _Choose(_Own, chooser.ChooseView):
    pass


class _Results(_Own, chooser.ChooseResultsView):
    pass


class _Chosen(_Own, chooser.ChosenView):
    pass


class _ChosenMany(_Own, chooser.ChosenMultipleView):
    pass


class QuietChooser(BaseChooser):
    """Wagtail's chooser without a script in the page: ``studio.js`` starts what ``data-publishing-chooser`` names."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:  # noqa: ARG002
        html = self.render_html(name, self.get_value_data(value), attrs)
        return format_html(
            '<div data-publishing-chooser="{}" data-for="{}">{}</div>',
            json.dumps(self.base_js_init_options),
            attrs["id"],
            mark_safe(html),  # noqa: S308 - made by Wagtail's template
        )


class MaterialChoosing(ChooserViewSet):
    model = "publishing.Material"
    icon = "image"
    choose_one_text = "从素材库选择"
    choose_another_text = "换一个"
    per_page = 12
    base_widget_class = QuietChooser
    choose_view_class = _Choose
    choose_results_view_class = _Results
    chosen_view_class = _Chosen
    chosen_multiple_view_class = _ChosenMany


material_choosing = MaterialChoosing("publishing_materials", url_prefix="materials")
_MaterialBlock: Any = material_choosing.get_block_class(
    name="MaterialBlock", module_path="huizheng.inner.publishing.choosing"
)


class MaterialBlock(_MaterialBlock):
    """A file of the site's library."""

    def bulk_to_python(self, values: list[Any]) -> Any:
        # A stream keeps keys as text; Wagtail looks them up among keys in their own type.
        return super().bulk_to_python([UUID(str(value)) if value else None for value in values])
