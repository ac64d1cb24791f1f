"""What Wagtail's editor shows around the form: the way back to the office, and two ways to save."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.menu import MenuItem

from huizheng.inner.publishing.choosing import material_choosing
from huizheng.inner.publishing.web.editor import content_viewset

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.safestring import SafeString

DONE = "action-done"


class Save(ActionMenuItem):
    label = "保存草稿"
    name = "action-save"
    icon_name = "draft"
    template_name = "publishing/studio/save.html"


class SaveAndLeave(ActionMenuItem):
    """Keeps the text and goes on to the manuscript's page, where it is handed in."""

    label = "保存并查看稿件"
    name = DONE
    icon_name = "check"
    template_name = "publishing/studio/save.html"


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    return [content_viewset, material_choosing]


@hooks.register("construct_page_action_menu")
def only_saving(menu_items: list[Any], request: HttpRequest, context: Any) -> None:  # noqa: ARG001 - a hook's signature
    menu_items[:] = [SaveAndLeave(order=0), Save(order=1)]


@hooks.register("insert_editor_js")
def our_script() -> SafeString:
    return format_html('<script src="{}"></script>', static("publishing/studio.js"))


@hooks.register("insert_global_admin_css")
def our_style() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("publishing/studio.css"))


@hooks.register("construct_main_menu")
def ways_back(request: HttpRequest, menu_items: list[Any]) -> None:  # noqa: ARG001 - a hook's signature
    menu_items[:] = [
        MenuItem("稿件", reverse("publishing:manuscripts"), icon_name="list-ul", order=10),
        MenuItem("素材库", reverse("publishing:materials"), icon_name="image", order=20),
        MenuItem("返回工作台", "/", icon_name="home", order=30),
    ]


@hooks.register("construct_settings_menu")
def no_settings(request: HttpRequest, menu_items: list[Any]) -> None:  # noqa: ARG001 - a hook's signature
    menu_items[:] = []
